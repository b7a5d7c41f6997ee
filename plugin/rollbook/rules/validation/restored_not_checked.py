"""A component goes back, and nothing looks at whether it is back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rollbook.model.component import Component
from rollbook.rules.facts.confirmation import read_checks
from rollbook.rules.facts.ends import restored_unchecked
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.checked import checked
from rollbook.rules.ways.telling import told
from rollbook.rules.words.spoken import listed

_NAMED = 3


def _check(subject: Subject) -> Iterator[Fault]:
    """A check step that comes too early is one mistake, whatever goes back behind it."""
    behind = checked(subject.flow)
    late: dict[str, str] = {}
    for name, step in subject.sop.steps.items():
        if step.restores and name not in behind:
            late.setdefault(step.restores, name)
        elif step.restores and not (step.expect or _mentioned(subject, step.restores)):
            message = f"no check mentions '{step.restores}', and '{name}' has no 'expect'"
            hint = f"say how people see that it is back, or add a check of {_target(step.restores)}"
            yield Fault(subject.at(name, "restores"), message, hint)
    if late:
        yield _too_early(subject, late)
    yield from _passed_by(subject, subject.flow.main - behind)


def _too_early(subject: Subject, late: dict[str, str]) -> Fault:
    components = [f"'{component}'" for component in late]
    if len(components) > _NAMED:
        components[_NAMED:] = [f"{len(components) - _NAMED} more"]
    are = "is" if len(components) == 1 else "are"
    first, last = next(iter(late.values())), late[next(reversed(late))]
    message = f"no check step comes after {listed(components)} {are} back"
    return Fault(subject.at(first, "restores"), message, f"let a 'check' step come behind '{last}'")


def _passed_by(subject: Subject, known: Collection[str]) -> Iterator[Fault]:
    """What goes back on some way when all has been checked already, though others check it."""
    said: set[str] = set()
    for ended in subject.walked.ends:
        for name in restored_unchecked(subject, ended) if not ended.closed else ():
            if name not in said and name not in known:
                said.add(name)
                part = subject.flow.steps[name].restores
                way = told(subject.walked.procedure, ended.way)
                yield Fault(
                    subject.at(name, "restores"),
                    f"no check step comes after '{part}' is back on the way {way}",
                    f"let a 'check' step come behind '{name}' on this way, too",
                )


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
