"""The ends of an SOP in words, and what is said where a walk was given up."""

from __future__ import annotations

import json

from rollbook.views.ways.as_json import as_json
from rollbook.views.ways.as_text import as_text
from rollbook.views.ways.ends import Ends, StepFails


def given_up(failing: StepFails | None = None) -> Ends:
    """A walk that met too much."""
    return Ends("one", "One", 3600, 200_000, False, failing, ())


def test_a_walk_that_was_given_up_says_so() -> None:
    """What it has not met may be there all the same."""
    assert [*as_text(given_up())][-1] == (
        "This is not all: after 200,000 states of a run nobody looked any further. "
        "What is missing here may be there all the same."
    )
    assert json.loads(as_json(given_up()))["whole"] is False


def test_a_step_that_was_not_come_to_is_no_step_without_ends() -> None:
    said = [*as_text(given_up(StepFails("late", False, 0, (), "")))]
    assert "No way leads to Late." in said


def test_a_step_that_fails_with_each_of_its_targets_says_how_many() -> None:
    said = [*as_text(given_up(StepFails("revert", True, 2, ("stop",), "leave the procedure")))]
    assert "If Revert fails with each of its 2 targets, next is: leave the procedure" in said
