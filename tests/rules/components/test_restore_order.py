"""Which component may go back before which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules.laying import found

SWAPPED = """\
steps:
  revert: {after: revert-index}
  revert-index: {after: save}
  settle: {after: revert}
"""
OLDER = """\
steps:
  revert-index: {on_fail: older}
fallback:
  older: {run: ops/older, by: executor, takes: 1m, restores: model, undo: ops/newer%s}
"""
API = """\
targets:
  api: {ref: "helm:api#3", proven: 2026-10-20}
steps:
  revert: {restores: %s}
  revert-index: {restores: index}
  revert-api: {run: helm rollback api, by: executor, takes: 1m, restores: api, after: %s}
  settle: {after: [revert-api, revert-index]}
"""
CHOSEN = """\
steps:
  which: {decide: Which?, by: executor, takes: 1m, after: save, cases: {a: revert, b: revert-index}}
  revert-index: {then: settle}
  revert: {then: settle}
"""


@pytest.mark.parametrize(
    ("steps", "shared", "early"),
    [
        (SWAPPED, "", ["revert-index"]),
        (SWAPPED, "index: {restore: first}", []),
        ("rto: 45m", "index: {restore: first}", ["revert"]),
        (SWAPPED, "model: {needs: []}", []),
        (SWAPPED.replace("after: revert-index", "after: save"), "", ["revert-index"]),
        (OLDER % "", "", []),
        (OLDER % ", then: revert-index", "", []),
        (OLDER.replace("revert-index:", "verify:") % "", "", []),
        (CHOSEN, "", []),
        (API % ("~", "revert-index"), "", ["revert-index"]),
        (API % ("model", "revert-index"), "", ["revert", "revert-index"]),
        (API % ("model", "approve"), "", ["revert", "revert-index"]),
        (API % ("model", "approve"), "api: {needs: []}", []),
        (API % ("model", "approve") + "  save: {after: revert-api}", "", []),
        (API % ("~", "revert-index"), "model: {restore: first}", ["revert-index"]),
    ],
)
def test_what_needs_another_goes_back_first(
    tmp_path: Path, steps: str, shared: str, early: list[str]
) -> None:
    """Through others, too; not at the same time. By another answer or after a failure it may.

    What is marked goes first against that.
    """
    others = f"components: {{{shared}}}" if shared else ""
    findings = found(tmp_path, others, "handbook", steps)
    about = [finding.path[1] for finding in findings if finding.rule == "restore-order"]
    assert about == early


def test_a_failed_step_has_put_nothing_back(tmp_path: Path) -> None:
    """Whoever puts the model back because the index could not be is not late."""
    steps = "steps: {revert: {restores: ~}, revert-index: {on_fail: older}}\n"
    part = steps + OLDER.partition("}\n")[2] % ""
    assert "restore-order" not in {finding.rule for finding in found(tmp_path, part)}


@pytest.mark.parametrize(
    ("steps", "shared", "words"),
    [
        (SWAPPED, "", "'revert' puts 'model' back, which needs it"),
        (
            API % ("~", "revert-index"),
            "",
            "'revert-api' puts 'api' back, which needs it through others",
        ),
        (
            SWAPPED.replace("after: revert-index", "after: save"),
            "",
            "'revert' puts 'model' back, which needs it",
        ),
        (
            "rto: 45m",
            "index: {restore: first}",
            "'revert-index' puts 'index' back, which is marked 'restore: first'",
        ),
    ],
)
def test_the_message_says_why(tmp_path: Path, steps: str, shared: str, words: str) -> None:
    """The step that comes too late, and what makes it so."""
    findings = found(tmp_path, f"components: {{{shared}}}", "handbook", steps)
    (message,) = [finding.message for finding in findings if finding.rule == "restore-order"]
    assert re.search(f"back (before|while) {re.escape(words)}$", message)
