"""Bounds that a trigger and a check share."""

from __future__ import annotations

import json
from pathlib import Path

from tests.rules.laying import found

BOUNDS = [
    # fires, passes, range, lax
    ("< 0.92", ">= 0.98", "0..2", False),
    ("< 0.92", "> 0.92", "0..2", True),
    ("< 0.92", ">= 0.9", "0..2", True),
    ("<= 0.92", ">= 0.92", "0..2", True),
    ("<= 0.92", "> 0.93", "0..2", False),
    ("< 0.92", "== 1", "0..2", False),
    ("< 0.92", "== 0.5", "0..2", True),
    ("< 0.92", "< 0.98", "0..2", True),
    ("< 0.92", "!= 0", "0..2", True),
    ("< 1", ">= 1", "0..1", False),
    ("< 1", ">= 1", "0..2", True),
    ("< 1", ">= 1", "", True),
    ("> 900", "<= 120", "", False),
    ("> 900", "<= 900", "", True),
    ("> 900", "<= 1000", "", True),
    ("> 900", ">= 1000", "", True),
    ("> 0", "<= 0", "", False),
    ("> 0", "== 0", "", False),
    ("> 0", "<= 0", "-1..1", True),
    ("> 0", "< 0", "-1..1", True),
    (">= 2", "== 0", "0..60", False),
    (">= 2", "<= 2", "0..60", True),
    (">= 2", "< 2", "0..60", True),
    ("< -5", ">= -4", "", False),
    ("< -5", ">= -5", "", True),
    ("== 0", "== 1", "0..1", False),
    ("== 0", ">= 0", "0..1", True),
    ("!= 3", "== 3", "", False),
    ("!= 3", ">= 3", "", True),
]


def _lax(folder: Path, part: dict[str, object]) -> set[str]:
    findings = found(folder, json.dumps(part))
    return {str(f.path[1]) for f in findings if f.rule == "lax-recovery"}


def test_a_check_is_stricter_than_its_trigger(tmp_path: Path) -> None:
    """At the threshold itself only where no value is better."""
    names = [f"m{index}" for index in range(len(BOUNDS))]
    rows = dict(zip(names, BOUNDS, strict=True))
    part = {
        "metrics": {n: {"name": n, **({"range": r[2]} if r[2] else {})} for n, r in rows.items()},
        "triggers": {n: {"symptom": "errors", "metric": n, "when": r[0]} for n, r in rows.items()},
        "checks": {n: {"metric": n, "expect": row[1]} for n, row in rows.items()},
        "steps": {"verify": {"check": names}},
    }
    assert _lax(tmp_path, part) == {name for name, row in rows.items() if row[3]}


def test_one_strict_check_is_enough(tmp_path: Path) -> None:
    """A lax one may be read on the way."""
    part = {
        "checks": {"better": {"metric": "clicks", "expect": ">= 0.3"}},
        "steps": {"watch": {"check": ["better"], "by": "verifier", "takes": "5m"}},
    }
    assert _lax(tmp_path, part) == set()


def test_the_strictest_trigger_counts(tmp_path: Path) -> None:
    """The check is named once, though it is too lax for several."""
    when = {"symptom": "accuracy", "metric": "clicks"}
    part = {
        "triggers": {
            "fewer": {**when, "when": "< 0.5"},
            "slightly-fewer": {**when, "when": "< 0.6"},
        }
    }
    (finding,) = [f for f in found(tmp_path, json.dumps(part)) if f.rule == "lax-recovery"]
    assert finding.path == ("checks", "clicks-back", "expect")
    assert (
        finding.message
        == "check 'clicks-back' passes at '>= 0.46' and trigger 'fewer' fires at '< 0.5'"
    )
