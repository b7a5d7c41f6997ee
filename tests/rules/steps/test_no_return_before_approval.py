"""What has to be approved, since nobody can take it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import DECIDE

GONE = "point_of_no_return: It is gone, undo: ~"


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (f"steps: {{revert: {{{GONE}}}}}", ""),
        (f"steps: {{save: {{after: confirm}}, revert: {{{GONE}}}}}", "it"),
        (f"steps: {{save: {{after: confirm}}, revert: {{{GONE}, after: [save, approve]}}}}", ""),
        (f"steps: {{approve: {{late: 1d}}, revert: {{{GONE}}}}}", "it"),
        (
            f"steps: {{confirm: {{on_fail: revert}}, revert: {{{GONE}}}}}",
            "it on the way by 'confirm'",
        ),
        (
            f"steps: {{approve: {{on_fail: revert}}, revert: {{{GONE}}}}}",
            "it on the way by 'approve'",
        ),
        (f"steps: {{save: {{on_fail: plain}}}}\nfallback: {{plain: {{{GONE}}}}}", ""),
        (
            f"steps: {{confirm: {{otherwise: plain}}}}\nfallback: {{plain: {{{GONE}}}}}",
            "it on the way by 'confirm'",
        ),
        (
            f"steps: {{save: {{after: confirm}}, revert: {{{GONE}}}, revert-index: {{{GONE}}}}}",
            "it",
        ),
        (f"fallback: {{plain: {{then: close}}, tell-leads: {{{GONE}}}}}", ""),
        (
            f"steps: {{sure: {{{DECIDE}, after: confirm, cases: {{x: approve, y: save}}}}, "
            f"approve: {{after: sure}}, save: {{after: sure}}, "
            f"revert: {{{GONE}, after: [save, approve]}}}}",
            "it on the way sure: y → save",
        ),
    ],
)
def test_an_approval_comes_before_what_is_final(tmp_path: Path, part: str, message: str) -> None:
    """On every way, a refused one aside; a join has the one that it waits for."""
    findings = [f for f in found(tmp_path, part) if f.rule == "no-return-before-approval"]
    said = [f.message.partition("no approval comes before ")[2] for f in findings]
    assert said == [message] * bool(message)
