"""Gaps, and words that look like them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found

BAD = "steps: {revert: {run: 'ops/search ranker:<version>'}}"


@pytest.mark.parametrize(
    ("status", "level"), [("draft", ["warning"]), ("effective", ["error"]), ("retired", [])]
)
def test_a_gap_weighs_as_much_as_the_sop_is_in_force(
    tmp_path: Path, status: str, level: list[str]
) -> None:
    """A draft may have gaps, and nobody acts on what is retired."""
    findings = found(tmp_path, BAD, others=f"status: {status}")
    mine = [f.level for f in findings if f.rule == "unresolved-placeholder"]
    assert mine == level


@pytest.mark.parametrize(
    ("field", "text", "is_gap"),
    [
        ("run", "ops/search TODO", True),
        ("run", "/home/ada/bin/search", True),
        ("run", "/Users/ada/bin/search", True),
        ("run", "sort < list > sorted", False),
        ("run", "ops/search 2>&1 <<EOF", False),
        ("expect", "The answer is `<id>`", False),
        ("note", "FIXME later", True),
        ("note", "The todo list", False),
        ("undo", "ops/search <old>", True),
    ],
)
def test_a_gap_is_one_and_not_a_word_that_looks_like_it(
    tmp_path: Path, field: str, text: str, is_gap: bool
) -> None:
    """The shell's own signs and plain words are none."""
    findings = found(tmp_path, yaml.safe_dump({"steps": {"revert": {field: text}}}))
    assert [finding.rule for finding in findings] == ["unresolved-placeholder"] * is_gap


def test_a_gap_is_found_at_its_words(tmp_path: Path) -> None:
    """Not at the beginning of the command that it stands in."""
    (finding,) = found(tmp_path, BAD)
    assert finding.width == len("<version>")
    line = (tmp_path / "sops/ranker.yml").read_text().splitlines()[finding.line - 1]
    assert line[finding.column - 1 :].startswith("<version>")
