"""The course of a case: when each step was done, and how long the whole took."""

from __future__ import annotations

import pytest

from rollbook.model.measures import Duration
from rollbook.views.course import course
from tests.model.procedures import dossier

PARALLEL = """
a: {act, takes: 5m}
b: {act, takes: 5m}
c: {act, takes: 5m, after: a}
d: {test, takes: 5m, after: [b, c]}
e: {act, takes: 5m}
"""


@pytest.mark.parametrize(
    ("current", "times", "clocks", "minutes"),
    [
        pytest.param(
            True,
            "a 1 b 2 c 7 d 1 e 9",
            "1 min, 3 min, 8 min, 9 min, 18 min",
            9,
            id="in parallel where the procedure says so, and without the review",
        ),
        pytest.param(
            False,
            "a 1 b 2 c 7 d 1 e 9",
            "1 min, 3 min, 10 min, 11 min, 20 min",
            11,
            id="one after the other in an earlier procedure",
        ),
        pytest.param(
            True,
            "a 1 gone 4 d 2",
            "1 min, 5 min, 3 min",
            5,
            id="a step that the procedure no longer has comes after all above it",
        ),
        pytest.param(True, "", "", 0, id="nothing was done"),
    ],
)
def test_course(current: bool, times: str, clocks: str, minutes: int) -> None:
    words = times.split()
    taken = {
        name: Duration.parse(f"{number}m")
        for name, number in zip(words[::2], words[1::2], strict=True)
    }
    found = course(dossier(PARALLEL), taken, current=current)
    assert ", ".join(step.clock for step in found.steps) == clocks
    assert found.seconds == minutes * 60


def test_what_took_longer_than_planned_is_marked() -> None:
    taken = {"a": Duration.parse("6m"), "b": Duration.parse("5m"), "gone": Duration.parse("9m")}
    steps = course(dossier(PARALLEL), taken, current=True).steps
    assert [(s.late, s.planned) for s in steps] == [
        (True, "5 min"),
        (False, "5 min"),
        (False, None),
    ]
