"""Words that measure nothing, and numbers that do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found


def _vague(folder: Path, judgement: str, evidence: str = "Tickets", others: str = "") -> list[str]:
    """What stands at the places of the findings."""
    trigger = {"judgement": judgement, "evidence": evidence}
    part = yaml.safe_dump({"triggers": {"complaints": trigger}}, allow_unicode=True)
    findings = [f for f in found(folder, part, others=others) if f.rule == "vague-trigger"]
    lines = (folder / "sops/ranker.yml").read_text("utf-8").splitlines()
    return [lines[f.line - 1][f.column - 1 :][: f.width] for f in findings]


@pytest.mark.parametrize(
    ("judgement", "word"),
    [
        ("Unusually high error rates", "Unusually"),
        ("Latency is significantly worse", "significantly"),
        ("Answers look weird to reviewers", "weird"),
        ("Too many users complain", "Too many"),
        ("Slower than usual", "Slower than usual"),
        ("Bad answers in the new release", "Bad"),
        ("A lot of abnormal answers", "A lot"),
        ("The bad release is still served", None),
        ("Reads of `odd_rows` or bad-rows time out", None),
        ("Users report wrong answers", None),
    ],
)
def test_a_word_is_vague_where_people_would_measure_it_differently(
    tmp_path: Path, judgement: str, word: str | None
) -> None:
    """What only names a release or a table is not meant."""
    assert _vague(tmp_path, judgement) == ([word] if word else [])


@pytest.mark.parametrize(
    ("evidence", "measured"),
    [
        ("Five tickets within an hour", True),
        ("One answer, word for word", True),
        ("More than 5% of them", True),
        ("A 15-minute graph", True),
        ("1,200 rows", True),
        ("A third of all chats", True),
        ("Twice the usual rate", True),
        ("p99 of GPT-4 since 2026-10-02", False),
        ("HTTP 500 or 5xx from release 42", False),
        ("Nobody can say which one", False),
        ("The on-call, 24/7, with 1.4.2 running", False),
        ("INC-2026-031 in its ticket", False),
    ],
)
def test_a_number_measures_and_a_name_does_not(
    tmp_path: Path, evidence: str, *, measured: bool
) -> None:
    """It may stand in the evidence or in the judgement."""
    assert _vague(tmp_path, "Results look strange", evidence) == ["strange"] * (not measured)


def test_other_languages_are_left_alone(tmp_path: Path) -> None:
    """Nobody is told of a word that is one in another language."""
    assert _vague(tmp_path, "Der Trend ist odd", others="lang: de") == []


def test_a_word_in_the_evidence_counts_too(tmp_path: Path) -> None:
    """Once a trigger, since a single number settles it."""
    assert _vague(tmp_path, "Results look wrong", "Suspicious or odd tickets") == ["Suspicious"]
