"""Ways that take too long, and steps that only add up to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

BESIDE = "steps: {inform: {takes: 12m}, close: {takes: 2h}}"
LATER = "steps: {close: {takes: 5d}}"
ON_FAILURE = "fallback: {plain: {takes: 2h}}"
EXACTLY = "rto: 31m"
SHORTER = "rto: 30m"
WINDOW = "checks: {clicks-back: {metric: clicks, expect: '>= 0.46', over: 2h}}"
LATE = """\
rto: 25m
steps: {approve: {late: 24h}, settle: {wait: 3m, phase: review}}
"""


@pytest.mark.parametrize(
    ("part", "messages"),
    [
        (BESIDE, []),
        (LATER, []),
        (ON_FAILURE, []),
        (EXACTLY, []),
        (SHORTER, ["the critical path takes 31m, the RTO is 30m"]),
        (WINDOW, ["the critical path takes 2h 23m, the RTO is 45m"]),
        (LATE, ["the critical path takes 26m, the RTO is 25m"]),
        ("{rto: 90s}", ["the critical path takes 31m, the RTO is 1m 30s"]),
        (
            "steps: {settle: {wait: 90s}, verify: {takes: 3h}}",
            ["the critical path takes 3h 21m 30s, the RTO is 45m"],
        ),
    ],
)
def test_the_way_to_the_last_check_counts(tmp_path: Path, part: str, messages: list[str]) -> None:
    """What runs beside it, follows it, or is there for a failure does not."""
    findings = [f for f in found(tmp_path, part) if f.rule == "path-longer-than-rto"]
    assert [finding.message for finding in findings] == messages


def test_the_longest_steps_are_named(tmp_path: Path) -> None:
    """There it pays to look for time."""
    (finding,) = found(tmp_path, SHORTER)
    assert "'verify' (8m), 'revert' (6m) and 'approve' (5m)" in finding.hint
