"""What has to have been saved before a command that destroys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

DROP = """\
steps:
  save: {saves: ~}
  revert-index: {run: dropdb index_new, undo: none}
"""


@pytest.mark.parametrize(
    ("others", "is_found"),
    [
        ("", True),
        ("steps: {save: {saves: model}}", True),
        ("steps: {save: {saves: index}}", False),
        ("steps: {save: {saves: model}, revert-index: {restores: ~}}", False),
        ("steps: {revert-index: {undo: ops/index restore}}", False),
        ("steps: {revert-index: {saves: index}}", False),
        ("steps: {revert-index: {undo: ~, point_of_no_return: It is gone}}", True),
        ("steps: {revert-index: {run: dropdb --help}}", True),
        ("steps: {close: {saves: index}}", True),
        ("steps: {inform: {saves: index}}", True),
        ("steps: {inform: {saves: index}, revert-index: {after: [inform, revert]}}", False),
        ("steps: {confirm: {saves: index, on_fail: revert-index}}", True),
        ("steps: {confirm: {saves: index}, approve: {on_fail: revert-index}}", False),
        ("steps: {revert: {saves: index, on_fail: revert-index}}", True),
    ],
)
def test_it_has_to_be_saved_on_every_way(tmp_path: Path, others: str, is_found: bool) -> None:
    """What a join waits for counts; what is done beside it, or was to be done and failed, not."""
    findings = found(tmp_path, others, others=DROP)
    about = [finding for finding in findings if finding.rule == "destructive-without-snapshot"]
    assert [finding.path for finding in about] == [("steps", "revert-index", "run")] * is_found


def test_the_message_names_the_words_and_what_is_missing(tmp_path: Path) -> None:
    """So that nobody has to look for either."""
    part = "steps: {save: {saves: model}}"
    findings = found(tmp_path, part, others=DROP)
    messages = [f.message for f in findings if f.rule == "destructive-without-snapshot"]
    assert messages == [
        "'dropdb index_new' in step 'revert-index' destroys what is there, "
        "and 'index' is not saved before it"
    ]
