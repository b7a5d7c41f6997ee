"""Notices that come too late."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import DECIDE


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("steps: {confirm: {takes: 13m}}", ""),
        (
            "steps: {confirm: {takes: 14m}}",
            "'inform' has sent notice 'status' after 21m, and it is due within 20m: "
            "confirm → approve → inform",
        ),
        ("steps: {confirm: {takes: 14m}, approve: {late: 1d}}", ""),
        (
            "steps: {inform: {after: verify}, verify: {after: settle}}",
            "'inform' has sent notice 'status' after 33m, and it is due within 20m: "
            "confirm → approve → save → revert → … → inform",
        ),
        (
            "steps: {inform: {after: verify, phase: review}, verify: {after: settle}}",
            "'inform' has sent notice 'status' after 33m, and it is due within 20m: "
            "confirm → approve → save → revert → … → inform",
        ),
        ("steps: {again: {notify: status, by: initiator, takes: 1m, after: close}}", ""),
        (
            f"steps: {{a: {{{DECIDE}, after: approve, cases: {{x: slow, y: inform}}}}, "
            "slow: {wait: 30m, then: inform}, inform: {after: ~}}",
            "'inform' has sent notice 'status' after 41m, and it is due within 20m: "
            "confirm → approve → a → slow → inform",
        ),
    ],
)
def test_a_notice_is_sent_within_its_time(tmp_path: Path, part: str, message: str) -> None:
    """By the first step that sends it, on the longest way on which all goes well."""
    findings = [f for f in found(tmp_path, part) if f.rule == "late-notice"]
    assert [f.message for f in findings] == [message] * bool(message)


def test_a_notice_in_the_fallback_has_no_time(tmp_path: Path) -> None:
    """Nobody knows when it comes to that."""
    part = """\
steps: {inform: {notify: ~, do: x, undo: x}, confirm: {takes: 44m}}
fallback: {tell-leads: {do: ~, undo: ~, notify: status}}
"""
    assert [f for f in found(tmp_path, part) if f.rule == "late-notice"] == []
