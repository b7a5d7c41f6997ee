"""A component goes back, and nothing looks at whether it is back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.component import Component
from rollbook.model.flow import Flow
from rollbook.rules.facts.confirmation import read_checks
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import listed

_NAMED = 3


def _check(subject: Subject) -> Iterator[Fault]:
    """A check step that comes too early is one mistake, whatever goes back behind it."""
    checked = _checked(subject.flow)
    late: dict[str, str] = {}
    for name, step in subject.sop.steps.items():
        if step.restores and name not in checked:
            late.setdefault(step.restores, name)
        elif step.restores and not (step.expect or _mentioned(subject, step.restores)):
            message = f"no check mentions '{step.restores}', and '{name}' has no 'expect'"
            hint = f"say how people see that it is back, or add a check of {_target(step.restores)}"
            yield Fault(subject.at(name, "restores"), message, hint)
    if late:
        yield _too_early(subject, late)


def _too_early(subject: Subject, late: dict[str, str]) -> Fault:
    components = [f"'{component}'" for component in late]
    if len(components) > _NAMED:
        components[_NAMED:] = [f"{len(components) - _NAMED} more"]
    are = "is" if len(components) == 1 else "are"
    first, last = next(iter(late.values())), late[next(reversed(late))]
    message = f"no check step comes after {listed(components)} {are} back"
    return Fault(subject.at(first, "restores"), message, f"let a 'check' step come behind '{last}'")


def _checked(flow: Flow) -> set[str]:
    """The steps behind which, as long as nothing fails, a check can come."""
    found: set[str] = set()
    for name in reversed(flow.order):
        for edge in flow.out_of[name]:
            if edge.kind == "fail" or edge.back or edge.target not in flow.steps:
                continue
            if edge.target in found or flow.steps[edge.target].VERB == "check":
                found.add(name)
                break
    return found


def _mentioned(subject: Subject, name: str) -> bool:
    component = subject.components.get(name)
    return any(_about(text, name, component) for text in _texts(subject))


def _texts(subject: Subject) -> Iterator[str]:
    """What the checks say that are read, and the metrics of which they are."""
    for check in read_checks(subject.sop).values():
        written = check.model_dump(mode="json", exclude_unset=True)
        yield from (str(value) for value in written.values())
        metric = subject.metrics.get(written.get("metric", ""))
        if metric:
            yield from (metric.name, metric.query or "")


def _about(text: str, name: str, component: Component | None) -> bool:
    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
        return True
    if component is None:
        return False
    return component.name.lower() in text.lower() or bool(component.live and component.live in text)


def _target(component: str) -> str:
    return f"${{targets.{component}}}"


RULE = Rule(
    module=__name__,
    level="error",
    why="A rollback can end without an error and change nothing, and then users find out first.",
    bad="""\
steps:
  revert-index:
    after: verify
    restores: index
  settle:
    after: revert
""",
    good="""\
steps:
  revert-index:
    after: revert
    restores: index
  settle:
    after: revert-index
""",
    check=_check,
)
