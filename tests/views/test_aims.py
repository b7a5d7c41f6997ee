"""The target that a step prints: on the page, on paper and in Act now."""

from __future__ import annotations

import re
from html import unescape

import pytest

from rollbook.views.dossier import Dossier
from rollbook.views.pictures import flow_figure
from rollbook.views.sop import SOP_BLOCKS
from rollbook.views.sop.checks import row
from rollbook.views.sop.notices import message
from rollbook.views.sop.steps import card
from tests.diagrams.dossiers import own
from tests.model import procedures
from tests.model.procedures import dossier

TARGETS = """targets:
  base: [{ref: "mlflow:base/2"}, {ref: "mlflow:base/1"}]
"""
RUN = "run: 'put ${targets.base}', by: executor, undo: none, takes: 1m, restores: base"
STEPS = f"""
turn: {{{RUN}, on_fail: older}}
sure: {{test, takes: 1m}}
"""
OFF = "off: {run: 'put off ${targets.base}', by: executor, undo: none, takes: 1m, after: []}"
OLDER = f"older: {{{RUN}, on_fail: off, then: sure}}\n{OFF}"


def made(steps: str, fallback: str = "") -> Dossier:
    return dossier(steps, fallback, targets=TARGETS)


def acted(found: Dossier) -> tuple[str, str]:
    """The steps of Act now, and the sheet."""
    steps, _, paper = str(SOP_BLOCKS["run"](found)).partition('class="rb rb-sheet"')
    return steps, words(paper)


def words(html: object) -> str:
    apart = re.sub(r"</(?:p|pre)>", " ", str(html))
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).split())


def told(found: Dossier, name: str) -> list[str]:
    """The command of a step, each with another target, and what is said of targets."""
    shown = card(found, name)
    others = [f"{words(other.when)} {words(other.command)}" for other in shown.others]
    facts = [words(fact.text) for fact in shown.facts if fact.label == "Target"]
    return [words(shown.command), *others, *facts]


def test_a_step_that_stands_for_the_next_target_prints_it() -> None:
    """Not the one that has just failed."""
    found = made(STEPS, OLDER)
    assert told(found, "turn") == ["put base/2"]
    assert told(found, "older") == ["put base/1"]


def test_where_ways_differ_each_target_has_its_condition() -> None:
    """A step that is offered again, and one behind both."""
    again = made(STEPS.replace(", on_fail: older", ", on_fail: off"), OFF)
    assert told(again, "turn") == ["put base/2", "Once base/2 has failed: put base/1"]
    behind = made(STEPS + "tidy: {do: 'Note ${targets.base}.', by: executor, takes: 1m}", OLDER)
    assert told(behind, "tidy")[1:] == ["Base: once base/2 has failed, base/1"]


def test_where_none_is_left_the_last_is_marked_as_failed() -> None:
    """Never a blank."""
    found = made(STEPS.replace(", on_fail: older", ", on_fail: off"), OFF)
    assert told(found, "off") == [
        "put off base/1",
        "Base: base/1 has failed, and no other is left",
    ]
    (fact,) = [fact for fact in card(found, "off").facts if fact.label == "Target"]
    assert fact.tone == "warn"


def test_paper_prints_the_same() -> None:
    """Each command with its target, what is checked, and the condition of the next."""
    found = made(STEPS.replace(", on_fail: older", ", on_fail: off"), OFF)
    _, printed = acted(found)
    assert "put base/2 Once base/2 has failed: put base/1" in printed
    assert "put off base/1" in printed
    assert "base/1 has failed, and no other is left" in printed


def test_a_box_of_the_flow_names_it_too() -> None:
    """What is done by hand says which target."""
    by_hand = "older: {do: 'Put ${targets.base} back.', by: executor, takes: 1m, restores: base}"
    boxes = {node.name: node for node in flow_figure(made(STEPS, by_hand)).nodes}
    assert boxes["older"].items[0].text == "Put base/1 back."


def test_act_now_shows_one_target_at_a_time() -> None:
    """A script puts the one in use into it."""
    found = made(STEPS.replace(", on_fail: older", ", on_fail: off"), OFF)
    steps, _ = acted(found)
    assert "rb-step__other" not in steps
    assert "put base/2" in words(steps)


@pytest.mark.parametrize(
    ("sop", "one", "other"),
    [
        ("inference-latency", "revert-runtime", "older-runtime"),
        ("feature-pipeline-inputs", "restore-pipeline", "older-pipeline"),
        ("support-assistant-prompt", "revert-model", "older-model"),
        ("support-assistant-prompt", "revert-guardrails", "guardrails-copy"),
    ],
)
def test_no_fallback_prints_what_has_just_failed(sop: str, one: str, other: str) -> None:
    """In the procedures of this repository."""
    found = own()[sop]
    assert words(card(found, one).command) != words(card(found, other).command)
    assert words(card(found, other).command) in acted(found)[1]


CHECKS = """checks:
  seen: {run: "show ${targets.base}", expect: "${targets.base}"}
  older: {run: "show ${targets.base}", expect: "${targets.base}"}
  unread: {run: "show ${targets.base}", expect: "${targets.base}"}
"""
NOTICES = """
notices:
  back: {to: [ops], within: 5m, say: "It is ${targets.base}."}
  down: {to: [ops], within: 5m, say: "Not even ${targets.base}."}
"""


def test_lists_of_checks_and_notices_name_what_is_in_use_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not the first target of the file; a command in which it varies keeps its gap."""
    monkeypatch.setattr(procedures, "SOP", procedures.SOP.replace("checks:\n", CHECKS))
    found = dossier(
        STEPS.replace("{test", "{check: seen, by: verifier")
        + "tell: {notify: back, by: executor, takes: 1m}",
        f"older: {{{RUN}, on_fail: off}}\n"
        "see: {check: older, by: verifier, takes: 1m, then: sure}\n"
        f"{OFF}\ndown: {{notify: down, by: executor, takes: 1m}}",
        NOTICES,
        targets=TARGETS,
    )
    read = {name: row(found, name) for name in ("seen", "older", "unread")}
    assert {name: (words(r.command), words(r.expect)) for name, r in read.items()} == {
        "seen": ("show ${targets.base}", "base/2 or base/1"),
        "older": ("show base/1", "base/1"),
        "unread": ("show base/2", "base/2"),
    }
    assert words(message(found, "back").say) == "It is base/2 or base/1."
    assert words(message(found, "down").say) == "Not even base/1 (failed)."


def test_a_box_of_the_flow_names_each_target_that_can_be_in_use() -> None:
    """What is done by hand behind both."""
    behind = STEPS + "tidy: {do: 'Note ${targets.base}.', by: executor, takes: 1m}"
    boxes = {node.name: node for node in flow_figure(made(behind, OLDER)).nodes}
    assert boxes["tidy"].items[0].text == "Note base/2 or base/1."
