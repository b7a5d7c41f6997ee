"""Steps after one at which the way has ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import DECIDE, DO

RULES = ("step-after-end", "unreachable-step", "impossible-join")


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("steps: {inform: {then: escalate}}", ("steps", "verify", "after", 1)),
        ("steps: {inform: {then: stop}}", ("steps", "verify", "after", 1)),
        ("steps: {inform: {then: plain}}", ("steps", "verify", "after", 1)),
        (
            "steps: {confirm: {then: stop}, approve: {after: confirm}}",
            ("steps", "approve", "after", 0),
        ),
        (
            "fallback: {plain: {then: escalate}, tell-leads: {after: plain}}",
            ("fallback", "tell-leads", "after", 0),
        ),
        # It goes on beside another step, comes back, or leaves by another answer.
        ("steps: {save: {then: revert}, inform: {after: save}}", ()),
        ("fallback: {plain: {then: verify}, tell-leads: {after: plain}}", ()),
        (
            f"steps: {{which: {{{DECIDE}, after: settle, cases: {{x: stop, y: verify}}}}, "
            "verify: {after: [which, inform]}}",
            (),
        ),
        (f"steps: {{look: {{{DO}, after: verify, then: escalate}}, close: {{after: verify}}}}", ()),
    ],
)
def test_nothing_comes_after_an_end(
    tmp_path: Path, part: str, place: tuple[str | int, ...]
) -> None:
    """It is said where `after` is written, and once, though the step may never open."""
    findings = [f for f in found(tmp_path, part) if f.rule in RULES]
    expected = [("step-after-end", place)] if place else []
    assert [(f.rule, f.path) for f in findings] == expected


def test_it_says_what_leaves_and_what_to_do(tmp_path: Path) -> None:
    (finding,) = (f for f in found(tmp_path, "steps: {inform: {then: plain}}") if f.rule in RULES)
    assert (
        finding.message
        == "'verify' is 'after' 'inform', which leaves the main line with 'then: plain'"
    )
    assert finding.hint == (
        "take 'then' out of 'inform' if it goes on there, or let 'verify' follow another step"
    )
