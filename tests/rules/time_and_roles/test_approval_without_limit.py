"""Approvals that may never come, and the words for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.laying import found


def _messages(folder: Path, part: str) -> list[str]:
    findings = found(folder, part)
    return [f.message for f in findings if f.rule == "approval-without-limit"]


@pytest.mark.parametrize(
    ("case", "is_limit"),
    [
        ("leads cannot be reached within 45m", True),
        ("there is no yes after 10 minutes", True),
        ("nobody signs off for half an hour", True),
        ("the approver does not call back in 5m", True),
        ("Managers are silent for 10m", True),
        ("nobody of the leads picks up for a quarter of an hour", True),
        ("the approval is refused", False),
        ("the RTO is missed", False),
        ("more than 500 results are wrong", False),
        ("the index takes longer than 20m", False),
        ("an answer shows the data of another customer", False),
    ],
)
def test_an_escalation_with_a_time_is_a_limit(tmp_path: Path, case: str, is_limit: bool) -> None:
    """If it is about the approval, the role that gives it or its teams."""
    part = json.dumps({"escalation": [{"if": case, "to": "Head of search"}]})
    missing = ["nothing says what happens when 'approve' gets no answer"]
    assert _messages(tmp_path, part) == ([] if is_limit else missing)


@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("{on_fail: plain}", 0),
        ("{on_fail: stop}", 0),
        ("{note: No answer within five minutes is a no.}", 0),
        ("{note: Look at the graph first.}", 1),
        ("{late: 24h}", 0),
    ],
)
def test_the_step_may_say_it_as_well(tmp_path: Path, step: str, count: int) -> None:
    """A late approval keeps nobody waiting."""
    assert len(_messages(tmp_path, f"{{escalation: ~, steps: {{approve: {step}}}}}")) == count


@pytest.mark.parametrize(
    ("language", "case", "count"),
    [
        ("de", "die Freigabe länger als 5 Minuten dauert", 0),
        ("ko", "승인이 5분 넘게 걸리면", 0),
        ("zh-Hans", "十分钟内没有批准", 0),
        ("de", "die Freigabe verweigert wird", 1),
        ("en-GB", "die Freigabe länger als 5 Wochen dauert", 1),
    ],
)
def test_words_of_other_languages_are_not_judged(
    tmp_path: Path, language: str, case: str, count: int
) -> None:
    """There any number of something is taken for a limit."""
    part = json.dumps({"lang": language, "escalation": [{"if": case, "to": "Ada"}]})
    assert len(_messages(tmp_path, part)) == count


def test_a_role_is_asked_about_once(tmp_path: Path) -> None:
    """One entry answers for all that it approves."""
    again = "{approve: approver, takes: 5m, after: verify}"
    part = f"{{escalation: ~, steps: {{sign-off: {again}}}}}"
    assert len(_messages(tmp_path, part)) == 1


def test_small_words_of_a_name_say_nothing(tmp_path: Path) -> None:
    """They stand in other sentences, too."""
    case = "{if: calls to the API hang on for 10m, to: Ada}"
    part = f"{{roles: {{approver: {{who: oncall}}}}, escalation: [{case}]}}"
    assert len(_messages(tmp_path, part)) == 1
