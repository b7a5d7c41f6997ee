"""What follows from the steps: order, phases, times, duties, restore order."""

from __future__ import annotations

import pytest

from rollbook.views.dossier import Dossier
from tests.model.procedures import dossier


def edges(found: Dossier) -> str:
    """The flow in a line: `a>b` goes on, `a-no>b` otherwise; `<` stands for a way back."""
    kinds = {"next": "", "yes": "-yes", "no": "-no", "fail": "-fail"}
    return " ".join(
        f"{e.source}{kinds.get(e.kind, '-' + e.answer)}{'<' if e.back else '>'}{e.target}"
        for e in found.flow.edges
    )


@pytest.mark.parametrize(
    ("steps", "fallback", "expected"),
    [
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {act, takes: 1m}
            c: {test, takes: 1m}
            """,
            "",
            "a>b b>c",
            id="one after the other",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {act, takes: 1m}
            c: {act, takes: 1m, after: a}
            d: {test, takes: 1m, after: [b, c]}
            """,
            "",
            "a>b a>c b>d c>d",
            id="in parallel, then joined",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {act, takes: 1m, after: []}
            c: {test, takes: 1m, after: [a, b]}
            """,
            "",
            "a>c b>c",
            id="at once",
        ),
        pytest.param(
            """
            a: {test, takes: 1m, on_fail: x}
            """,
            """
            x: {look, takes: 1m, then: stop}
            y: {look, takes: 1m, after: x, then: escalate}
            """,
            "x>y a-fail>x x>stop y>escalate",
            id="a fallback that names its end",
        ),
        pytest.param(
            """
            a: {ask, takes: 1m, otherwise: c}
            b: {act, takes: 1m}
            c: {test, takes: 1m}
            """,
            "",
            "b>c a-yes>b a-no>c",
            id="a question",
        ),
        pytest.param(
            """
            a: {ask, takes: 1m, cases: {red: b, blue: c, none: stop}}
            b: {act, takes: 1m, then: d}
            c: {act, takes: 1m}
            d: {test, takes: 1m}
            """,
            "",
            "c>d b>d a-red>b a-blue>c a-none>stop",
            id="cases and branches that meet",
        ),
        pytest.param(
            """
            a: {act, takes: 1m, on_fail: x}
            b: {test, takes: 1m, on_fail: escalate}
            """,
            """
            x: {act, takes: 1m}
            y: {act, takes: 1m, then: b}
            """,
            "a>b x>y a-fail>x b-fail>escalate y>b",
            id="a fallback that leads back into the line",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {test, takes: 1m, on_fail: x}
            """,
            "x: {act, takes: 1m, then: a}",
            "a>b b-fail>x x<a",
            id="a fallback that begins anew leads back",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {ask, takes: 1m, otherwise: a}
            c: {test, takes: 1m, on_fail: a}
            """,
            "",
            "a>b b-yes>c b-no<a c-fail<a",
            id="questions and failures lead back",
        ),
        pytest.param(
            """
            s: {ask, takes: 1m, cases: {x: a, y: c}}
            a: {act, takes: 1m, on_fail: c, then: e}
            c: {act, takes: 1m, then: a}
            e: {test, takes: 1m}
            """,
            "",
            "s-x>a s-y>c a-fail<c a>e c>a",
            id="of two ways in a circle, the failure is the way back",
        ),
    ],
)
def test_flow(steps: str, fallback: str, expected: str) -> None:
    assert sorted(edges(dossier(steps, fallback)).split()) == sorted(expected.split())


@pytest.mark.parametrize(
    ("steps", "fallback"),
    [
        ("a: {act, takes: 1m}\nb: {test, takes: 1m, on_fail: x}", "x: {act, takes: 1m, then: a}"),
        ("a: {act, takes: 1m}\nb: {ask, takes: 1m, otherwise: a}\nc: {test, takes: 1m}", ""),
        ("a: {ask, takes: 1m, cases: {p: a, q: b}}\nb: {test, takes: 1m}", ""),
    ],
)
def test_every_step_stands_behind_what_leads_to_it(steps: str, fallback: str) -> None:
    """Even where ways lead back, there is an order, and each step is in it once."""
    flow = dossier(steps, fallback).flow
    assert sorted(flow.order) == sorted(flow.steps)
    place = {name: i for i, name in enumerate(flow.order)}
    forward = [e for e in flow.edges if not e.back and e.target in place]
    assert all(place[e.source] < place[e.target] for e in forward)


@pytest.mark.parametrize(
    ("steps", "fallback", "expected"),
    [
        pytest.param(
            """
            see: {look, takes: 1m}
            halt: {act, takes: 1m}
            ok: {yes, takes: 1m}
            turn: {act, takes: 1m}
            sure: {test, takes: 1m}
            tidy: {act, takes: 1m}
            """,
            "",
            "see detect, halt decide, ok decide, turn restore, sure verify, tidy review",
            id="from the symptom to the tidying",
        ),
        pytest.param(
            """
            ok: {yes, takes: 1m}
            turn: {act, takes: 1m}
            sure: {test, takes: 1m}
            signed: {approve: verifier, takes: 1m}
            open: {act, takes: 1m}
            last: {test, takes: 1m}
            """,
            "",
            "ok decide, turn restore, sure verify, signed verify, open verify, last verify",
            id="a sign-off between two checks divides nothing",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m, on_fail: other}
            sure: {test, takes: 1m}
            late: {approve: approver, late: 24h, takes: 1m}
            """,
            "other: {act, takes: 1m, then: sure}",
            "turn restore, sure verify, late review, other restore",
            id="an emergency is approved afterwards",
        ),
        pytest.param(
            """
            see: {ask, takes: 1m, otherwise: stop}
            ok: {approve: approver, late: 4h, takes: 1m}
            turn: {act, takes: 1m}
            sure: {test, takes: 1m}
            """,
            "",
            "see detect, ok decide, turn restore, sure verify",
            id="what follows an approval that may come late is no review",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m}
            ok: {approve: approver, late: 4h, takes: 1m}
            sure: {test, takes: 1m}
            """,
            "",
            "turn restore, ok restore, sure verify",
            id="nor is what leads to it",
        ),
        pytest.param(
            """
            off: {run: flag off, by: executor, undo: flag on, takes: 1m, restores: other}
            halt: {act, takes: 1m}
            ok: {yes, takes: 1m}
            turn: {act, takes: 1m}
            sure: {test, takes: 1m}
            """,
            "",
            "off restore, halt decide, ok decide, turn restore, sure verify",
            id="what puts something back before it is approved restores",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m, phase: restore}
            sure: {test, takes: 1m}
            """,
            "",
            "turn restore, sure verify",
            id="a written phase counts",
        ),
    ],
)
def test_phases(steps: str, fallback: str, expected: str) -> None:
    found = dossier(steps, fallback).phases
    assert ", ".join(f"{step} {phase}" for step, phase in found.items()) == expected


@pytest.mark.parametrize(
    ("steps", "fallback", "seconds", "path"),
    [
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {act, takes: 9m}
            c: {act, takes: 4m, after: a}
            d: {test, takes: 2m, after: [b, c]}
            e: {act, takes: 60m}
            """,
            "",
            12 * 60,
            "a b d",
            id="the longer of two that run in parallel, without the review",
        ),
        pytest.param(
            """
            a: {act, takes: 1m, on_fail: x}
            b: {test, takes: 90s}
            """,
            "x: {act, takes: 2h, then: b}",
            150,
            "a b",
            id="without failures and fallback",
        ),
        pytest.param(
            """
            b: {act, takes: 1m}
            a: {act, takes: 30m, after: [], on_fail: c}
            c: {test, takes: 1m, after: b}
            """,
            "",
            120,
            "b c",
            id="a failure does not lengthen what it leads to",
        ),
        pytest.param(
            """
            a: {ask, takes: 1m, cases: {short: c, long: b}}
            b: {act, takes: 5m}
            c: {test, takes: 1m, after: [b, a]}
            """,
            "",
            7 * 60,
            "a b c",
            id="the longest branch",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {wait: 10m}
            c: {test, takes: 1m}
            """,
            "",
            12 * 60,
            "a b c",
            id="a wait takes as long as it lasts",
        ),
        pytest.param(
            """
            a: {ask, takes: 3m, otherwise: stop}
            b: {approve: approver, late: 4h, takes: 5m}
            c: {act, takes: 9m}
            d: {test, takes: 1m}
            """,
            "",
            13 * 60,
            "a c d",
            id="what follows an approval that may come late waits for what comes before it",
        ),
        pytest.param(
            """
            a: {act, takes: 9m}
            b: {approve: approver, late: 24h, takes: 5m}
            c: {test, takes: 1m}
            """,
            "",
            10 * 60,
            "a c",
            id="an approval that may come late behind the rollback",
        ),
        pytest.param(
            """
            a: {act, takes: 3m}
            b: {wait: 20m, phase: review}
            c: {test, takes: 1m}
            d: {test, takes: 9m, phase: review}
            """,
            "",
            24 * 60,
            "a b c",
            id="a step counts because it lies on the way, whatever its phase",
        ),
        pytest.param(
            """
            a: {ask, takes: 1m, otherwise: b}
            b: {approve: approver, takes: 5m, otherwise: d}
            c: {act, takes: 1m}
            d: {test, takes: 1m}
            """,
            "",
            8 * 60,
            "a b c d",
            id="a refusal is no way on",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            b: {check: [good, slow], by: verifier, takes: 8m}
            """,
            "",
            21 * 60,
            "a b",
            id="a check takes no less than its window",
        ),
        pytest.param("a: {act, takes: 3m}", "", 180, "a", id="no check at all"),
    ],
)
def test_critical_path(steps: str, fallback: str, seconds: int, path: str) -> None:
    found = dossier(steps, fallback).critical_path
    assert (found.seconds, " ".join(found.steps)) == (seconds, path)


def test_duties_follow_from_steps_approvals_and_notices() -> None:
    """Responsible, accountable, consulted, informed; and who is told without a role."""
    found = dossier(
        """
        see: {look, takes: 1m, consult: verifier, inform: [initiator]}
        ok: {yes, takes: 1m}
        turn: {act, takes: 1m}
        tell: {notify: word, by: initiator, takes: 1m}
        rest: {wait: 1m}
        sure: {test, takes: 1m}
        """
    ).duties
    shown = {
        name: (d.responsible, d.accountable, d.consulted, d.informed, d.also_told)
        for name, d in found.items()
    }
    assert shown == {
        "see": ("executor", "owner", ("verifier",), ("initiator",), ()),
        "ok": ("approver", "approver", (), (), ()),
        "turn": ("executor", "approver", (), (), ()),
        "tell": ("initiator", "approver", (), ("approver",), ("everyone",)),
        "rest": (None, "approver", (), (), ()),
        "sure": ("verifier", "approver", (), (), ()),
    }


@pytest.mark.parametrize(
    ("steps", "fallback", "handed"),
    [
        pytest.param(
            """
            ok: {yes, takes: 1m}
            turn: {act, takes: 1m}
            rest: {wait: 5m}
            sure: {test, takes: 1m}
            """,
            "",
            "ok>turn turn>sure",
            id="over a wait",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m}
            warm: {run: warm up, by: automatic, takes: 1m}
            rest: {wait: 5m}
            sure: {test, takes: 1m}
            tidy: {check: good, by: verifier, takes: 1m}
            """,
            "",
            "turn>sure",
            id="over what a machine does; not from a role to itself",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m}
            rest: {wait: 5m, by: initiator}
            sure: {test, takes: 1m}
            """,
            "",
            "turn>rest rest>sure",
            id="to who watches a wait",
        ),
        pytest.param(
            """
            see: {ask, takes: 1m, otherwise: stop}
            ok: {approve: approver, late: 4h, takes: 1m}
            turn: {act, takes: 1m}
            """,
            "",
            "see>ok see>turn",
            id="past an approval that nobody waits for",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m}
            other: {act, takes: 1m, after: []}
            rest: {wait: 5m, after: [turn, other]}
            sure: {test, takes: 1m, on_fail: again}
            """,
            "again: {act, takes: 1m, then: turn}",
            "turn>sure other>sure sure>again",
            id="from each of those that a join waits for, and after a failure",
        ),
    ],
)
def test_hand_overs(steps: str, fallback: str, handed: str) -> None:
    """From the last step with a role to the next with another role."""
    found = dossier(steps, fallback).hand_overs
    assert {f"{giver}>{taker}" for giver, taker in found} == set(handed.split())


@pytest.mark.parametrize(
    ("steps", "accountable"),
    [
        pytest.param(
            """
            q: {ask, takes: 1m, otherwise: last}
            ok: {yes, takes: 1m}
            last: {test, takes: 1m}
            """,
            "owner",
            id="a way around the approval",
        ),
        pytest.param(
            """
            a: {act, takes: 1m}
            ok: {approve: approver, takes: 1m, after: []}
            last: {test, takes: 1m, after: [a, ok]}
            """,
            "approver",
            id="a join waits for the approval",
        ),
        pytest.param(
            """
            ok: {approve: approver, late: 24h, takes: 1m}
            last: {test, takes: 1m}
            """,
            "owner",
            id="an approval that may come late",
        ),
    ],
)
def test_who_is_accountable(steps: str, accountable: str) -> None:
    assert dossier(steps).duties["last"].accountable == accountable


@pytest.mark.parametrize(
    ("restored", "waves", "downstream"),
    [
        ("pipe model", [["other", "model"], ["pipe"]], ["app", "store"]),
        ("model base", [["other", "base"], ["model"]], ["app"]),
        ("store", [["other", "store"]], ["app", "model"]),
    ],
)
def test_restore_order(restored: str, waves: list[list[str]], downstream: list[str]) -> None:
    """Dependents first, through what is not restored too, unless one is to go back first."""
    found = dossier(
        "\n".join(f"to-{n}: {{act, takes: 1m, restores: {n}}}" for n in restored.split())
    )
    assert found.waves == waves
    assert found.downstream == downstream


def test_components_that_need_each_other_stand_in_the_last_wave() -> None:
    more = """
    components:
      one: {kind: service, name: One, needs: [two]}
      two: {kind: service, name: Two, needs: [one]}
      free: {kind: service, name: Free}
    """
    steps = "\n".join(
        f"r{i}: {{act, takes: 1m, restores: {n}}}" for i, n in enumerate(("one", "two", "free"))
    )
    assert dossier(steps, more=more).waves == [["other", "free"], ["one", "two"]]


STEPS = "a: {act, takes: 1m}\nb: {test, takes: 1m}"
PLANNED = "review: {every: 30d}\ndrill: {every: 10d}\n"
RECORD = "sop: one\nprocedure: {}\ndate: {}\n"


def test_standing_follows_from_the_records() -> None:
    """Only an approval of this very procedure counts; dues run from the last time."""
    digest = dossier(STEPS, more=PLANNED).standing.digest
    other = "sha256:" + "0" * 64
    approval = "record: approval\nversion: 1\nrole: approver\nwho: Ada\nmeaning: Read it.\n"
    found = dossier(
        STEPS,
        more=PLANNED,
        records={
            "a.yml": approval + RECORD.format(digest, "2026-10-02"),
            "b.yml": approval + RECORD.format(other, "2026-10-01"),
            "c.yml": "record: review\nwho: Ada\nresult: unchanged\n"
            + RECORD.format(digest, "2026-11-01"),
            "d.yml": "record: review\nwho: Ada\nresult: changed\n"
            + RECORD.format(other, "2026-10-09"),
        },
    ).standing
    assert [a.date.isoformat() for a in found.approvals] == ["2026-10-02"]
    assert [a.date.isoformat() for a in found.earlier_approvals] == ["2026-10-01"]
    assert found.review is not None
    assert found.review.result == "unchanged"
    assert str(found.review_due) == "2026-12-01"
    assert found.drill is None
    assert str(found.drill_due) == "2026-10-11"
    assert found.incident is None


def test_nothing_is_due_where_nothing_is_planned_and_never_beyond_the_calendar() -> None:
    assert dossier(STEPS).standing.review_due is None
    far = dossier(STEPS, more="review: {every: 9999999d}\n").standing
    assert str(far.review_due) == "9999-12-31"
