"""The course of a case: when each step was done, beside what was planned."""

from __future__ import annotations

import pytest

from rollbook.model.measures import Duration
from rollbook.model.runs.verdict import verdict
from rollbook.views.course import Taken, course
from rollbook.views.told import Told
from tests.model.procedures import dossier

PARALLEL = """
a: {act, takes: 5m}
b: {act, takes: 5m, after: []}
c: {act, takes: 5m, after: a}
d: {test, takes: 5m, after: [b, c]}
e: {act, takes: 5m}
"""


@pytest.mark.parametrize(
    ("current", "times", "clocks"),
    [
        pytest.param(
            True,
            "a 1 b 2 c 7 d 1 e 9",
            "1 min, 2 min, 8 min, 9 min, 18 min",
            id="in parallel where the procedure says so",
        ),
        pytest.param(
            False,
            "a 1 b 2 c 7 d 1 e 9",
            "1 min, 3 min, 10 min, 11 min, 20 min",
            id="one after the other in an earlier procedure",
        ),
        pytest.param(
            False, "a 1 gone 4 d 2", "1 min, 5 min, 7 min", id="a step that there is no more"
        ),
        pytest.param(
            True, "d 1 a 2", "1 min, 3 min", id="one after the other in an order that no way allows"
        ),
        pytest.param(True, "", "", id="nothing was done"),
    ],
)
def test_course(current: bool, times: str, clocks: str) -> None:
    words = times.split()
    taken = dict(zip(words[::2], map(int, words[1::2]), strict=True))
    assert ", ".join(step.clock for step in steps(taken, current=current)) == clocks


def test_what_took_longer_than_planned_is_marked() -> None:
    found = steps({"a": 6, "b": 5, "gone": 9}, current=False)
    assert [(s.late, s.planned) for s in found] == [
        (True, "5 min"),
        (False, "5 min"),
        (False, None),
    ]


def steps(minutes: dict[str, int], *, current: bool) -> list[Taken]:
    """The course of a case; of an earlier procedure nobody knows the flow any more."""
    sop = dossier(PARALLEL)
    times = {name: Duration.parse(f"{took}m") for name, took in minutes.items()}
    seconds = {name: took.seconds for name, took in times.items()}
    judged = verdict(sop.sop, seconds, known=current)
    return course(sop, Told("A case", "a.md", "bad", times, current, judged))
