"""Reviews, drills and approvals: when they are due, and what they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollbook.rules.rule import Place
from tests.rules.laying import CHANGED, findings_in, found, laid


def rules(folder: Path, part: str, place: Place = "sop", others: str = "") -> list[str]:
    """The rules that are broken."""
    return [finding.rule for finding in found(folder, part, place, others)]


@pytest.mark.parametrize(
    ("started", "others", "is_found"),
    [
        ("2026-11-10", "", False),
        ("2026-11-11", "", True),
        ("2026-11-11", "effective: 2026-11-11", False),
        ("2026-11-15", "effective: 2026-11-14", True),
        ("2026-11-15", "{effective: 2026-11-16, status: draft}", False),
    ],
)
def test_an_incident_counts_from_the_day_after_the_last_look(
    tmp_path: Path, started: str, others: str, is_found: bool
) -> None:
    """Be that a review, or an edition that came into force later."""
    broken = rules(tmp_path, f"started: {started}", "incident", others)
    assert broken == ["incident-not-reviewed"] * is_found


def test_an_incident_is_missed_where_the_next_review_is_announced(tmp_path: Path) -> None:
    """Or, without that, at the day on which the edition took effect."""
    part, others = "started: 2026-11-15", "effective: 2026-11-14"
    (finding,) = found(tmp_path / "a", part, "incident", others)
    assert finding.path == ("review",)
    (finding,) = found(tmp_path / "b", part, "incident", others + "\nreview: ~")
    assert finding.path == ("effective",)
    assert finding.message == (
        "incident 'INC-1' of 2026-11-15 has come since edition 2 took effect on 2026-11-14"
    )


@pytest.mark.parametrize(
    ("every", "status", "is_found"),
    [
        ("9d", "effective", True),
        ("10d", "effective", False),
        ("239h", "effective", True),
        ("241h", "effective", False),
        ("1s", "draft", False),
        ("9999999d", "effective", False),
    ],
)
@pytest.mark.parametrize("kind", ["review", "drill"])
def test_a_day_is_over_when_it_is_over(
    tmp_path: Path, kind: str, every: str, status: str, is_found: bool
) -> None:
    """On the day itself there is time left; a draft is not in force."""
    sops = laid(tmp_path, f"{{status: {status}, {kind}: {{every: {every}}}}}")
    record = sops / f"records/{kind}-ranker.yml"
    record.write_text(record.read_text().replace("2026-11-12", "2026-11-10"), "utf-8")
    broken = [finding.rule for finding in findings_in(sops)]
    assert broken.count(f"{kind}-overdue") == is_found


@pytest.mark.parametrize("kind", ["review", "drill"])
def test_what_was_never_done_is_due_after_coming_into_force(tmp_path: Path, kind: str) -> None:
    """The message names the day, as the page of the SOP does."""
    sops = laid(tmp_path, f"{kind}: {{every: 5d}}")
    (sops / f"records/{kind}-ranker.yml").unlink()
    (finding,) = findings_in(sops)
    assert finding.message == f"a {kind} was due on 2026-11-07"


@pytest.mark.parametrize(
    ("part", "place", "message"),
    [
        ("version: 1", "approval", "the procedure has changed since it was approved on 2026-11-02"),
        ("version: 3", "sop", "edition 2 was approved, and this is edition 3"),
    ],
)
def test_an_approval_is_of_this_procedure_and_edition(
    tmp_path: Path, part: str, place: Place, message: str
) -> None:
    """Of another one it says nothing."""
    (finding,) = found(tmp_path, part, place)
    assert (finding.rule, finding.message, finding.path) == ("unapproved", message, ("status",))


@pytest.mark.parametrize(("status", "is_found"), [("effective", True), ("draft", False)])
def test_what_is_in_force_was_approved(tmp_path: Path, status: str, is_found: bool) -> None:
    """A draft waits for it."""
    sops = laid(tmp_path, f"status: {status}")
    (sops / "records/approval-ranker.yml").unlink()
    messages = [finding.message for finding in findings_in(sops)]
    assert messages == ["edition 2 is effective, and nobody has approved it"] * is_found


def test_one_approval_of_this_edition_is_enough(tmp_path: Path) -> None:
    """An older one may stand beside it."""
    sops = laid(tmp_path)
    approval = (sops / "records/approval-ranker.yml").read_text("utf-8")
    older = approval.replace("version: 2", "version: 1")
    (sops / "records/approval-older.yml").write_text(older, "utf-8")
    assert findings_in(sops) == []


@pytest.mark.parametrize(
    ("globs", "others", "is_found"),
    [
        ('["serving/**"]', "", True),
        ('"*.py"', "", True),
        ('["*.py", "!serving/**"]', "", False),
        ('["docs/**"]', "", False),
        ('["serving/**"]', "effective: 2026-11-15", False),
        ('["serving/**"]', "effective: 2026-11-14", True),
    ],
)
def test_a_watched_file_was_changed_since_the_last_look(
    tmp_path: Path, globs: str, others: str, is_found: bool
) -> None:
    """What was changed before it was seen."""
    broken = rules(tmp_path, f"review: {{every: 180d, watch: {globs}}}", others=others)
    assert broken == ["watched-path-changed"] * is_found


def test_the_files_stand_in_the_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a baseline would not know the finding again; and no terminal acts on their names."""
    long = "serving/" + "deep/" * 20 + "\x1b[2Jname.py"
    monkeypatch.setitem(CHANGED, "serving/other.py", "2026-11-16")
    monkeypatch.setitem(CHANGED, long, "2026-11-18")
    (finding,) = found(tmp_path, 'review: {every: 180d, watch: ["serving/**"]}')
    assert finding.message == (
        "files that this SOP watches were changed since the last review on 2026-11-10"
    )
    assert "/deep/\ufffd[2Jname.py changed on 2026-11-18, and 2 others before" in finding.hint
    assert "\x1b" not in finding.hint
    assert len(finding.hint) < 200
