"""Checks that are missing, and checks that are there in another form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

NO_LOGS = "{checks: {no-errors: {logs: ~, over: ~, %s}}}"
SLOW = "slow: {symptom: latency, metric: slowness, when: '> 2'}"
SLOWER = "slower: {symptom: latency, metric: slowness, when: '> 4'}"
FAST = "fast: {metric: slowness, expect: '<= 0.5'}"
NOTHING_READ = "verify: {check: ~, do: Look., undo: none}"
HARM = "harm: {symptom: safety, judgement: Ten users are harmed}"


def _found(folder: Path, rule: str, part: str) -> list[tuple[str, ...]]:
    return [tuple(map(str, f.path)) for f in found(folder, part) if f.rule == rule]


@pytest.mark.parametrize(
    ("check", "is_missing"),
    [
        ("run: 'kubectl logs api | grep -c ERROR', expect: '0'", False),
        ("run: journalctl -u search -p err, expect: nothing", False),
        ("expect: ~, ask: Is the log free of errors?, by: verifier", False),
        ("run: git log -1, expect: 9f3c1e7", True),
        ("run: ops/catalog --login, expect: '0'", True),
        ("run: ops/search --log-level error --ping, expect: pong", True),
    ],
)
def test_logs_are_looked_at_in_many_ways(tmp_path: Path, check: str, is_missing: bool) -> None:
    """A command or a person can do it as well."""
    part = NO_LOGS % check
    assert _found(tmp_path, "logs-not-checked", part) == [("checks",)] * is_missing


def test_a_metric_can_count_lines_of_a_log(tmp_path: Path) -> None:
    """Monitoring counts them, too."""
    metric = "metrics: {errors: {name: Errors, query: 'sum(rate(log_lines{level=error}[5m]))'}}"
    part = f"{{{metric}, {(NO_LOGS % 'metric: errors')[1:]}"
    assert _found(tmp_path, "logs-not-checked", part) == []


@pytest.mark.parametrize(
    ("part", "places"),
    [
        (f"{{triggers: {{{SLOW}, {SLOWER}}}}}", [("triggers", "slow", "metric")]),
        (
            f"{{triggers: {{{SLOW}}}, checks: {{{FAST}}}}}",
            [("triggers", "slow", "metric")],
        ),
        (
            f"{{triggers: {{{SLOW}}}, checks: {{{FAST}}}, steps: {{{NOTHING_READ}}}}}",
            [],
        ),
    ],
)
def test_a_metric_is_missed_once(tmp_path: Path, part: str, places: list[tuple[str, ...]]) -> None:
    """Where no step reads any check at all, that is said instead."""
    findings = found(tmp_path, part)
    rules = ("metric-not-rechecked", "unread-check")
    assert [f.path for f in findings if f.rule in rules] == places


def test_a_check_that_is_there_is_named(tmp_path: Path) -> None:
    """It only has to be read."""
    part = f"{{triggers: {{{SLOW}}}, checks: {{{FAST}}}}}"
    (finding,) = [f for f in found(tmp_path, part) if f.rule == "metric-not-rechecked"]
    assert finding.hint == "let a 'check' step read 'fast'"


@pytest.mark.parametrize(
    ("part", "places"),
    [
        (f"{{triggers: {{{HARM}}}}}", [("triggers", "harm", "symptom")]),
        (
            f"{{triggers: {{{HARM}, more: {{symptom: bias, judgement: Ten users}}}}}}",
            [("triggers", "harm", "symptom")],
        ),
        (f"{{triggers: {{{HARM}}}, checks: {{clicks-back: {{sign: approver}}}}}}", []),
        (
            f"{{triggers: {{{HARM}}}, checks: "
            f"{{more: {{ask: Well?, by: verifier, sign: verifier}}}}}}",
            [("triggers", "harm", "symptom")],
        ),
        ("{triggers: {few-clicks: {symptom: errors}}}", []),
    ],
)
def test_somebody_signs_that_the_harm_is_over(
    tmp_path: Path, part: str, places: list[tuple[str, ...]]
) -> None:
    """In a check that is read; for other symptoms nobody has to."""
    assert _found(tmp_path, "unsigned-confirmation", part) == places


def test_the_check_of_the_metric_is_proposed(tmp_path: Path) -> None:
    """It shows the end of what the trigger is about."""
    (finding,) = found(tmp_path, "triggers: {few-clicks: {symptom: safety}}")
    assert finding.hint.endswith("such as 'clicks-back'")


@pytest.mark.parametrize(
    ("part", "places"),
    [
        (f"{{checks: {{{FAST}}}}}", [("checks", "fast")]),
        (
            f"{{checks: {{{FAST}}}, fallback: "
            "{plain: {}, look: {check: [fast], by: verifier, takes: 1m}}}",
            [],
        ),
        (f"{{steps: {{{NOTHING_READ}}}}}", []),
        (
            f"{{steps: {{{NOTHING_READ}, revert: {{restores: ~}}, "
            "revert-index: {restores: ~}}}",
            [("checks",)],
        ),
    ],
)
def test_a_check_is_read_by_some_step(
    tmp_path: Path, part: str, places: list[tuple[str, ...]]
) -> None:
    """Where none is read, that is one mistake, and `restored-not-checked` says it first."""
    assert _found(tmp_path, "unread-check", part) == places


def test_an_unread_check_of_logs_or_users_is_said_once(tmp_path: Path) -> None:
    """It is there, and nobody reads it."""
    part = "steps: {verify: {check: [right-version, clicks-back]}}"
    findings = found(tmp_path, part)
    assert [(f.rule, f.path[1]) for f in findings] == [
        ("unread-check", "no-errors"),
        ("unread-check", "looks-right"),
    ]
