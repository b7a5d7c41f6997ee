"""A component has no owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.loading.files import SHARED, Key
from rollbook.model.component import Component
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _across(overview: Overview) -> Iterator[Fault]:
    yield from _faults(overview.shared.components, SHARED)


def _check(subject: Subject) -> Iterator[Fault]:
    yield from _faults(subject.sop.components)


def _faults(components: Mapping[str, Component], file: Key | None = None) -> Iterator[Fault]:
    for name, component in components.items():
        if component.owner is None:
            hint = "name in 'owner' the team that answers for it"
            yield Fault(("components", name), f"component '{name}' has no owner", hint, file=file)


RULE = Rule(
    module=__name__,
    level="warning",
    why="When a component surprises people in the middle of a rollback, somebody has to know it "
    "well, and finding out who takes longest at night.",
    bad="""\
components:
  api: {name: Search API, kind: service, owner: ~}
""",
    good="""\
components:
  api: {name: Search API, kind: service, owner: oncall}
""",
    place="handbook",
    check=_check,
    across=_across,
)
