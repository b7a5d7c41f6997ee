"""What came of a case is one sentence, wherever it stands."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from rollbook.loading.earlier import Earlier
from rollbook.loading.folder import Loaded, load
from rollbook.model.digest import procedure_digest
from rollbook.views import case
from rollbook.views.dossier import Dossier
from rollbook.views.handbook.incidents import incidents
from rollbook.views.library import Library
from rollbook.views.pictures import case_timeline_picture
from rollbook.views.practice.tabletop import tabletop
from rollbook.views.sop.examples import examples
from rollbook.views.sop.history import history
from rollbook.views.told import incident_told
from tests.model.procedures import HANDBOOK, SOP, TARGETS, TODAY

STEPS = """\
steps:
  confirm: {decide: Is it?, by: initiator, takes: 3m, otherwise: stop}
  pause: {do: It., by: executor, takes: 1m}
  revert: {do: It., by: executor, takes: 4m, restores: other, on_fail: desk}
  verify: {check: good, by: verifier, takes: 5m, on_fail: desk}
  close: {do: It., by: executor, takes: 9m}
fallback:
  desk: {do: It., by: executor, takes: 2m}
examples:
  night: {title: A night, trigger: bad, story: Long., incident: INC-1}
"""
CASES = {
    "confirm: 3m, pause: 1m, revert: 4m, desk: 2m": (
        "10 min, and never verified: the RTO of 40 min was not met"
    ),
    "confirm: 3m, pause: 1m, revert: 4m, verify: 27m, close: 9m": (
        "35 min, within the RTO of 40 min"
    ),
    "confirm: 3m, pause: 1m, revert: 4m, verify: 34m": "42 min, 2 min over the RTO of 40 min",
    "confirm: 3m": "3 min, then stopped: not held against the RTO",
    "verify: 3m, revert: 4m": (
        "7 min in all, not judged: no way of the procedure takes these steps in this order"
    ),
}


def written(folder: Path, times: str, procedure: str = "") -> Loaded:
    """A handbook with an incident, its example and a drill that took the same times."""
    records = folder / "sops/records"
    records.mkdir(parents=True, exist_ok=True)
    (folder / "sops/handbook.yml").write_text(HANDBOOK)
    (folder / "sops/one.yml").write_text(f"{SOP}{TARGETS}\n".replace("rto: 1h", "rto: 40m") + STEPS)
    if not procedure:
        procedure = digest(folder)
    common = f'sop: one\nprocedure: "{procedure}"\ntimes: {{{times}}}\n'
    (records / "INC-1.yml").write_text(
        f"record: incident\nid: INC-1\ntrigger: bad\nstarted: 2026-10-03\noutcome: So.\n{common}"
    )
    (records / "drill.yml").write_text(
        f"record: drill\nkind: live\ndate: 2026-10-09\npeople: [A]\nresult: failed\n{common}"
    )
    return read(folder)


def read(folder: Path) -> Loaded:
    loaded = load([folder / "sops"], folder)
    assert loaded.findings == (), loaded.findings
    return loaded


def digest(folder: Path) -> str:
    """Of the procedure as it stands there."""
    (folder / "sops/records/INC-1.yml").write_text(
        "record: incident\nid: INC-1\nsop: one\ntrigger: bad\nstarted: 2026-10-03\noutcome: So.\n"
        f'procedure: "sha256:{0:064}"\ntimes: {{}}\n'
    )
    handbook = read(folder).handbook
    assert handbook is not None
    return procedure_digest(handbook, handbook.sops["one"])


def library(loaded: Loaded) -> Library:
    assert loaded.handbook is not None
    return Library(loaded.handbook, TODAY, earlier=Earlier.of(loaded))


def timeline(dossier: Dossier) -> Markup:
    picture = case_timeline_picture(
        dossier, incident_told(dossier, dossier.handbook.incidents()[0])
    )
    return Markup(picture.timetable.description if picture else "")


PLACES: dict[str, Callable[[Dossier], Markup]] = {
    "the page of the incident": lambda d: case.incident(d, d.handbook.incidents()[0]),
    "the page of the example": lambda d: case.example(d, "night"),
    "the cards of examples": examples,
    "the tabletop": lambda d: tabletop(d, "night"),
    "the history, of incident and drill": history,
    "the timeline": timeline,
}


@pytest.mark.parametrize(("times", "sentence"), CASES.items(), ids=CASES.values())
def test_a_case_is_judged_in_one_sentence_everywhere(
    tmp_path: Path, times: str, sentence: str
) -> None:
    """Lists and pages never disagree, and nothing else is said of the RTO."""
    whole = library(written(tmp_path, times))
    dossier = whole.dossiers["one"]
    shown = {name: place(dossier) for name, place in PLACES.items()}
    shown["the list of incidents"] = incidents(whole)
    for name, html in shown.items():
        text = re.sub(r"\s+", " ", html.striptags())
        assert sentence in text, name
        others = {
            "within the RTO",
            "over the RTO of",
            "never verified",
            "held against",
            "not judged",
        }
        assert not [o for o in others if o in text and o not in sentence], name


def git(folder: Path, *arguments: str) -> None:
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@acme.example")
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(folder), *person, *arguments],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"], **nobody},
    )


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A repository in whose SOP the order of two steps was turned round after an incident."""
    loaded = written(tmp_path, "confirm: 3m, pause: 1m, revert: 4m, verify: 5m")
    assert loaded.handbook is not None
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "first")
    file = tmp_path / "sops/one.yml"
    text = file.read_text().replace("rto: 40m", "rto: 5m")
    pause = "  pause: {do: It., by: executor, takes: 1m}\n"
    file.write_text(text.replace(pause, "").replace("  close:", f"{pause}  close:"))
    return tmp_path


def sentence(loaded: Loaded) -> str:
    dossier = library(loaded).dossiers["one"]
    page = PLACES["the page of the incident"](dossier).striptags()
    return re.sub(r"\s+", " ", page).partition(" Procedure")[0]


EARLIER = "13 min, within the RTO of 40 min"
GONE = "13 min in all, not judged: its earlier procedure is not here"


def test_a_record_of_an_earlier_procedure_is_judged_by_that_one(changed: Path) -> None:
    """By its steps and its RTO, before the change is committed and after."""
    assert sentence(read(changed)) == EARLIER
    git(changed, "commit", "--quiet", "--all", "--message", "second")
    assert sentence(read(changed)) == EARLIER


def test_what_is_shared_is_a_part_of_the_earlier_procedure(changed: Path) -> None:
    """Where `handbook.yml` has changed since, it is read as it was then."""
    shared = changed / "sops/handbook.yml"
    shared.write_text(shared.read_text().replace("say: Told.", "say: Told again."))
    git(changed, "commit", "--quiet", "--all", "--message", "second")
    assert sentence(read(changed)) == EARLIER


@pytest.mark.parametrize("how", ["no git", "never there", "broken then", "a link"])
def test_a_procedure_that_is_gone_judges_nothing(changed: Path, how: str) -> None:
    """The page says so, and its steps follow one after the other."""
    if how == "no git":
        (changed / ".git").rename(changed / "was-git")
    else:
        git(changed, "update-ref", "-d", "HEAD")
        if how == "broken then":
            (changed / "sops/one.yml").write_text("steps: [")
        if how == "a link":
            (changed / "sops/one.yml").rename(changed / "sops/one.txt")
            (changed / "sops/one.yml").symlink_to("one.txt")
        text = (changed / "sops/one.yml").read_text()
        git(changed, "add", "--all")
        git(changed, "commit", "--quiet", "--message", "other")
        if how == "broken then":
            (changed / "sops/one.yml").write_text(text)
            git(changed, "rm", "--quiet", "--cached", "sops/one.yml")
            git(changed, "commit", "--quiet", "--message", "gone")
            written(changed, "confirm: 13m", f"sha256:{7:064}")
    loaded = read(changed)
    assert sentence(loaded) == GONE
    page = PLACES["the page of the incident"](library(loaded).dossiers["one"])
    assert "its time is not judged" in page


def test_git_is_asked_once_and_only_for_what_is_wanted(
    changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handbook whose records are of today's procedure never asks."""
    asked: list[str] = []
    from rollbook.loading import repository

    real = repository.git

    def counted(folder: Path, *arguments: str, **more: object) -> bytes:
        asked.append(arguments[0])
        return real(folder, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(repository, "git", counted)
    whole = library(read(changed))
    for _ in range(2):
        incidents(whole)
        history(whole.dossiers["one"])
        history(replace(whole.dossiers["one"]))
    assert sorted(asked) == ["cat-file", "cat-file", "log", "rev-parse"]
    asked.clear()
    today = written(changed, "confirm: 3m")
    incidents(library(today))
    assert asked == []


def test_a_step_that_nobody_noted_is_named(tmp_path: Path) -> None:
    """The check waited for it: it was done, and nobody knows how long it took."""
    loaded = written(tmp_path, "confirm: 3m, revert: 4m, verify: 5m")
    html = PLACES["the page of the incident"](library(loaded).dossiers["one"]).striptags()
    assert "Not noted, and taken as done: 2 Pause." in re.sub(r"\s+", " ", html)
