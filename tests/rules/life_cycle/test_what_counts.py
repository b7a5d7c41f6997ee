"""What records say was done, and what they only seem to say."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from rollbook.loading.folder import load
from rollbook.views.badges import drill as drill_badge
from rollbook.views.dossier import Dossier
from tests.rules.laying import TODAY, findings_in, found, laid

SHORT = "{review: {every: 5d}, drill: {every: 5d}}"
FOR_LONG = "{review: {every: 180d}, drill: {every: 180d}}"


def dated(folder: Path, kind: str, day: str, part: str = "") -> list[tuple[str, str]]:
    """The rules that are broken where a record is of another day, and the files in which."""
    sops = laid(folder, part)
    record = sops / f"records/{kind}-ranker.yml"
    lines = record.read_text("utf-8").splitlines()
    record.write_text("\n".join(f"date: '{day}'" if "date:" in x else x for x in lines), "utf-8")
    return [(finding.rule, Path(finding.file).name) for finding in findings_in(sops)]


@pytest.mark.parametrize("kind", ["approval", "review", "drill"])
@pytest.mark.parametrize("day", ["2026-11-22", "2062-11-12", "2099-01-01"])
def test_a_record_of_the_future_counts_for_nothing(tmp_path: Path, kind: str, day: str) -> None:
    """It is an error, and what it claims was not done."""
    silenced = {"approval": "unapproved"}.get(kind, f"{kind}-overdue")
    broken = dated(tmp_path, kind, day, FOR_LONG if kind == "approval" else SHORT)
    assert ("future-record", f"{kind}-ranker.yml") in broken
    assert (silenced, "ranker.yml") in broken


@pytest.mark.parametrize("kind", ["approval", "review", "drill"])
def test_a_record_of_today_is_of_today_in_every_time_zone(tmp_path: Path, kind: str) -> None:
    """It is tomorrow in Auckland already."""
    assert dated(tmp_path, kind, "2026-11-21", FOR_LONG) == []


@pytest.mark.parametrize(
    ("part", "counts"),
    [
        ("{}", True),
        ("result: failed", False),
        ("people: []", False),
    ],
)
def test_a_drill_counts_where_somebody_passed_it(tmp_path: Path, part: str, counts: bool) -> None:
    """The page says what was wrong with it, and when the next one was due."""
    findings = found(tmp_path, part, "drill", "drill: {every: 17d}")
    assert [f.rule for f in findings] == ["drill-overdue"] * (not counts)
    loaded = load([tmp_path / "sops"], tmp_path)
    assert loaded.handbook is not None
    dossier = Dossier(loaded.handbook, "ranker", TODAY)
    assert (drill_badge(dossier).tone == "bad") is not counts
    since = datetime.date(2026, 11, 12) if counts else dossier.sop.effective
    assert dossier.standing.drill_due == since + datetime.timedelta(days=17)


def test_a_lesson_is_done_on_a_day_that_has_come(tmp_path: Path) -> None:
    """Until then it is open, and overdue when its day is over."""
    part = "lessons: [{text: Look, action: Look, owner: leads, due: 2026-11-15, done: 2062-11-14}]"
    findings = found(tmp_path, part, "incident")
    assert sorted(finding.rule for finding in findings) == ["future-record", "overdue-lesson"]


def test_an_incident_of_the_future_has_not_happened(tmp_path: Path) -> None:
    """Nobody has to review the SOP for it."""
    findings = found(tmp_path, "started: 2062-11-15", "incident")
    assert [(f.rule, f.path) for f in findings] == [("future-record", ("started",))]


@pytest.mark.parametrize(
    ("effective", "is_found"), [("2027-11-21", False), ("2027-11-22", True), ("2062-11-02", True)]
)
def test_coming_into_force_within_a_year_is_a_plan(
    tmp_path: Path, effective: str, is_found: bool
) -> None:
    """Further away it is a slip, for which reviews and drills would wait."""
    keep = "targets: {model: {keep_until: 2063-12-31}, index: {keep_until: 2063-12-31}}"
    findings = found(tmp_path, f"effective: {effective}\n{keep}")
    assert [finding.rule for finding in findings] == ["effective-far-off"] * is_found


def test_no_target_was_proven_tomorrow(tmp_path: Path) -> None:
    """Neither the best one nor one behind it."""
    states = '[{ref: "mlflow:ranker/17", proven: 2026-10-20, keep_until: 2027-12-31}, {}]'
    second = '{ref: "mlflow:ranker/16", proven: 2062-10-20}'
    findings = found(tmp_path, f"targets: {{model: {states.replace('{}', second)}}}")
    mine = [(f.rule, f.path) for f in findings if f.rule == "stale-target"]
    assert mine == [("stale-target", ("targets", "model", 1, "proven"))]
