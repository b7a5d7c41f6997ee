"""Reasons to ignore a rule, and whether they still apply."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollbook.rules.policy import Policy
from tests.rules.laying import findings_in, laid

GAP = "steps: {revert: {run: ops/search <version>}}\nignore: "


def said(folder: Path, part: str, policy: Policy | None = None) -> list[tuple[str, str]]:
    """The messages and hints of all that is found."""
    findings = findings_in(laid(folder, part), policy)
    return [(finding.message, finding.hint) for finding in findings]


def test_a_reason_that_applies_is_heeded(tmp_path: Path) -> None:
    """It silences its rule and nothing else."""
    assert said(tmp_path, GAP + "{unresolved-placeholder: The command asks for it.}") == []


def test_a_reason_that_no_longer_applies_is_named(tmp_path: Path) -> None:
    """A machine may take it away."""
    sops = laid(tmp_path, "ignore: {unresolved-placeholder: The command asks for it.}")
    (finding,) = findings_in(sops)
    assert finding.message == (
        "this SOP does not break 'unresolved-placeholder', so its reason no longer applies"
    )
    assert finding.fix is not None


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("unresolved-place-holder", "did you mean 'unresolved-placeholder'?"),
        ("qqqqqq", "delete the line"),
    ],
)
def test_a_rule_that_does_not_exist_is_named(tmp_path: Path, rule: str, hint: str) -> None:
    """With the one that may have been meant, which is not silenced."""
    findings = findings_in(laid(tmp_path, GAP + f"{{{rule}: The command asks for it.}}"))
    messages = {finding.rule: (finding.message, finding.hint) for finding in findings}
    assert messages["needless-ignore"] == (f"there is no rule '{rule}' to ignore", hint)
    assert "unresolved-placeholder" in messages


def test_a_rule_that_is_off_may_be_ignored(tmp_path: Path) -> None:
    """Nobody has asked whether its reason applies."""
    policy = Policy({"unresolved-placeholder": "off"})
    part = "ignore: {unresolved-placeholder: The command asks for it.}"
    assert said(tmp_path, part, policy) == []


def test_a_draft_needs_its_reasons(tmp_path: Path) -> None:
    """A fault is one there, too."""
    part = "status: draft\n" + GAP + "{unresolved-placeholder: It is not decided yet.}"
    assert said(tmp_path, part) == []


def test_this_rule_cannot_be_ignored(tmp_path: Path) -> None:
    """A reason to keep a needless reason is one itself."""
    part = "ignore: {needless-ignore: We like it., unresolved-placeholder: It was there once.}"
    sentence = "this SOP does not break '{}', so its reason no longer applies"
    assert [message for message, _ in said(tmp_path, part)] == [
        sentence.format("needless-ignore"),
        sentence.format("unresolved-placeholder"),
    ]


def test_where_it_is_off_nothing_is_said(tmp_path: Path) -> None:
    """As with any rule."""
    policy = Policy({"needless-ignore": "off"})
    assert said(tmp_path, "ignore: {nonesuch: No reason.}", policy) == []
