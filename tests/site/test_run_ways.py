"""A run goes the ways of a procedure: what was lost opens nothing, and the page says why."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rollbook.views.acting.plan import plan
from rollbook.views.dossier import Dossier
from tests.diagrams import random_sops
from tests.diagrams.dossiers import own, written
from tests.model.procedures import dossier

Told = dict[str, Any]

PAGED = "call: {do: Call., by: executor, takes: 1m}"


def play(procedure: Dossier, *said: str | dict[str, str]) -> list[Told]:
    """What is known after each answer, written as `step: answer`, and before the first."""
    entries = [
        {"kind": "step", "step": one.split(": ")[0], "answer": one.split(": ")[1]}
        if isinstance(one, str)
        else one
        for one in said
    ]
    return asked(procedure, {"entries": entries})


def asked(procedure: Dossier, question: dict[str, Any]) -> list[Told]:
    """What the script makes of a run."""
    done = subprocess.run(
        ["node", Path(__file__).with_name("play.mjs")],
        input=json.dumps({"plan": plan(procedure)} | question),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: list[Told] = json.loads(done.stdout)
    return told


PARALLEL = dossier(
    """
    start: {look, takes: 1m, after: []}
    left: {act, takes: 1m, after: start, on_fail: call}
    right: {act, takes: 1m, after: start}
    verify: {test, takes: 1m, after: [left, right]}
    close: {act, takes: 1m}
    """,
    PAGED,
)
"""Two steps at once, and a join of them."""


def test_what_was_lost_opens_nothing_and_is_named() -> None:
    """Also when nothing else is left: the run is unverified, and says what is missing."""
    *_, before, now = play(PARALLEL, "start: done", "left: fail", "call: done", "right: done")
    assert before["open"] == ["right"]
    assert (now["open"], now["over"], now["end"]) == ([], True, "unverified")
    assert now["closed"] == ["4 Verify needs 2 Left; the main line was left there."]
    assert "It took" not in now["log"]
    assert "Unverified. " in now["log"]
    assert "4 Verify needs 2 Left; the main line was left there." in now["log"]


@pytest.mark.parametrize(
    ("sop", "failing", "answer", "never"),
    [
        ("support-assistant-prompt", "evaluate", "fail", "let-in-few"),
        ("support-assistant-prompt", "confirm", "no", "approve"),
        ("credit-approval-bias", "approve", "fail", "verify"),
        ("credit-approval-bias", "revert-model", "fail", "verify"),
        ("credit-approval-bias", "revert-model", "fail", "reopen"),
        ("home-feed-ranking", "revert-model", "fail", "verify"),
    ],
)
def test_no_procedure_of_ours_goes_on_after_a_loss(
    sop: str, failing: str, answer: str, never: str
) -> None:
    """All goes well but for one answer, and the page never opens what only success leads to."""
    told = asked(own()[sop], {"but": {failing: answer}})
    assert any(now["said"]["step"] == failing for now in told[1:])
    assert not any(never in now["open"] for now in told)
    assert told[-1]["over"]


def test_the_next_target_comes_before_the_fallback() -> None:
    """A restore that failed is offered again with the next one, and nothing has left."""
    by = {"by": "executor", "takes": "1m"}
    data = random_sops.sop(0, 4) | {
        "components": {"model": {"name": "Model", "kind": "model", "owner": "a"}},
        "targets": {"model": [{"ref": "mlflow:m/17"}, {"ref": "mlflow:m/15"}]},
        "steps": {
            "revert": {"do": "It.", "restores": "model", "on_fail": "call", **by},
            "verify": {"check": "c0", **by},
        },
        "fallback": {"call": {"do": "Call.", **by}},
    }
    procedure = written({"one": data}, random_sops.shared())["one"]
    _, again, _, last = play(procedure, "revert: fail", "revert: fail", "revert: done")
    assert (again["open"], again["tried"]) == (["revert"], {"model": 1})
    assert (last["open"], last["tried"]) == (["call"], {"model": 2})
    *_, good = play(procedure, "revert: fail", "revert: done", "verify: done")
    assert (good["end"], good["recovered"]) == ("verified", 120_000)


def test_what_ends_without_a_check_is_not_verified() -> None:
    """A case that leads to a step behind which there is nothing."""
    procedure = dossier(
        """
        which: {decide: Which?, by: initiator, takes: 1m, cases: {half: halt, all: block}}
        halt: {look, takes: 1m}
        block: {act, takes: 1m}
        verify: {test, takes: 1m}
        """
    )
    *_, now = play(procedure, "which: case:half", "halt: done")
    assert (now["over"], now["end"]) == (True, "unverified")
    assert "It took" not in now["log"]


def test_what_is_after_a_decision_with_cases_follows_those_that_go_on() -> None:
    """One that leads into the fallback opens it no more than a failure."""
    procedure = dossier(
        """
        which: {decide: Which?, by: initiator, takes: 1m, cases: {off: call, on: look}}
        look: {look, takes: 1m}
        revert: {act, takes: 1m, after: which}
        verify: {test, takes: 1m, after: [look, revert]}
        """,
        PAGED,
    )
    assert play(procedure, "which: case:off")[-1]["open"] == ["call"]
    assert sorted(play(procedure, "which: case:on")[-1]["open"]) == ["look", "revert"]


def test_what_was_said_before_a_way_back_counts_no_longer() -> None:
    """The check waits for the replay anew, and what was open behind the way back closes."""
    procedure = dossier(
        """
        revert: {act, takes: 1m}
        replay: {act, takes: 1m, after: revert}
        warm: {act, takes: 1m, after: revert}
        verify: {test, takes: 1m, after: [replay, warm], on_fail: revert}
        """
    )
    round_ = ("revert: done", "replay: done", "warm: done")
    *_, back, _, half, whole = play(procedure, *round_, "verify: fail", *round_)
    assert back["open"] == ["revert"]
    assert half["open"] == ["warm"]
    assert whole["open"] == ["verify"]


def test_a_failure_that_leads_straight_into_the_main_line_has_come_back() -> None:
    """What it lost at the join is made good, and the others are still waited for."""
    procedure = dossier(
        """
        turn: {act, takes: 1m, after: []}
        tell: {look, takes: 1m, after: [], on_fail: verify}
        verify: {test, takes: 1m, after: [turn, tell]}
        """
    )
    *_, early, whole = play(procedure, "tell: fail", "turn: done")
    assert early["open"] == ["turn"]
    assert whole["open"] == ["verify"]


def test_a_way_into_a_join_does_not_open_it_alone() -> None:
    """A `then` waits like what stands in `after`."""
    procedure = dossier(
        """
        ask: {ask, takes: 1m, otherwise: short}
        long: {act, takes: 1m, then: verify}
        short: {act, takes: 1m, then: verify}
        beside: {act, takes: 1m, after: []}
        verify: {test, takes: 1m, after: [long, beside]}
        """
    )
    *_, early, whole = play(procedure, "ask: no", "short: done", "beside: done")
    assert early["open"] == ["beside"]
    assert whole["open"] == ["verify"]


def test_a_way_that_comes_back_beside_the_others_says_what_is_still_missing() -> None:
    """It comes back at one of several steps that would have begun at once."""
    procedure = dossier(
        """
        off: {act, takes: 1m, on_fail: cut}
        keep: {look, takes: 1m, after: off}
        confirm: {ask, takes: 1m, after: off, otherwise: stop}
        approve: {yes, takes: 1m, after: [keep, confirm]}
        verify: {test, takes: 1m}
        """,
        "cut: {do: Cut., by: executor, takes: 1m, then: confirm}",
    )
    *_, now = play(procedure, "off: fail", "cut: done", "confirm: yes")
    assert (now["open"], now["over"], now["end"]) == ([], True, "unverified")
    assert now["closed"] == ["4 Approve needs 2 Keep; the main line was left at 1 Off."]


GO_ON = {"kind": "go-on", "step": "verify", "name": "Ada Example", "value": "Looked by hand"}
LOST = ("start: done", "left: fail", "call: done", "right: done")


def test_a_person_goes_on_all_the_same() -> None:
    """Who decided and why stands in the log, and the check then counts; it can be taken back."""
    *_, opened, ended = play(PARALLEL, *LOST, GO_ON, "verify: done")
    assert opened["open"] == ["verify"]
    assert "Ada Example went on all the same. 4 Verify needs 2 Left;" in opened["log"]
    assert "Why: Looked by hand" in opened["log"]
    assert ended["open"] == ["close"]
    undo = {"kind": "undo", "value": f"e-{len(LOST):06}"}
    *_, back = play(PARALLEL, *LOST, GO_ON, undo)
    assert back["open"] == []
    assert "Ada" not in back["log"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"value": ""},
        {"name": "x" * 1_001},
        {"value": "x" * 10_001},
        {"step": "left"},
        {"step": "constructor"},
    ],
)
def test_nobody_goes_on_without_a_name_and_a_reason(wrong: dict[str, str]) -> None:
    """Nor with a step that is no join."""
    assert play(PARALLEL, *LOST, GO_ON | wrong)[-1]["open"] == []


@pytest.mark.parametrize("before", [(), LOST[:1], LOST[:3], (*LOST[:1], "left: done", *LOST[3:])])
def test_going_on_counts_for_nothing_where_no_join_is_closed(before: tuple[str, ...]) -> None:
    """Something else is open, or the join is."""
    *_, now, after = play(PARALLEL, *before, GO_ON)
    assert (now["open"], after["late"]) == (after["open"], 1)


@pytest.mark.parametrize("said", ["start: constructor", "constructor: done", "verify: done"])
def test_what_cannot_be_said_counts_for_nothing(said: str) -> None:
    """An answer that the step cannot have, a step that there is not, one that is not open."""
    assert play(PARALLEL, said)[-1]["open"] == ["start"]
