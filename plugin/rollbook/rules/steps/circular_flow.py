"""Steps lead into each other for ever."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.shapes import Path
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.circles import shown
from rollbook.rules.ways.reach import endless


def _check(subject: Subject) -> Iterator[Fault]:
    for circle in endless(subject.flow):
        yield Fault(
            _place(subject, circle),
            f"these steps lead into each other for ever: {shown(circle)}",
            "let an answer of a 'decide' say when it goes back, and let the rest go on",
        )


def _place(subject: Subject, circle: list[str]) -> Path:
    """Where the way back is written: that step leads up in the file."""
    place = {name: index for index, name in enumerate(subject.flow.steps)}
    edges = zip(circle, [*circle[1:], circle[0]], strict=True)
    source, target = next(edge for edge in edges if place[edge[0]] >= place[edge[1]])
    if subject.flow.steps[source].then == target:
        return subject.at(source, "then")
    return subject.at(target, "after")


RULE = Rule(
    module=__name__,
    level="error",
    why="Whoever follows it goes round in circles, and at night it takes three rounds to notice.",
    bad="""\
steps:
  settle:
    then: revert
""",
    good="""\
steps:
  verify:
    on_fail: again
fallback:
  again:
    decide: Is there time for another try?
    by: verifier
    takes: 1m
    then: revert
    otherwise: plain
""",
    check=_check,
)
