"""Windows that are longer than the step that reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

WINDOW = "checks: {clicks-back: {metric: clicks, expect: '>= 0.46', over: %s}}"


@pytest.mark.parametrize(
    ("window", "messages"),
    [
        ("8m", []),
        ("9m", ["step 'verify' takes 8m, and its check 'clicks-back' reads over 9m"]),
        ("24m", ["step 'verify' takes 8m, and its check 'clicks-back' reads over 24m"]),
    ],
)
def test_a_window_that_is_longer_than_the_step_is_named(
    tmp_path: Path, window: str, messages: list[str]
) -> None:
    """The longest of them, once a step."""
    findings = found(tmp_path, WINDOW % window)
    about = [f for f in findings if f.rule == "window-longer-than-step"]
    assert [finding.message for finding in about] == messages
    assert all(finding.path == ("steps", "verify", "takes") for finding in about)


def test_a_log_that_is_counted_has_a_window_too(tmp_path: Path) -> None:
    """It is read when the time over which it counts is over."""
    part = "checks: {no-errors: {logs: 'level=error', expect: '== 0', over: 30m}}"
    (finding,) = [f for f in found(tmp_path, part) if f.rule == "window-longer-than-step"]
    assert "'no-errors' reads over 30m" in finding.message
