"""What goes back though nobody was asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import STEP

WITHOUT = "save: {after: confirm}"
CUT = f"cut: {{run: x, {STEP}, restores: index, after: []}}"


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("rto: 45m", ""),
        (f"steps: {{{WITHOUT}}}", "'revert' puts 'model' back: confirm → save → revert"),
        (f"steps: {{{WITHOUT}, approve: {{late: 1d}}}}", ""),
        (f"steps: {{{WITHOUT}, approve: {{late: 1d, after: close}}}}", ""),
        (
            f"steps: {{{WITHOUT}, approve: {{after: verify}}, inform: {{after: confirm}}}}",
            "'revert' puts 'model' back: confirm → save → revert",
        ),
        (
            f"steps: {{approve: {{on_fail: revert}}, {WITHOUT}}}",
            "'revert' puts 'model' back: confirm → save → revert",
        ),
        (f"steps: {{{CUT}, verify: {{after: [settle, inform, cut]}}}}", ""),
        (
            f"steps: {{{WITHOUT}, revert: {{point_of_no_return: x, undo: ~}}, "
            "revert-index: {restores: ~}}",
            "",
        ),
    ],
)
def test_somebody_is_asked_before_it_goes_back(tmp_path: Path, part: str, message: str) -> None:
    """On some way; what may be approved late, or goes back again behind a yes, was thought of."""
    findings = [f for f in found(tmp_path, part) if f.rule == "restored-without-approval"]
    said = [f.message.removeprefix("nobody is asked before ") for f in findings]
    assert said == [message] * bool(message)
