"""Metric triggers: what they leave out, and bounds that nothing crosses."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollbook.model.measures import Bound
from rollbook.rules.triggers.threshold_outside_range import _reached
from tests.rules.laying import found


@pytest.mark.parametrize(
    ("bound", "how"),
    [
        ("< 0", "never"),
        ("< 0.01", None),
        ("< 1", None),
        ("< 1.01", "always"),
        ("<= -0.01", "never"),
        ("<= 0", None),
        ("<= 1", "always"),
        ("> -0.01", "always"),
        ("> 0", None),
        ("> 1", "never"),
        (">= 0", "always"),
        (">= 1", None),
        (">= 1.01", "never"),
        ("== 1", None),
        ("== 2", "never"),
        ("!= 0", None),
        ("!= -1", "always"),
    ],
)
def test_both_ends_of_a_range_are_values_of_the_metric(bound: str, how: str | None) -> None:
    """A bound at an end can be met only by that end."""
    assert _reached(Bound.parse(bound), 0, 1) == how


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("triggers: {few-clicks: {when: '<= 1'}}", "trigger 'few-clicks' always fires"),
        ("checks: {clicks-back: {expect: '>= 46'}}", "check 'clicks-back' can never pass"),
        ("checks: {clicks-back: {expect: '<= 1'}}", "check 'clicks-back' always passes"),
        ("checks: {no-errors: {expect: '>= 0'}}", "check 'no-errors' always passes"),
        ("checks: {no-errors: {expect: '< 0'}}", "check 'no-errors' can never pass"),
        ("checks: {no-errors: {expect: '< 1'}}", None),
    ],
)
def test_a_check_has_a_bound_too(tmp_path: Path, part: str, message: str | None) -> None:
    """The lines of a log are at least none."""
    findings = [f for f in found(tmp_path, part) if f.rule == "threshold-outside-range"]
    assert [finding.message.split(",")[0] for finding in findings] == ([message] if message else [])
    assert all(finding.path[-1] in ("when", "expect") for finding in findings)


def test_a_metric_of_unknown_range_may_take_any_value(tmp_path: Path) -> None:
    """Nothing is said of what nobody has written."""
    part = "metrics: {clicks: {range: ~}}"
    others = "checks: {clicks-back: {expect: '>= 46'}}"
    assert found(tmp_path, part, "handbook", others) == []


def test_a_window_of_nothing_is_a_decision(tmp_path: Path) -> None:
    """One leaked secret is enough."""
    assert found(tmp_path, "triggers: {few-clicks: {for: 0s}}") == []


def test_missing_data_is_spoken_of_once_a_metric_and_where_it_can_be_mended(tmp_path: Path) -> None:
    """A metric of the SOP at its entry, one of the handbook where the SOP names it."""
    part = """
metrics:
  misses: {name: Empty results, range: "0..1"}
triggers:
  empty: {symptom: errors, metric: misses, when: "> 0.1", for: 5m, alert: a.yml#Empty}
  emptier: {symptom: errors, metric: misses, when: "> 0.2", for: 1m, alert: a.yml#Emptier}
checks:
  few-misses: {metric: misses, expect: "< 0.05", over: 5m}
steps:
  verify: {check: [right-version, clicks-back, no-errors, looks-right, few-misses]}
"""
    (finding,) = found(tmp_path, part)
    assert (finding.rule, finding.path) == ("metric-without-no-data", ("metrics", "misses"))


def test_a_metric_that_only_a_check_reads_may_have_no_data(tmp_path: Path) -> None:
    """A person looks at it."""
    part = "metrics: {slowness: {no_data: ~}}"
    others = """
checks: {fast: {metric: slowness, expect: "<= 0.5", over: 5m}}
steps: {verify: {check: [right-version, clicks-back, no-errors, looks-right, fast]}}
"""
    assert found(tmp_path, part, "handbook", others) == []
