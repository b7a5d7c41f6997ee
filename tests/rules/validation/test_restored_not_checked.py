"""Components that are back, as far as anybody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found
from tests.rules.steps.test_ways import DECIDE, STEP

BY_HAND = "run: ~, do: Put the index back., expect: ~, undo: Take it back."
WITH_CHECK = f"""\
steps:
  revert-index: {{{BY_HAND}}}
  verify: {{check: [right-version, clicks-back, no-errors, looks-right, more]}}
checks:
  more: %s
"""

ENOUGH = f"enough: {{{DECIDE}, after: verify, cases: {{x: watch, y: back}}}}"
BACK = f"back: {{run: x, {STEP}, restores: model"
WATCH = "watch: {check: no-errors, by: verifier, takes: 1m, then: close}"


def _messages(folder: Path, part: str) -> list[str]:
    return [f.message for f in found(folder, part) if f.rule == "restored-not-checked"]


@pytest.mark.parametrize(
    "check",
    [
        "{run: 'ops/index --show', expect: 'yes'}",
        "{run: ops/x, expect: '${targets.index}'}",
        "{run: ops/x, expect: 'the index is back'}",
        "{ask: Does the search index answer?, by: verifier}",
        "{logs: 'service=index level=error', expect: '== 0'}",
    ],
)
def test_a_check_shows_what_the_step_does_not(tmp_path: Path, check: str) -> None:
    """By the component's id, its name, its target or the command for what is live."""
    assert _messages(tmp_path, WITH_CHECK % check) == []


def test_nothing_may_show_whether_it_is_back(tmp_path: Path) -> None:
    """A step without an `expect`, and checks of other things."""
    part = f"steps: {{revert-index: {{{BY_HAND}}}}}"
    missing = "no check mentions 'index', and 'revert-index' has no 'expect'"
    assert _messages(tmp_path, part) == [missing]


def test_a_metric_can_be_of_the_component(tmp_path: Path) -> None:
    """Its name or its query may say so."""
    metric = '{name: Age of the search index, query: "search:age"}'
    part = f"metrics: {{age: {metric}}}\n{WITH_CHECK}" % '{metric: age, expect: "<= 60"}'
    assert _messages(tmp_path, part) == []


@pytest.mark.parametrize(
    ("steps", "messages"),
    [
        (
            "verify: {check: ~, do: Look., undo: none}",
            ["no check step comes after 'model' and 'index' are back"],
        ),
        ("which: {decide: Well?, by: verifier, takes: 1m, after: settle, otherwise: close}", []),
        ("verify: {phase: review}", []),
    ],
)
def test_a_check_step_follows(tmp_path: Path, steps: str, messages: list[str]) -> None:
    """On one of the ways; where there is none, that is said once."""
    assert _messages(tmp_path, f"steps: {{{steps}}}") == messages


def test_a_check_after_a_failure_is_none(tmp_path: Path) -> None:
    """Nobody gets there when all goes well."""
    part = """\
steps:
  verify: {check: ~, do: Look., undo: none}
fallback:
  plain: {on_fail: look}
  look: {check: [right-version], by: verifier, takes: 2m}
"""
    assert len(_messages(tmp_path, part)) == 1


def test_the_fallback_is_not_held_to_it(tmp_path: Path) -> None:
    """It ends in what can be had at night."""
    part = "fallback: {plain: {restores: model}}"
    assert _messages(tmp_path, part) == []


@pytest.mark.parametrize(
    ("part", "messages"),
    [
        (
            f"steps: {{close: {{after: ~}}, {ENOUGH}, {BACK}, then: close}}, {WATCH}}}",
            ["no check step comes after 'model' is back"],
        ),
        (
            f"steps: {{close: {{on_fail: back}}}}\nfallback: {{{BACK}}}}}",
            ["no check step comes after 'model' is back on the way close: failed → back"],
        ),
        (
            f"steps: {{close: {{on_fail: back}}}}\nfallback: {{{BACK}, then: verify}}}}",
            [],
        ),
    ],
)
def test_what_goes_back_is_checked_on_every_way(
    tmp_path: Path, part: str, messages: list[str]
) -> None:
    """Though all was checked before; each step once, and nothing is said of the end, too."""
    rules = ("restored-not-checked", "unverified-end", "dead-end")
    assert [f.message for f in found(tmp_path, part) if f.rule in rules] == messages
