"""Steps that meet on a component, and steps that never meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

STEP = "takes: 2m, expect: It is back, undo: ops/undo"
AGAIN = f"again: {{run: ops/again, by: initiator, restores: model, {STEP}, %s}}"
JOINED = "verify: {after: [settle, inform, again]}"
CASES = (
    f"which: {{decide: Which way?, by: initiator, takes: 1m, after: save, "
    f"cases: {{here: revert, there: again}}}}, {AGAIN % 'then: revert-index'}"
)


@pytest.mark.parametrize(
    ("steps", "meet"),
    [
        (f"{AGAIN % 'after: save'}, {JOINED}", True),
        (f"{AGAIN % 'after: approve'}, {JOINED}", True),
        (f"{AGAIN % 'after: inform'}, {JOINED}", True),
        (f"{AGAIN % 'after: []'}, {JOINED}", True),
        (f"{AGAIN % 'after: revert'}, {JOINED}", False),
        (f"{AGAIN % 'after: save, by: executor'}, {JOINED}".replace("by: initiator, ", ""), False),
        (f"{AGAIN % 'after: save, by: automatic'}, {JOINED}".replace("by: initiator, ", ""), False),
        (f"{AGAIN % 'after: save'}, {JOINED}".replace("model", "index"), True),
        (f"{AGAIN % 'after: save'}, {JOINED}".replace("restores", "saves"), True),
        (f"{AGAIN % 'after: approve'}, {JOINED}".replace("restores: model", "saves: model"), True),
        (CASES, False),
    ],
)
def test_two_steps_meet_where_neither_waits(tmp_path: Path, steps: str, meet: bool) -> None:
    """Not where one follows the other, or where a decision takes one of them."""
    findings = found(tmp_path, f"steps: {{{steps}}}")
    clashes = [finding for finding in findings if finding.rule == "two-roles-at-once"]
    assert bool(clashes) == meet


def test_a_choice_behind_a_fork_is_still_a_choice(tmp_path: Path) -> None:
    """Both ways of the fork have come together before it."""
    choice = "decide: Which way?, by: initiator, takes: 1m, after: [save, inform]"
    ways = "cases: {here: revert, there: again}"
    part = f"which: {{{choice}, {ways}}}, {AGAIN % 'then: revert-index'}"
    assert "two-roles-at-once" not in {f.rule for f in found(tmp_path, f"steps: {{{part}}}")}


def test_a_failure_ends_the_other_way(tmp_path: Path) -> None:
    """What is done then does not meet the main line."""
    part = f"""\
steps:
  inform: {{on_fail: again}}
fallback:
  {AGAIN % "phase: restore"}
"""
    assert "two-roles-at-once" not in {finding.rule for finding in found(tmp_path, part)}


def test_two_snapshots_disturb_nobody(tmp_path: Path) -> None:
    """They change nothing."""
    copy = f"copy: {{run: ops/copy, by: initiator, saves: model, after: approve, {STEP}}}"
    part = f"steps: {{{copy}, revert: {{after: [save, copy]}}}}"
    assert "two-roles-at-once" not in {finding.rule for finding in found(tmp_path, part)}


def test_it_is_said_once(tmp_path: Path) -> None:
    """At the step that stands lower, with both steps and their roles."""
    more = AGAIN.replace("again:", "more:") % "after: save"
    part = f"steps: {{{AGAIN % 'after: save'}, {more}, {JOINED}}}"
    (finding,) = [f for f in found(tmp_path, part) if f.rule == "two-roles-at-once"]
    clash = "'revert' (executor) and 'again' (initiator) change 'model' at the same time"
    assert (finding.path, finding.message) == (("steps", "again", "restores"), clash)


def test_ways_can_meet_before_one_of_the_two(tmp_path: Path) -> None:
    """The choice on one of them does not keep the other from getting there."""
    which = "which: {decide: Well?, by: verifier, takes: 1m, after: save, otherwise: again}"
    ways = "revert: {after: which}, verify: {after: [settle, again]}"
    part = f"steps: {{{which}, {AGAIN % 'after: inform'}, {ways}}}"
    assert "two-roles-at-once" in {finding.rule for finding in found(tmp_path, part)}
