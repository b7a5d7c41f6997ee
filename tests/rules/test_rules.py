"""Every rule: its bad example breaks it and nothing else, its good example breaks nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rollbook.loading.folder import load
from rollbook.rules import RULES, findings
from rollbook.rules.rule import Rule
from tests.loading.cases import BASE
from tests.loading.test_any_input import data_of
from tests.sites import REPOSITORY

BY_ID = {rule.id: rule for rule in RULES}


def merged(base: Any, part: Any) -> Any:
    """The base with a part of an SOP laid over it."""
    if isinstance(base, dict) and isinstance(part, dict):
        return {**base, **{key: merged(base.get(key), value) for key, value in part.items()}}
    return part


def broken(folder: Path, part: str, **fields: str) -> list[tuple[str, str]]:
    """The rules, with their levels, that the base breaks with a part of an SOP laid over it."""
    sops = folder / "sops"
    (sops / "records").mkdir(parents=True)
    for name in ("handbook.yml", "records/INC-1.yml"):
        (sops / name).write_bytes((BASE / "sops" / name).read_bytes())
    sop = merged(data_of((BASE / "sops/ranker.yml").read_text("utf-8")), yaml.safe_load(part) or {})
    (sops / "ranker.yml").write_text(yaml.safe_dump(sop | fields, sort_keys=False), "utf-8")
    loaded = load([sops], folder)
    assert loaded.findings == ()
    return [(finding.rule, finding.level) for finding in findings(loaded)]


@pytest.mark.parametrize("rule", RULES, ids=BY_ID)
def test_the_bad_example_breaks_this_rule_alone(rule: Rule, tmp_path: Path) -> None:
    """What the documentation shows as wrong is found."""
    assert {name for name, _ in broken(tmp_path, rule.bad)} == {rule.id}


@pytest.mark.parametrize("rule", RULES, ids=BY_ID)
def test_the_good_example_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    """What the documentation shows as right is passed."""
    assert broken(tmp_path, rule.good) == []


@pytest.mark.parametrize("rule", RULES, ids=BY_ID)
def test_a_rule_says_why_and_is_documented(rule: Rule) -> None:
    """Its file bears its name, and the command's page lists it."""
    assert rule.why.endswith(".")
    assert (REPOSITORY / "plugin/rollbook/rules" / f"{rule.id.replace('-', '_')}.py").is_file()
    assert f"`{rule.id}`" in (REPOSITORY / "docs/guide/command.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("status", "level"), [("draft", ["warning"]), ("effective", ["error"]), ("retired", [])]
)
def test_a_gap_weighs_as_much_as_the_sop_is_in_force(
    tmp_path: Path, status: str, level: list[str]
) -> None:
    """A draft may have gaps."""
    found = broken(tmp_path, BY_ID["unresolved-placeholder"].bad, status=status)
    assert [level for _, level in found] == level


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("run", "ops/search TODO", True),
        ("run", "/home/ada/bin/search", True),
        ("run", "/Users/ada/bin/search", True),
        ("run", "sort < list > sorted", False),
        ("run", "ops/search 2>&1 <<EOF", False),
        ("expect", "The answer is <id>", False),
        ("note", "FIXME later", True),
        ("note", "The todo list", False),
        ("undo", "ops/search <old>", True),
    ],
)
def test_a_gap_is_one_and_not_a_word_that_looks_like_it(
    tmp_path: Path, field: str, text: str, found: bool
) -> None:
    """The shell's own signs and plain words are none."""
    part = yaml.safe_dump(
        {"steps": {"revert": {field: text if field != "expect" else f"`{text}`"}}}
    )
    assert bool(broken(tmp_path, part)) == found


def test_an_sop_may_be_right_all_the_same(tmp_path: Path) -> None:
    """A rule that the SOP ignores, with a reason, is quiet."""
    rule = BY_ID["unresolved-placeholder"]
    reason = f"ignore:\n  {rule.id}: The command asks for it.\n"
    assert broken(tmp_path, rule.bad + reason) == []
