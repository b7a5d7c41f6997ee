"""Ways through a procedure: those that are missing, never end or never begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollbook.loading.finding import Finding
from tests.rules.laying import found

FLOW = ("unreachable-step", "circular-flow", "impossible-join", "dead-end")
STEP = "by: executor, takes: 1m, expect: x, undo: x"
DO = f"do: x, {STEP}"
DECIDE = "decide: Which?, by: executor, takes: 1m"


def about_flow(tmp_path: Path, part: str) -> list[Finding]:
    """What the rules about the flow find."""
    return [finding for finding in found(tmp_path, part) if finding.rule in FLOW]


def said(tmp_path: Path, part: str) -> list[tuple[str, str | int]]:
    """The rules about the flow that are broken, and the steps."""
    return [(finding.rule, finding.path[1]) for finding in about_flow(tmp_path, part)]


@pytest.mark.parametrize(
    ("part", "lost"),
    [
        ("steps: {save: {then: revert-index}}", ["revert"]),
        ("steps: {save: {then: revert-index}, revert-index: {after: revert}}", ["revert"]),
        ("steps: {save: {then: revert-index}, revert: {after: []}}", []),
        (f"steps: {{a: {{{DECIDE}, cases: {{x: verify}}}}, b: {{{DO}, phase: review}}}}", ["b"]),
        ("fallback: {plain: {then: verify}}", ["tell-leads"]),
        ("fallback: {plain: {on_fail: tell-leads}}", []),
        ("fallback: {plain: {then: close}, tell-leads: {after: plain}}", []),
        (
            f"fallback: {{plain: {{then: close}}, tell-leads: {{then: ~}}, "
            f"a: {{{DO}}}, b: {{{DO}}}}}",
            ["tell-leads"],
        ),
        (
            f"fallback: {{a: {{{DO}, on_fail: b}}, b: {{{DO}, on_fail: a}}, "
            "tell-leads: {then: close}}",
            ["a"],
        ),
        ("fallback: {tell-leads: {after: []}, plain: {then: close}}", ["tell-leads"]),
        (
            f"steps: {{a: {{{DECIDE}, after: settle, cases: {{x: escalate, y: plain}}}}, "
            f"b: {{{DO}, after: a}}, c: {{{DO}}}}}",
            ["b"],
        ),
        ("steps: {confirm: {after: close}}", ["confirm"]),
        (
            f"fallback: {{plain: {{then: close}}, tell-leads: {{then: close}}, "
            f"a: {{{DO}, on_fail: tell-leads}}}}",
            ["a"],
        ),
    ],
)
def test_a_step_is_lost_that_nothing_leads_to(tmp_path: Path, part: str, lost: list[str]) -> None:
    """Only the first one of those that follow one another."""
    assert said(tmp_path, part) == [("unreachable-step", name) for name in lost]


@pytest.mark.parametrize(
    ("part", "circle"),
    [
        ("steps: {settle: {then: revert}}", "revert → revert-index → settle → revert"),
        ("steps: {verify: {on_fail: revert}}", ""),
        ("steps: {close: {on_fail: close}}", ""),
        ("steps: {close: {then: close}}", "close → close"),
        ("steps: {confirm: {otherwise: confirm}}", ""),
        (
            f"steps: {{a: {{{DECIDE}, after: settle, otherwise: revert}}, verify: {{after: [a]}}}}",
            "",
        ),
        (f"steps: {{a: {{{DECIDE}, after: settle, then: revert, otherwise: stop}}}}", ""),
        ("fallback: {tell-leads: {then: revert}}", ""),
        ("fallback: {tell-leads: {then: plain}}", "plain → tell-leads → plain"),
        ("steps: {verify: {then: settle}}", "verify → settle → verify"),
        ("steps: {save: {after: revert-index}}", "save → revert → revert-index → save"),
    ],
)
def test_a_circle_needs_a_way_out(tmp_path: Path, part: str, circle: str) -> None:
    """An answer or a failure that leads back is one; nothing else is said of the circle."""
    findings = about_flow(tmp_path, part)
    shown = [finding.message.partition(": ")[2] for finding in findings]
    assert shown == [circle] * bool(circle)


def test_a_circle_is_shown_where_it_leads_back(tmp_path: Path) -> None:
    """In the `then`, or in the `after` of a step that waits for a later one."""
    (by_then,) = about_flow(tmp_path / "a", "steps: {settle: {then: revert}}")
    (by_after,) = about_flow(tmp_path / "b", "steps: {save: {after: revert-index}}")
    assert by_then.path == ("steps", "settle", "then")
    assert by_after.path == ("steps", "save", "after")


@pytest.mark.parametrize(
    ("part", "stuck"),
    [
        ("steps: {verify: {after: [settle, inform, close]}}", [("verify", 2)]),
        (
            "steps: {verify: {after: [settle, inform, close], on_fail: revert}}",
            [("verify", 2)],
        ),
        ("steps: {verify: {after: [settle, verify]}}", [("verify", 1)]),
        ("steps: {verify: {after: [settle, inform], on_fail: revert}}", []),
        ("steps: {revert: {after: [save, verify]}, verify: {on_fail: revert}}", [("revert", 1)]),
        ("steps: {revert: {after: [save, verify]}}", [("revert", 1)]),
        (
            "steps: {settle: {after: [revert-index, inform]}, inform: {after: [settle, approve]}}",
            [("inform", 0)],
        ),
        (
            f"steps: {{a: {{{DECIDE}, after: save, cases: {{x: revert, y: revert-index}}}}, "
            "revert: {then: settle}, settle: {after: [revert, revert-index]}}",
            [],
        ),
        (
            "steps: {verify: {after: [settle, inform, close]}, close: {after: [verify, inform]}}",
            [("verify", 2)],
        ),
        ("fallback: {tell-leads: {after: [plain, tell-leads]}}", [("tell-leads", 1)]),
    ],
)
def test_a_join_waits_for_what_can_come_before_it(
    tmp_path: Path, part: str, stuck: list[tuple[str, int]]
) -> None:
    """For other answers and after a failure, too; each knot is said once."""
    findings = about_flow(tmp_path, part)
    assert [(f.rule, f.path[1], f.path[3]) for f in findings] == [
        ("impossible-join", *where) for where in stuck
    ]


def test_a_decision_has_a_no(tmp_path: Path) -> None:
    """Not where its answers are listed; in the fallback, too."""
    part = f"fallback: {{tell-leads: {{{DECIDE}, do: ~, undo: ~}}}}"
    findings = [f for f in found(tmp_path, part) if f.rule == "decision-without-no"]
    assert [finding.path for finding in findings] == [("fallback", "tell-leads")]


def test_a_join_does_not_wait_for_what_is_lost(tmp_path: Path) -> None:
    """That is one mistake, and what follows the join can be reached."""
    part = f"""\
steps:
  verify: {{after: [settle, tell-leads]}}
  one: {{{DO}, after: verify}}
  two: {{{DO}, after: verify}}
  watch: {{check: no-errors, by: verifier, takes: 1m, after: [one, two], on_fail: verify}}
fallback:
  plain: {{then: close}}
  tell-leads: {{then: close}}
"""
    assert said(tmp_path, part) == [("unreachable-step", "tell-leads")]
