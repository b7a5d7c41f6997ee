"""Data go back, and nothing says what has to be made from them again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.component import Kind
from rollbook.model.step import Do, Run
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_DATA: frozenset[Kind] = frozenset(("dataset", "data-pipeline", "feature-store", "index"))
_AGAIN = re.compile(
    r"\b(?:re-?(?:play|process|comput|build|index|generat|materiali|ingest|calculat|run)|back-?fill)",
    re.IGNORECASE,
)
"""How a step does it without saying so in `reprocess`."""


def _check(subject: Subject) -> Iterator[Fault]:
    """Each component once, at the first step that puts it back."""
    flow = subject.flow
    said: set[str] = set()
    for name, step in flow.steps.items():
        component = step.restores
        if (
            component is None
            or component in said
            or subject.components[component].kind not in _DATA
        ):
            continue
        said.add(component)
        if not any(_makes_again(subject, other) for other in (name, *flow.behind(name))):
            yield Fault(
                subject.at(name, "restores"),
                f"'{component}' goes back, and no step says what is made again from it",
                "say in 'reprocess' from when on, and what has to read it again; "
                "or in 'ignore' why nothing has to",
            )


def _makes_again(subject: Subject, name: str) -> bool:
    step = subject.flow.steps[name]
    if step.reprocess:
        return True
    text = step.run if isinstance(step, Run) else step.do if isinstance(step, Do) else ""
    return bool(_AGAIN.search(text))


RULE = Rule(
    module=__name__,
    level="warning",
    why="What was made from bad data stays bad after the data have gone back, and nobody looks "
    "for it any more.",
    bad="""\
steps:
  revert-index:
    run: ops/index use ${targets.index.id}
    restores: index
    reprocess: ~
""",
    good="""\
steps:
  revert-index:
    run: ops/index use ${targets.index.id}
    restores: index
    reprocess: {from: start of the release, then: [api]}
""",
    check=_check,
)
