"""Components need each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.loading.files import SHARED, Key
from rollbook.model.component import Component
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.circles import circles, shown


def _across(overview: Overview) -> Iterator[Fault]:
    yield from _faults(overview.shared.components, SHARED)


def _check(subject: Subject) -> Iterator[Fault]:
    """What is shared can need nothing that stands in an SOP, so no circle leads through both."""
    if subject.sop.components:
        yield from _faults(subject.sop.components)


def _faults(components: Mapping[str, Component], file: Key | None = None) -> Iterator[Fault]:
    needs = {
        name: [other for other in component.needs if other in components]
        for name, component in components.items()
    }
    for circle in circles(needs):
        first, second = circle[0], circle[1 % len(circle)]
        yield Fault(
            ("components", first, "needs", components[first].needs.index(second)),
            f"'{first}' needs itself: {shown(circle)}",
            "take out the one that does not fail when the next one is down",
            file=file,
        )


RULE = Rule(
    module=__name__,
    level="error",
    why="In a circle nothing can go back first, so nobody knows where to begin.",
    bad="""\
components:
  index: {name: Search index, kind: index, needs: [api]}
  model: {name: Ranking model, kind: model, needs: [index]}
  api: {name: Search API, kind: service, needs: [model]}
""",
    good="""\
components:
  index: {name: Search index, kind: index}
  model: {name: Ranking model, kind: model, needs: [index]}
  api: {name: Search API, kind: service, needs: [model]}
""",
    place="handbook",
    check=_check,
    across=_across,
)
