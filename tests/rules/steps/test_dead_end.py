"""Where a procedure may end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.steps.test_ways import DECIDE, DO, STEP, said

ENDS = f"""\
steps:
  a: {{{DECIDE}, after: settle, cases: {{x: b, y: c, z: d}}}}
  b: {{%s}}
  c: {{run: x, {STEP}}}
  d: {{run: x, {STEP}}}
  verify: {{after: [d, inform]}}
  c: {{run: x, {STEP}, then: verify}}
"""


@pytest.mark.parametrize(
    ("step", "is_found"),
    [
        (f"run: x, {STEP}", True),
        (f"run: x, {STEP}, then: d", False),
        (f"run: x, {STEP}, on_fail: d", True),
        (f"run: x, {STEP}, phase: review", False),
        (DO, True),
        (f"{DO}, undo: none".replace("undo: x, ", ""), False),
        ("run: x, by: executor, takes: 1m, expect: x, undo: none, saves: index", True),
        ("notify: status, by: initiator, takes: 1m", False),
        ("check: no-errors, by: verifier, takes: 1m", False),
        ("approve: approver, takes: 1m", True),
        ("approve: approver, takes: 1m, late: 1d", False),
        ("wait: 5m", True),
        (f"{DECIDE}, otherwise: escalate", True),
        (f"{DECIDE}, cases: {{x: escalate}}", False),
        (f"run: x, {STEP}, restores: model", False),
    ],
)
def test_a_branch_comes_back(tmp_path: Path, step: str, is_found: bool) -> None:
    """What hands over, looks, tells or checks may be its last; what goes back is another rule's."""
    assert said(tmp_path, ENDS % step) == [("dead-end", "b")] * is_found


@pytest.mark.parametrize(
    ("part", "ends"),
    [
        (f"steps: {{a: {{{DO}, after: revert}}, revert-index: {{after: revert}}}}", []),
        (f"steps: {{a: {{{DO}, after: approve}}}}", []),
        (
            f"steps: {{a: {{{DECIDE}, after: approve, otherwise: stop}}, b: {{{DO}, after: a}}}}",
            [],
        ),
        (f"steps: {{a: {{{DO}, after: []}}}}", []),
        (f"steps: {{a: {{{DO}, after: confirm}}}}", []),
        (
            "steps: {approve: {after: confirm}, inform: {after: confirm}, save: {after: confirm}}",
            ["approve"],
        ),
        ("steps: {verify: ~, close: ~}\nsatisfies: {SOC 2 CC8.1: [approve]}", []),
        (f"steps: {{a: {{{DO}, after: verify}}}}", []),
    ],
)
def test_a_side_branch_may_end(tmp_path: Path, part: str, ends: list[str]) -> None:
    """And the procedure itself; but somebody has to wait for an approval."""
    assert said(tmp_path, part) == [("dead-end", name) for name in ends]
