"""Names in stories and answers, and code that looks like a name."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found


def told(folder: Path, text: str, others: str = "") -> list[tuple[str, str]]:
    """The messages and hints on an answer in which the text stands."""
    part = yaml.safe_dump({"faq": [{"q": "May I?", "a": f"Look at {text} first."}]})
    return [(finding.message, finding.hint) for finding in found(folder, part, others=others)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("revert-indx", "revert-index"),
        ("confrim", "confirm"),
        ("clicks-bakc", "clicks-back"),
        ("few-cliks", "few-clicks"),
        ("pause-traffic", None),
        ("revert-everything", None),
    ],
)
def test_a_name_that_leads_nowhere_is_found(tmp_path: Path, name: str, meant: str | None) -> None:
    """One that was mistyped, or the name of a step that is gone."""
    hint = f"did you mean '{meant}'?" if meant else "name what takes its place, or say it in words"
    assert told(tmp_path, f"`{name}`") == [(f"nothing here is called '{name}'", hint)]


@pytest.mark.parametrize(
    "text",
    [
        "`revert`, `plain`, `few-clicks`, `right-version`, `model`, `slowness`, `status`",
        "`incident`, `initiator`, `oncall`, `night`, `ranker`, `search`",
        "`step-without-expect`",
        "`ops/changes --since 2h`, `switch-off now`, `merchant.country`, `merchant_country`",
        "`search-order`",
        "`stop-words`, as in `ops/search --list stop-words`",
        "`kube-system`, `us-east-1`, `gpt-4o-mini`, `pre-commit`, `read-only`",
        "`approved`, `checks`, `model-registry`, `curl`, `Revert-Model`",
        "revert-everything",
        "``revert-everything``",
    ],
)
def test_a_name_that_leads_somewhere_or_is_none_is_passed(tmp_path: Path, text: str) -> None:
    """What the SOP or its commands know, and what other people call their things."""
    assert told(tmp_path, text) == []


def test_each_name_is_found_once_at_its_words(tmp_path: Path) -> None:
    """In the first text that mentions it, be it a story, its end or a lesson."""
    example = {
        "title": "A bad night",
        "trigger": "few-clicks",
        "story": "It was dark.\nWe took `pause-traffic` first.",
        "times": {"confirm": "3m"},
        "outcome": "`pause-traffic` was no use, and `halt-all` neither.",
        "lessons": ["Take `stop-all`"],
    }
    part = yaml.safe_dump({"examples": {"night": None, "dark": example}})
    findings = sorted(found(tmp_path, part), key=lambda finding: finding.path, reverse=True)
    assert [finding.path[2:] for finding in findings] == [("story",), ("lessons", 0)]
    lines = (tmp_path / "sops/ranker.yml").read_text("utf-8").splitlines()
    shown = [lines[f.line - 1][f.column - 1 : f.column - 1 + f.width] for f in findings]
    assert shown == ["pause-traffic", "stop-all"]
