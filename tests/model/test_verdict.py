"""Verdicts: what came of a case, from the steps that were taken and how long each took."""

from __future__ import annotations

import pytest

from rollbook.model.measures import Duration
from rollbook.model.runs.verdict import Verdict, verdict
from tests.model.all_ways import Reading, TooMany, asked, written
from tests.model.procedures import dossier

STEPS = """
confirm: {ask, takes: 3m, otherwise: stop}
pause: {act, takes: 1m}
tell: {notify: word, by: initiator, takes: 2m, after: confirm}
revert: {act, takes: 4m, restores: other, after: pause, on_fail: desk}
verify: {test, takes: 5m, after: [revert, tell], on_fail: desk}
sign: {yes, takes: 2m}
close: {act, takes: 9m}
"""
DESK = """
desk: {act, takes: 2m}
lead: {notify: word, by: initiator, takes: 1m}
"""


def judged(times: str, steps: str = STEPS, fallback: str = DESK, rto: str = "40m") -> Verdict:
    """The verdict on steps with their minutes, and their last answers where those are known.

    A step without a number took one.
    """
    sop = dossier(steps, fallback).sop.model_copy(update={"rto": Duration.parse(rto)})
    words = [(*word.partition("=")[0].split(":"), word.partition("=")[2]) for word in times.split()]
    seconds = {name: 60 * int(rest[0] if rest[:-1] else 1) for name, *rest in words}
    return verdict(sop, seconds, {name: rest[-1] for name, *rest in words if rest[-1]})


def said(times: str, **given: str) -> str:
    """How it stands to the RTO, how it ended, and after how many minutes."""
    found = judged(times, **given)
    return f"{found.kind} {found.end or found.no_way} {found.seconds // 60}"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("confirm:3 pause:1 tell:2 revert:4 verify:20", "within verified 28"),
        ("confirm:3 pause:1 tell:2 revert:4 verify:33", "over verified 41"),
        ("confirm:3 pause:1 revert:4 desk:2", "missed unverified 10"),
        ("confirm:3 pause:1 tell revert:4 verify:5 desk:2", "missed unverified 15"),
        ("confirm:3", "stopped stopped 3"),
        ("confirm:3 pause:1 tell:2 revert:4", "missed unverified 8"),
    ],
    ids=["in time", "too late", "revert failed", "check failed", "false alarm", "not checked"],
)
def test_what_came_of_it_follows_from_the_steps(times: str, expected: str) -> None:
    """Whatever was never verified has not met the RTO, however short it was."""
    assert said(times) == expected


def test_what_comes_behind_the_last_check_is_not_counted() -> None:
    """44 minutes in all, 35 of them until it was verified."""
    found = judged("confirm:3 pause:1 tell:2 revert:4 verify:27 sign:1 close:6", rto="40m")
    assert (found.kind, found.seconds) == ("within", 35 * 60)
    assert [*found.counted] == ["confirm", "pause", "tell", "revert", "verify"]


def test_nothing_waits_for_an_approval_that_may_come_late() -> None:
    """It counts as given at once, though it was answered before the check was made."""
    steps = """
    revert: {act, takes: 4m, restores: other}
    agree: {yes, takes: 1m, late: 24h}
    tell: {act, takes: 1m, after: revert}
    verify: {test, takes: 5m, after: [agree, tell]}
    """
    given = "revert:4 agree:300 tell:1 verify:5"
    assert said(given, steps=steps, fallback="") == "within verified 10"


def test_parallel_steps_come_in_any_order_that_the_flow_allows() -> None:
    """What runs beside takes no time of its own, wherever it is listed."""
    for order in ("tell:9 pause:1 revert:4", "pause:1 tell:9 revert:4", "pause:1 revert:4 tell:9"):
        found = judged(f"confirm:3 {order} verify:5")
        assert (found.seconds, found.spans["verify"].start) == (17 * 60, 12 * 60)
        assert (found.due, found.planned["verify"].start) == (13 * 60, 8 * 60)


@pytest.mark.parametrize(
    ("times", "step"),
    [
        ("pause confirm tell revert verify", "pause"),
        ("confirm pause revert pause-again", "pause-again"),
        ("confirm verify revert", "verify"),
        ("confirm pause revert tell verify desk lead close", "close"),
        ("confirm pause revert tell desk verify", "verify"),
        ("confirm pause revert verify tell", "verify"),
        ("confirm pause tell verify", "verify"),
        ("confirm pause tell revert verify close", "close"),
    ],
)
def test_what_no_way_allows_is_not_judged(times: str, step: str) -> None:
    """The first step that cannot have been open is named."""
    assert said(times).rpartition(" ")[0] == f"impossible {step}"


def test_a_step_on_which_nothing_hangs_may_be_left_out() -> None:
    """Telling people is forgotten in a record, and the check waited for it."""
    found = judged("confirm:3 pause:1 revert:4 verify:5")
    assert (found.kind, found.seconds, found.left_out) == ("within", 13 * 60, ("tell",))
    assert "tell" not in found.spans


@pytest.mark.parametrize(
    ("answer", "times", "expected"),
    [
        ("escalate", "look back", "missed escalated 2"),
        ("escalate", "look", "missed escalated 1"),
        ("stop", "look back", "missed unverified 2"),
    ],
)
def test_an_end_that_is_named_is_an_end(answer: str, times: str, expected: str) -> None:
    """A run that was stopped with something unchecked is not stopped but unverified."""
    steps = """
    look: {ask, takes: 1m, otherwise: ANSWER}
    back: {act, takes: 2m, restores: other, on_fail: ANSWER}
    ok: {ask, takes: 1m, otherwise: ANSWER}
    test: {test, takes: 3m}
    """.replace("ANSWER", answer)
    times = times.replace("back", "back ok:0")
    assert said(times, steps=steps, fallback="") == expected


BACK = """
look: {ask, takes: 1m, otherwise: stop}
back: {act, takes: 2m, restores: other}
test: {test, takes: 3m, on_fail: older}
shut: {act, takes: 1m}
"""
OLDER = "older: {act, takes: 4m, restores: other, then: test}"


def test_a_way_back_takes_recovery_away_until_the_check_has_passed_again() -> None:
    """All rounds of a step are one entry; what was done behind the check shows that it passed.

    Where nothing does, and nobody has noted it, nothing is said.
    """
    way = "look:1 back:2 test:6 older:4"
    for times, expected in {
        way: "unclear  13",
        f"{way} shut:1": "within verified 13",
        way.replace("test:6", "test:6=done"): "within verified 13",
    }.items():
        assert said(times, steps=BACK, fallback=OLDER) == expected


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ("look back test", "within verified 3"),
        ("look back test=failed", "missed escalated 3"),
        ("look back=failed", "missed escalated 2"),
        ("look=no", "stopped stopped 1"),
        ("look=yes", "missed unverified 1"),
        ("look back test=sure", "impossible test 3"),
        ("look=no back test", "impossible test 3"),
    ],
)
def test_an_answer_that_nothing_shows_can_be_noted(times: str, expected: str) -> None:
    """Without it, what a step ended with is what was hoped for."""
    steps = """
    look: {ask, takes: 1m, otherwise: stop}
    back: {act, takes: 2m, restores: other}
    test: {test, takes: 3m, on_fail: escalate}
    """
    assert said(times, steps=steps, fallback="") == expected


def test_the_run_is_judged_by_what_failed_behind_the_check() -> None:
    """A sign-off that was refused leaves it unverified; one that is not there yet does not."""
    steps = STEPS.replace("sign: {yes, takes: 2m}", "sign: {yes, takes: 2m, on_fail: desk}")
    way = "confirm:3 pause:1 tell:2 revert:4 verify:5"
    assert said(way, steps=steps) == "within verified 13"
    assert said(f"{way} sign:2", steps=steps) == "within verified 13"
    assert said(f"{way} sign:2 desk:2", steps=steps) == "missed unverified 17"


def test_nothing_is_said_of_what_nobody_knows() -> None:
    """No times, or a procedure that is gone: the steps follow one after the other."""
    sop = dossier(STEPS, DESK).sop
    assert verdict(sop, {}).kind == "untold"
    found = verdict(sop, {"verify": 60, "gone": 120}, known=False)
    assert (found.kind, found.spans["gone"].end, found.planned.keys()) == (
        "unknown",
        180,
        {"verify"},
    )


def test_a_search_without_end_is_given_up() -> None:
    """Many steps at once, each of which may have failed: nothing is said, and soon."""
    names = [f"s{number}" for number in range(40)]
    steps = "".join(f"{n}: {{act, takes: 1m, after: [], on_fail: r{n}}}\n" for n in names)
    steps += f"test: {{test, takes: 1m, after: [{', '.join(names)}]}}\n"
    rescue = "".join(f"r{n}: {{act, takes: 1m, after: []}}\n" for n in names)
    times = " ".join([*names, *(f"r{n}" for n in names[::-1][1:]), "test"])
    assert judged(times, steps=steps, fallback=rescue).kind in ("unclear", "impossible")


def test_another_reading_of_the_definition_comes_to_the_same_verdicts() -> None:
    """It writes every way down, and looks for those that took the steps in their order."""
    judged_so, impossible, looked_at = 0, 0, 0
    for seed in range(100):
        sop = dossier(*written(seed)).sop
        reading = Reading(sop)
        try:
            reading.all_ways()
        except TooMany:
            continue
        looked_at += 1
        for steps in filter(None, asked(reading, seed)):
            took = {name: 60 * (place % 7 + 1) for place, name in enumerate(steps)}
            found = verdict(sop, took)
            expected = reading.judged(steps, took)
            if not expected:
                assert found.kind == "impossible", (seed, steps)
                impossible += 1
            else:
                assert (found.end, found.seconds) in expected, (seed, steps, expected)
                judged_so += 1
    assert looked_at > 70
    assert judged_so > 1000
    assert impossible > 400
