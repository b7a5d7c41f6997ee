"""Signs of a text program in a command, and those that are meant."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found


@pytest.mark.parametrize(
    ("command", "words", "hint"),
    [
        ("ops/search\u00a0--wait", "\u00a0", "write a space"),
        ("ops/search \u201cnow\u201d", "\u201c", 'write "'),
        ("ops/search \u2018now\u2019", "\u2018", "write '"),
        ("ops/search \u2013wait", "\u2013wait", "write --wait"),
        ("ops/search \u2014n 3", "\u2014n", "write -n"),
        ("ops/search -\u2013dry-run", "-\u2013dry-run", "write --dry-run"),
        ("ops/search now\uff1b", "\uff1b", "write ;"),
        ("\u0441url https://ops.example", "\u0441url", "type curl anew"),
        ('ops/search "a\u3000b"', "\u3000", "write a space"),
    ],
)
def test_a_sign_that_no_shell_knows_is_found_at_its_place(
    tmp_path: Path, command: str, words: str, hint: str
) -> None:
    """With what to write."""
    part = yaml.safe_dump({"steps": {"revert": {"run": command}}}, allow_unicode=True)
    (finding,) = found(tmp_path, part)
    assert (finding.rule, finding.level, finding.hint) == ("typeset-command", "error", hint)
    line = (tmp_path / "sops/ranker.yml").read_text("utf-8").splitlines()[finding.line - 1]
    start = finding.column - 1
    # YAML writes an odd blank as an escape: then the whole text is meant.
    assert line[start : start + finding.width] == words or "\\" in line


@pytest.mark.parametrize(
    "command",
    [
        "ops/say 'We\u2019re back \u2013 \u201call\u201d of us' \"d\u00e9j\u00e0 vu\"",
        "ops/say \u26a0\ufe0f \u041f\u0440\u0438\u0432\u0435\u0442 \u4f60\u597d",
        "ops/say a \u2013 b",
        "ops/query \u0394t k\u03a9 5\u00b5s",
        "ops/search --wait -n 3",
    ],
)
def test_what_is_meant_is_no_finding(tmp_path: Path, command: str) -> None:
    """A text in quotes, a dash between words, another language."""
    part = yaml.safe_dump({"steps": {"revert": {"run": command}}}, allow_unicode=True)
    assert found(tmp_path, part) == []


def test_prose_may_be_typeset(tmp_path: Path) -> None:
    """Also in the way back of what a person does by hand."""
    text = "\u201cGo\u00a0back\u201d \u2013 slowly"
    step = {"note": text, "expect": text}
    part = {"steps": {"revert": step, "close": {"undo": text}}, "covers": text}
    assert found(tmp_path, yaml.safe_dump(part, allow_unicode=True)) == []


def test_the_commands_that_sops_share_are_looked_at(tmp_path: Path) -> None:
    """In handbook.yml."""
    part = {"components": {"index": {"live": "ops/index \u2013show"}}}
    findings = found(tmp_path, yaml.safe_dump(part, allow_unicode=True), "handbook")
    assert [(f.rule, f.file) for f in findings] == [("typeset-command", "sops/handbook.yml")]
