"""Steps that two ways open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import DECIDE, DO


@pytest.mark.parametrize(
    ("part", "twice"),
    [
        ("steps: {inform: {then: settle}, verify: {after: settle}}", "settle"),
        ("steps: {inform: {then: close}}", "close"),
        (
            "steps: {inform: {then: settle}, settle: {after: [inform, revert-index]}, "
            "verify: {after: settle}}",
            "",
        ),
        (
            f"steps: {{a: {{{DECIDE}, after: save, cases: {{x: revert, y: revert-index}}}}, "
            "revert: {then: settle}, revert-index: {then: settle}}",
            "",
        ),
        ("steps: {revert: {on_fail: plain}, inform: {on_fail: plain}}", ""),
        ("steps: {verify: {on_fail: revert}}", ""),
        (
            "steps: {inform: {on_fail: call}}\n"
            f"fallback: {{call: {{{DO}, then: revert-index}}}}",
            "revert-index",
        ),
        (
            "steps: {approve: {late: 1d, after: save}, revert: {after: save}, "
            "close: {on_fail: save}}",
            "",
        ),
    ],
)
def test_a_step_with_one_predecessor_opens_by_each(tmp_path: Path, part: str, twice: str) -> None:
    """Where both go on; two failures may lead to one step, and a way back opens it anew."""
    findings = [f for f in found(tmp_path, part) if f.rule == "opened-twice"]
    assert [f.path[1] for f in findings] == [twice] * bool(twice)


def test_the_hint_fits_what_leads_there(tmp_path: Path) -> None:
    """A join for two of the main line; another place for a way that comes back beside it."""
    both = found(tmp_path / "a", "steps: {inform: {then: close}}")
    (finding,) = (f for f in both if f.rule == "opened-twice")
    assert (
        finding.message
        == "'close' begins as soon as 'inform' is done, and once more after 'verify'"
    )
    assert "'after: [inform, verify]'" in finding.hint
    back = f"steps: {{inform: {{on_fail: call}}}}\nfallback: {{call: {{{DO}, then: revert-index}}}}"
    (finding,) = (f for f in found(tmp_path / "b", back) if f.rule == "opened-twice")
    assert (
        finding.hint
        == "let 'call' come back where 'revert' does not go on beside it, such as at a join"
    )
