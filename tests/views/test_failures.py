"""*If it does not work*: what comes next when a step fails, and how it ends."""

from __future__ import annotations

import re

from rollbook.model.runs.failing import failures as failures_of
from rollbook.model.runs.procedure import Procedure
from rollbook.views.sop.failures import failures
from rollbook.views.sop_page import sop_page
from tests.model.procedures import dossier

STEPS = """
a: {ask, takes: 1m, otherwise: escalate}
b: {act, takes: 2m, restores: other, on_fail: x}
c: {act, takes: 2m, on_fail: z}
d: {test, takes: 3m, on_fail: x}
"""
FALLBACK = """
x: {look, takes: 1m}
y: {look, takes: 1m, then: escalate}
z: {look, takes: 1m, then: d}
"""


def told(steps: str = STEPS, fallback: str = FALLBACK, more: str = "") -> list[str]:
    """A line for each failure."""
    html = failures(dossier(steps, fallback, more))
    rows = re.findall(r"<li>\n(<p.*?)\n</li>\n(?=<li>\n<p|</ul>)", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_page_of_an_sop_says_it_below_the_steps() -> None:
    page = sop_page(dossier(STEPS, FALLBACK))
    assert page.index("## Steps") < page.index("## If it does not work") < page.index("failures")


def test_what_comes_to_the_same_stands_together() -> None:
    """Those that lead somewhere first, and all others in one line."""
    assert told() == [
        "If 2 B or 4 D fails 5 X 6 Y Escalate: somebody else takes over",
        "If 3 C fails 7 Z back to 4 D It goes on from there, and can still be verified",
        "If any other step fails Escalate: somebody else takes over",
    ]


def test_a_refusal_is_one() -> None:
    steps = "a: {yes, takes: 1m, on_fail: x}\nb: {test, takes: 1m, on_fail: escalate}"
    assert told(steps, "x: {look, takes: 1m, then: stop}") == [
        "If 1 A is refused 3 X Leave the procedure: nothing has to go back",
        "If any other step fails Escalate: somebody else takes over",
    ]


def test_an_end_in_the_dark_says_what_is_missing() -> None:
    """It is no quiet end."""
    steps = "a: {act, takes: 1m, restores: other, on_fail: x}\nb: {test, takes: 1m}"
    assert told(steps, "x: {look, takes: 1m}")[0] == (
        "If 1 A fails 3 X It ends there, and nobody knows whether it works: Other was not put back"
    )


def test_where_nothing_is_said_every_failure_escalates() -> None:
    assert told("a: {test, takes: 1m}", "") == [
        "If a step fails Escalate: somebody else takes over"
    ]


def test_a_step_is_offered_with_each_of_its_targets_first() -> None:
    steps = "a: {act, takes: 1m, restores: other, on_fail: x}\nb: {test, takes: 1m, on_fail: x}"
    two = dossier(steps, "x: {look, takes: 1m, then: escalate}").sop
    targets = two.targets["other"] * 2
    known = Procedure.of(two.model_copy(update={"targets": {"other": targets}}))
    assert failures_of(known).found["a"].tries == 2


def test_a_procedure_with_too_many_ways_says_so() -> None:
    """Nobody waits for a page."""
    many = "\n".join(
        f"s{n}: {{ask, takes: 1m, otherwise: t{n}}}\nt{n}: {{act, takes: 1m}}" for n in range(12)
    )
    found = dossier(many + "\nz: {test, takes: 1m}")
    assert not failures_of(Procedure.of(found.sop), most=5).whole
