"""What a reviewer is told of a change: one readable file for each pair of editions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rollbook.review.change import Review
from rollbook.review.risk import risk_rules
from rollbook.views.sop.history import history
from tests.loading.test_any_input import data_of
from tests.model.procedures import dossier
from tests.review.laying import reviewed

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.yml"))


def expected(file: Path) -> list[str]:
    """The changes that a file promises: risk, rule and sentence."""
    return [
        f"{head}: {said}"
        for c in data_of(file.read_text("utf-8"))["changes"]
        for head, said in c.items()
    ]


def told(review: Review) -> list[str]:
    return [f"{c.risk} {c.rule}: {c.sentence}" for sop in review.sops for c in sop.changes]


@pytest.mark.parametrize("file", PAIRS, ids=lambda file: file.stem)
def test_a_pair_is_told_as_its_file_says(file: Path, tmp_path: Path) -> None:
    """Every change in a sentence, with its risk and the rule that decided it, and no other."""
    pair: dict[str, Any] = data_of(file.read_text("utf-8"))
    assert told(reviewed(pair, tmp_path)) == expected(file)


@pytest.mark.parametrize("file", PAIRS, ids=lambda file: file.stem)
def test_a_file_says_what_a_reviewer_would_have_missed(file: Path) -> None:
    """In one sentence, at its top."""
    assert re.match(r"# [A-Z0-9`][^\n]+[.]\n", file.read_text("utf-8"))


def test_there_is_a_pair_for_every_reason() -> None:
    """No rule decides that no file shows."""
    shown = {line.split()[1].rstrip(":") for file in PAIRS for line in expected(file)}
    assert {rule.id for rule in risk_rules()} - shown == set()
    assert len(PAIRS) >= 60


@pytest.mark.parametrize("rule", risk_rules(), ids=lambda rule: rule.id)
def test_a_reason_says_what_has_happened_and_why_it_matters(rule: Any) -> None:
    """In a sentence each."""
    assert re.fullmatch(r"[A-Z][^\n]+\.", rule.says)
    assert re.fullmatch(r"[A-Z][^\n]+\.", rule.why)


def test_a_change_knows_where_it_stands(tmp_path: Path) -> None:
    """In the new edition, or in the old one where it is gone, be it in the shared file."""
    pair = {
        "after": {"triggers": {"few-clicks": {"when": "< 0.30"}, "complaints": None}},
        "handbook": {"notices": {"status": {"within": "200m"}}},
    }
    (sop,) = reviewed(pair, tmp_path).sops
    lines = {
        change.rule: (tmp_path / change.file).read_text("utf-8").split("\n")[change.line - 1]
        for change in sop.changes
    }
    assert "when: < 0.30" in lines["threshold-loosened"]
    assert "complaints:" in lines["trigger-removed"]
    assert "within: 200m" in lines["notice-later"]
    files = {change.rule: change.file for change in sop.changes}
    assert files == {
        "threshold-loosened": "after/ranker.yml",
        "trigger-removed": "before/ranker.yml",
        "notice-later": "after/handbook.yml",
    }


def test_who_has_to_look(tmp_path: Path) -> None:
    """The owner; for a weakening whoever approves, as it was and as it is; whose steps change."""
    pair = yaml.safe_load("""
        after:
          roles: {approver: {who: managers, deputy: leads}}
          steps: {revert: {undo: ~}}
    """)
    (sop,) = reviewed(pair, tmp_path).sops
    assert {reader.who: reader.why for reader in sop.readers} == {
        "leads": "keeps the SOP",
        "managers": "approves, and the control is weaker",
        "mlops": "takes steps that change",
    }


def test_what_reads_otherwise_is_for_the_owner_alone(tmp_path: Path) -> None:
    """Nobody else is asked about a title."""
    (sop,) = reviewed({"after": {"title": "Another"}}, tmp_path).sops
    assert [reader.who for reader in sop.readers] == ["leads"]
    assert sop.risk == "cosmetic"
    assert sop.unsaid == ()


def test_a_weakening_wants_a_reason_on_record(tmp_path: Path) -> None:
    """Of this procedure, in a record that is new, which says that something was changed."""
    review = {"record": "review", "who": "Ada", "date": "2026-11-20", "procedure": "now"}
    good = {**review, "result": "changed", "reason": "It fired every night."}
    after = {"version": 3, "rto": "90m"}
    for number, (record, unsaid) in enumerate(
        [
            (good, 0),
            ({**good, "result": "unchanged"}, 1),
            ({**review, "result": "changed"}, 1),
            ({**good, "procedure": f"sha256:{'0' * 64}"}, 1),
        ]
    ):
        pair = {"after": after, "records": {"why": record}}
        (sop,) = reviewed(pair, tmp_path / str(number)).sops
        assert len(sop.unsaid) == unsaid
        assert sop.reason == ("" if unsaid else "It fired every night.")


def test_an_old_reason_does_not_count_for_a_new_change(tmp_path: Path) -> None:
    """What the digest leaves out can be weakened twice under one procedure."""
    record = {
        "record": "review",
        "who": "Ada",
        "date": "2026-11-20",
        "procedure": "now",
        "result": "changed",
        "reason": "Known.",
    }
    pair = {"records_before": {"why": record}, "after": {"review": {"every": "400d"}}}
    (sop,) = reviewed(pair, tmp_path).sops
    assert sop.risk == "weakening"
    assert len(sop.unsaid) == 1


@pytest.mark.parametrize(("version", "unsaid"), [("1", 1), ("2", 1), ("3", 0)])
def test_a_changed_procedure_wants_another_version(
    tmp_path: Path, version: str, unsaid: int
) -> None:
    """A higher one."""
    pair = {"after": {"version": int(version), "steps": {"revert": {"takes": "7m"}}}}
    (sop,) = reviewed(pair, tmp_path).sops
    assert len(sop.unsaid) == unsaid
    assert not unsaid or "raise it to ‹3›" in sop.unsaid[0]


def test_the_reason_stands_in_the_history_of_the_sop() -> None:
    """Where somebody looks who wonders why it is as it is."""
    record = """
        record: review
        sop: one
        procedure: "sha256:0000000000000000000000000000000000000000000000000000000000000000"
        who: Ada
        date: 2026-11-20
        result: changed
        reason: It fired *every* night.
    """
    act = dossier("a: {act, takes: 1m}", records={"r.yml": record})
    assert "Ada: changed. It fired <em>every</em> night." in history(act)
