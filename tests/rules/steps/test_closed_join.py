"""Joins that stay closed although the way that left has come back before them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import DECIDE, DO

CALL = "do: Call them., by: initiator, takes: 1m, undo: none"


def said(tmp_path: Path, part: str) -> list[tuple[str | int, str]]:
    """The joins, and what is said of them; nothing is said of the unverified end, too."""
    findings = [f for f in found(tmp_path, part) if f.rule in ("closed-join", "unverified-end")]
    return [(f.path[1], f.message) for f in findings]


@pytest.mark.parametrize("then", ["save", "revert", "settle"])
def test_a_way_comes_back_at_one_of_two_that_begin_together(tmp_path: Path, then: str) -> None:
    """The other stays lost, and the message says where and on which way."""
    part = f"steps: {{approve: {{on_fail: call}}}}\nfallback: {{call: {{{CALL}, then: {then}}}}}"
    ((join, message),) = said(tmp_path, part)
    assert join == "verify"
    assert message.startswith(
        "'verify' stays closed: it needs 'inform', and the main line was left at 'approve' "
        "(approve: not approved → call → "
    )


@pytest.mark.parametrize("then", ["confirm", "approve", "verify"])
def test_a_way_comes_back_before_what_it_lost_or_at_the_join(tmp_path: Path, then: str) -> None:
    """Then it opens."""
    part = f"steps: {{approve: {{on_fail: call}}}}\nfallback: {{call: {{{CALL}, then: {then}}}}}"
    assert said(tmp_path, part) == []


def test_behind_the_join_nothing_is_made_good(tmp_path: Path) -> None:
    """Who goes there does not wait for it: that is an unverified end."""
    part = f"steps: {{inform: {{on_fail: call}}}}\nfallback: {{call: {{{CALL}, then: close}}}}"
    ((step, message),) = said(tmp_path, part)
    assert step == "call"
    assert message.startswith("inform: failed → call → close: ")


def test_a_way_that_has_left_for_good_closes_no_join(tmp_path: Path) -> None:
    """Though another has come back: each loss is judged by its own way."""
    part = f"""\
steps:
  verify: {{on_fail: revert}}
  revert: {{on_fail: sorry}}
fallback:
  sorry: {{{CALL}}}
"""
    assert [step for step, _ in said(tmp_path, part)] == ["sorry"]


def test_a_way_that_leaves_once_more_is_judged_by_how_it_ends_then(tmp_path: Path) -> None:
    """That it came back before is over."""
    part = f"""\
steps: {{revert: {{on_fail: again}}}}
fallback:
  again: {{{DECIDE}, then: save, otherwise: sorry}}
  sorry: {{{CALL}}}
"""
    assert [step for step, _ in said(tmp_path, part)] == ["sorry"]


def test_the_first_of_the_joins_is_said(tmp_path: Path) -> None:
    """The next one stays closed because of it."""
    part = f"""\
steps:
  approve: {{on_fail: call}}
  beside: {{{DO}, after: approve}}
  close: {{after: [verify, beside]}}
fallback:
  call: {{{CALL}, then: save}}
"""
    assert [step for step, _ in said(tmp_path, part)] == ["verify"]
