"""Every rule: its bad example breaks it and nothing else, its good example breaks nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rollbook.rules.catalogue import GROUPS, own_rules
from rollbook.rules.rule import Rule
from tests.rules.laying import found
from tests.sites import REPOSITORY

RULES = {rule.id: rule for rule in own_rules()}


def test_the_base_breaks_no_rule(tmp_path: Path) -> None:
    """What the examples are laid over is a good SOP."""
    assert found(tmp_path) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_breaks_this_rule_alone(rule: Rule, tmp_path: Path) -> None:
    """What the documentation shows as wrong is found."""
    assert {finding.rule for finding in found(tmp_path, rule.bad, rule.place)} == {rule.id}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_good_example_breaks_no_rule(rule: Rule, tmp_path: Path) -> None:
    """What the documentation shows as right is passed."""
    assert found(tmp_path, rule.good, rule.place) == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_why(rule: Rule) -> None:
    """In one sentence, and what it finds in another; its file is in the folder of its group."""
    assert re.fullmatch(r"[A-Z][^.]+\.", rule.finds)
    assert rule.why.endswith(".")
    assert ". " not in rule.why
    assert rule.group in GROUPS
    file = f"plugin/rollbook/rules/{rule.group}/{rule.id.replace('-', '_')}.py"
    assert (REPOSITORY / file).is_file()
