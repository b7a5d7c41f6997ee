"""Times that were taken, and those that were planned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.laying import found


def _cases(*times: dict[str, str]) -> dict[str, object]:
    told = {"title": "A day", "trigger": "few-clicks", "story": "A story.", "outcome": "Well."}
    return {
        f"day-{number}": {**told, "times": taken, "lessons": []}
        for number, taken in enumerate(times)
    }


def _messages(folder: Path, part: dict[str, object], others: str = "") -> list[str]:
    findings = found(folder, json.dumps(part), others=others)
    return [f.message for f in findings if f.rule == "times-contradict-plan"]


@pytest.mark.parametrize(
    ("plan", "times", "messages"),
    [
        ("6m", ["12m"], []),
        ("6m", ["20m"], ["step 'revert' is planned with 6m and took 13m, the median of 2 cases"]),
        ("6m", ["12m", "40m"], []),
        (
            "60s",
            ["3m"],
            ["step 'revert' is planned with 1m and took 4m 30s, the median of 2 cases"],
        ),
        ("2m", ["4m"], ["step 'revert' is planned with 2m and took 5m, the median of 2 cases"]),
        ("3m", ["1m"], []),
        ("40m", ["2m"], []),
    ],
)
def test_the_median_is_held_against_the_plan(
    tmp_path: Path, plan: str, times: list[str], messages: list[str]
) -> None:
    """One case took 6 minutes over it; a minute or two more are no contradiction."""
    cases = _cases(*({"revert": taken} for taken in ("6m", *times)))
    part = {"examples": cases, "steps": {"revert": {"takes": plan}}, "rto": "3h"}
    assert _messages(tmp_path, part) == messages


def test_an_earlier_procedure_says_nothing(tmp_path: Path) -> None:
    """Its steps have the same names, and are others."""
    part = {"record": "incident", "times": {"verify": "3h"}}
    assert found(tmp_path, json.dumps(part), "incident") == []


def test_a_wait_is_shown_where_it_stands(tmp_path: Path) -> None:
    """It has no time but that."""
    before = ("confirm", "approve", "revert", "revert-index")
    part = {"examples": _cases({**dict.fromkeys(before, "2m"), "settle": "30m"})}
    (finding,) = found(tmp_path, json.dumps(part))
    assert finding.path == ("steps", "settle", "wait")
    assert finding.message == "step 'settle' is planned with 3m and took 30m"


def test_a_late_approval_may_take_its_time(tmp_path: Path) -> None:
    """It is given within its limit, and nobody waits."""
    late = {"approve": "approver", "late": "24h", "takes": "15m"}
    part = {"examples": _cases({"later": "14h"}), "steps": {"later": late}}
    assert _messages(tmp_path, part) == []


def test_a_minute_more_is_no_contradiction(tmp_path: Path) -> None:
    """Though it is three times what a short step was planned with."""
    part = {"examples": _cases({"save": "90s"}), "steps": {"save": {"takes": "30s"}}}
    assert _messages(tmp_path, part) == []
