"""Steps of a case in an order that no way allows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rollbook.loading.finding import Finding
from rollbook.model.digest import procedure_digest
from tests.rules.laying import found, laid, read


def _faults(folder: Path, times: str) -> list[Finding]:
    told = {"title": "A day", "trigger": "few-clicks", "story": "A story.", "outcome": "Well."}
    example = {**told, "times": dict.fromkeys(times.split(), "6m"), "lessons": []}
    findings = found(folder, json.dumps({"examples": {"day": example}}))
    return [finding for finding in findings if finding.rule == "impossible-times"]


@pytest.mark.parametrize(
    "times",
    [
        "confirm approve inform save revert revert-index settle verify close",
        "confirm approve revert revert-index verify",
        "confirm",
        "confirm approve revert plain tell-leads",
        "confirm approve revert revert-index settle verify plain",
        "confirm approve save revert revert-index settle inform verify",
    ],
)
def test_what_a_way_allows_is_passed(tmp_path: Path, times: str) -> None:
    """Steps side by side in any order; telling people, saving and waiting may be left out."""
    assert _faults(tmp_path, times) == []


@pytest.mark.parametrize(
    ("times", "message"),
    [
        (
            "approve confirm",
            "step 'approve' cannot have been taken then: at first, 'confirm' could be",
        ),
        (
            "confirm approve revert verify",
            "step 'verify' cannot have been taken then: after confirm → approve → revert, "
            "'inform' and 'revert-index' could be",
        ),
        (
            "confirm approve save revert plain tell-leads close",
            "step 'close' cannot have been taken then: after … → revert → plain → tell-leads, "
            "'inform' could be",
        ),
    ],
)
def test_the_step_is_named_with_what_could_be_instead(
    tmp_path: Path, times: str, message: str
) -> None:
    """At the key of the step, with the way that leads there."""
    (fault,) = _faults(tmp_path, times)
    assert fault.message == message
    assert fault.path == ("examples", "day", "times", message.split("'")[1])


def test_a_record_is_held_to_the_procedure_that_it_names(tmp_path: Path) -> None:
    """One of today's procedure is; one of an earlier procedure may have had other ways."""
    part = {"times": {"verify": "3m", "confirm": "3m"}}
    assert found(tmp_path / "earlier", json.dumps(part), "incident") == []
    sops = laid(tmp_path / "now", json.dumps(part), "incident")
    handbook = read(sops).handbook
    assert handbook is not None
    part["procedure"] = procedure_digest(handbook, handbook.sops["ranker"])
    (fault,) = found(tmp_path / "today", json.dumps(part), "incident")
    assert (fault.rule, fault.file) == ("impossible-times", "sops/records/INC-1.yml")


@pytest.mark.parametrize(
    ("answers", "is_found"),
    [({"verify": "failed"}, False), ({"confirm": "yes"}, False), ({"confirm": "no"}, True)],
)
def test_answers_that_no_way_allows_are_found(
    tmp_path: Path, answers: dict[str, str], is_found: bool
) -> None:
    """Where the order is right, and what was answered does not go with it."""
    steps = "confirm approve revert revert-index settle verify"
    told = {"title": "A day", "trigger": "few-clicks", "story": "A story.", "outcome": "Well."}
    example = {**told, "times": dict.fromkeys(steps.split(), "3m"), "lessons": []}
    findings = found(tmp_path, json.dumps({"examples": {"day": {**example, "answers": answers}}}))
    assert [f.message for f in findings] == ["these steps cannot have been answered so"] * is_found
    assert [f.path for f in findings] == [("examples", "day", "answers")] * is_found
