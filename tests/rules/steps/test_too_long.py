"""Procedures and texts that are longer than people read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rollbook.rules.steps import too_many_steps, too_many_words
from tests.rules.laying import found

WITHOUT_REVIEW = 8
"""How many steps the base has before its review."""


def _waits(number: int) -> dict[str, object]:
    """So many steps, between the `settle` and the `verify` of the base."""
    names = [f"wait-{place}" for place in range(number)]
    after = {"after": "settle"}
    steps = {name: {"wait": "1s", **(after if name == "wait-0" else {})} for name in names}
    return {**steps, "verify": {"after": [names[-1], "inform"]}}


@pytest.mark.parametrize("beyond", [0, 1])
def test_the_main_line_may_have_so_many_steps(tmp_path: Path, beyond: int) -> None:
    """And one more is too many; the review comes when there is time, and does not count."""
    steps = _waits(too_many_steps.MOST - WITHOUT_REVIEW + beyond)
    findings = found(tmp_path, yaml.safe_dump({"steps": steps}))
    assert [finding.rule for finding in findings] == ["too-many-steps"] * beyond


def test_a_review_may_have_any_number_of_steps(tmp_path: Path) -> None:
    """It is no part of what people follow under pressure."""
    steps = {f"lesson-{place}": {"wait": "1s"} for place in range(too_many_steps.MOST)}
    assert found(tmp_path, yaml.safe_dump({"steps": steps})) == []


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ("close", "do"),
        ("close", "undo"),
        ("confirm", "decide"),
        ("revert", "expect"),
        ("close", "point_of_no_return"),
    ],
)
@pytest.mark.parametrize("beyond", [0, 1])
def test_a_text_may_have_so_many_words(tmp_path: Path, step: str, field: str, beyond: int) -> None:
    """And one more is too many; it is found at the text."""
    part = {"steps": {step: {field: "so " * (too_many_words.MOST + beyond)}}}
    about = [f for f in found(tmp_path, yaml.safe_dump(part)) if f.rule == "too-many-words"]
    assert [finding.path for finding in about] == [("steps", step, field)] * beyond


@pytest.mark.parametrize(
    ("step", "field"), [("close", "note"), ("revert", "run"), ("revert", "undo")]
)
def test_a_note_or_a_command_may_be_long(tmp_path: Path, step: str, field: str) -> None:
    """A note is for who has the time, and a command is not read but run."""
    part = {"steps": {step: {field: "so " * 99}}}
    assert "too-many-words" not in [f.rule for f in found(tmp_path, yaml.safe_dump(part))]
