"""SOPs restore a component, but none of them starts when it fails in its usual way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.loading.files import SHARED
from rollbook.model.component import Kind
from rollbook.model.trigger import Symptom
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule

_USUAL: Mapping[Kind, tuple[Symptom, ...]] = {
    # What a change of a flag or a setting shows depends on what it sets: they are not here.
    "model": ("accuracy", "bias", "safety", "errors"),
    "prompt": ("accuracy", "bias", "safety", "errors"),
    "policy": ("accuracy", "bias", "safety", "errors"),
    "dataset": ("data", "accuracy", "bias", "errors"),
    "data-pipeline": ("data", "accuracy", "bias", "errors"),
    "feature-store": ("data", "accuracy", "bias", "errors"),
    "index": ("data", "accuracy", "errors", "latency"),
    "service": ("errors", "latency", "cost"),
    "infrastructure": ("errors", "latency", "cost"),
    "client": ("errors", "latency"),
}


def _across(overview: Overview) -> Iterator[Fault]:
    """A component that no SOP restores is another rule's."""
    if not overview.complete:
        return
    starts: dict[str, set[Symptom]] = {}
    for outline in overview.outlines:
        if outline.status != "retired":
            for name in outline.restored:
                starts.setdefault(name, set()).update(outline.symptoms)
    for name, component in overview.shared.components.items():
        usual = _USUAL.get(component.kind)
        if usual and name in starts and starts[name].isdisjoint(usual):
            kinds = f"{', '.join(usual[:-1])} or {usual[-1]}"
            message = f"no SOP that restores '{name}' has a trigger for {kinds}"
            hint = f"add the trigger by which people notice that a {component.kind} fails"
            yield Fault(("components", name), message, hint, file=SHARED)


RULE = Rule(
    module=__name__,
    level="warning",
    why="An SOP that nothing starts is found only by somebody who knows that it is there.",
    bad="""\
triggers:
  few-clicks: {symptom: cost}
  complaints: {symptom: latency}
""",
    good="""\
triggers:
  few-clicks: {symptom: accuracy}
  complaints: {symptom: latency}
""",
    across=_across,
)
