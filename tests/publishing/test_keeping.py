"""`rollbook retract`, `prune` and `editions`: what is taken out of use stays on record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.publishing.repositories import (
    CONFIG,
    FILES,
    Clone,
    Remote,
    copied,
    new_remote,
)
from tests.publishing.repositories import (
    publish_within as publish,
)
from tests.publishing.repositories import (
    rollbook_within as rollbook,
)
from tests.sites import Result

Mail = tuple[Remote, Clone]
A_DAY = 86_400
FIRST, SECOND = 1767258000, 1769936400
"""When 2026.1 and 2026.2 were published: 1 January and 1 February 2026, 9:00 UTC."""


def run(clone: Clone, *command: str, at: int = SECOND + 40 * A_DAY) -> Result:
    return rollbook(clone, *command, SOURCE_DATE_EPOCH=str(at))


def test_a_retracted_edition_stays_and_the_one_before_is_in_force(mail: Mail) -> None:
    """Its pages are the same to the byte; the reason stands in the ledger."""
    remote, clone = mail
    before = remote.trees()
    result = run(
        clone, "retract", "2026.2", "--reason", "Step 3 reverts\n the wrong model", "--push"
    )
    assert result.code == 0, result.output
    after = remote.trees()
    assert after["2026.2"] == before["2026.2"]
    assert after["latest"] == before["2026.1"]
    ledger = remote.json("editions.json")
    assert ledger["current"] == "2026.1"
    newest, first = ledger["editions"]
    assert newest["retracted"] == {"day": "2026-03-13", "reason": "Step 3 reverts the wrong model"}
    assert newest["in_force"][-1]["until"] == first["in_force"][-1]["since"]
    assert first["in_force"][-1]["until"] is None
    titles = [entry["title"] for entry in remote.json("versions.json")]
    assert titles == ["2026.2 (retracted)", "2026.1"]
    page = remote.file("editions/2026.2/index.html").decode()
    assert "Step 3 reverts the wrong model" in page
    again = run(clone, "retract", "2026.2", "--reason", "Step 3 reverts the wrong model", "--push")
    assert (again.code, "already" in again.output) == (0, True)
    other = run(clone, "retract", "2026.2", "--reason", "Another reason", "--push")
    assert (other.code, "Step 3 reverts" in other.output) == (1, True)
    taken = publish(clone, "2026.2", "--push")
    assert (taken.code, "was retracted" in taken.output) == (1, True)


def test_where_every_edition_is_retracted_none_is_in_force(mail: Mail) -> None:
    """The root of the site says so, and the next edition is in force again."""
    remote, clone = mail
    for edition in ("2026.2", "2026.1"):
        assert run(clone, "retract", edition, "--reason", "Wrong", "--push").code == 0
    assert remote.json("editions.json")["current"] is None
    assert "latest" not in remote.trees()
    names = remote.git("ls-tree", "--name-only", "gh-pages").split()
    assert not {"llms.txt", "sitemap.xml"} & set(names)
    assert b"No edition is in force" in remote.file("index.html")
    assert publish(clone, "2026.3", "--push").code == 0
    assert remote.json("editions.json")["current"] == "2026.3"
    assert 'href="latest/"' in remote.file("index.html").decode()
    since = remote.json("2026.3/rollbook-manifest.json")["since"]
    assert since is None


def test_a_retraction_needs_an_edition_and_a_reason(mail: Mail) -> None:
    """And says which editions there are."""
    _, clone = mail
    unknown = run(clone, "retract", "2026.9", "--reason", "Wrong")
    assert unknown.code == 1
    assert "2026.2, 2026.1" in unknown.output
    assert run(clone, "retract", "2026.2").code == 2
    assert run(clone, "retract", "2026.2", "--reason", " \n").code == 2
    dry = run(clone, "retract", "2026.2", "--reason", "Wrong", "--push", "--dry-run")
    assert "Would retract 2026.2" in dry.output
    assert clone.git("for-each-ref", "refs/heads/gh-pages") == ""


@pytest.fixture(scope="module")
def long_kept(tmp_path_factory: pytest.TempPathFactory) -> Remote:
    """Four editions, a month apart, each to be kept for 60 days; 1.0 has an alias."""
    config = CONFIG.replace("downloads: false", "downloads: false, retention: 60d")
    folder = tmp_path_factory.mktemp("long-kept")
    remote, clone = new_remote(folder, {**FILES, "mkdocs.yml": config})
    for place, names in enumerate((["1.0", "latest", "stable"], ["1.1"], ["1.2"], ["1.3"])):
        at = str(FIRST + place * 30 * A_DAY)
        result = publish(clone, *names, "--push", SOURCE_DATE_EPOCH=at)
        assert result.code == 0, result.output
    return remote


@pytest.mark.parametrize(
    ("days", "removed"), [(119, []), (121, ["1.1"]), (151, ["1.1", "1.2"]), (9999, ["1.1", "1.2"])]
)
def test_pages_go_when_nothing_asks_for_them_any_more(
    long_kept: Remote, tmp_path: Path, days: int, removed: list[str]
) -> None:
    """Not those in force, of an alias or inside their retention time; each is told with its why."""
    remote, clone = copied(long_kept, tmp_path)
    before = remote.trees()
    at = FIRST + days * A_DAY
    result = run(clone, "prune", "--keep", "1", "--push", at=at)
    assert result.code == 0, result.output
    after = remote.trees()
    assert sorted(before.keys() - after.keys()) == removed
    assert "1.0 stays: stable leads to it" in result.output
    for edition in {"1.1", "1.2"} - set(removed):
        assert f"{edition} stays: it is to be kept until 2026-" in result.output
    assert {name: after[name] for name in before if name in after and name[0] == "1"} == {
        name: tree for name, tree in before.items() if name[0] == "1" and name not in removed
    }
    assert remote.listed() == {"1.0", "1.1", "1.2", "1.3"} - set(removed)
    ledger = {entry["edition"]: entry for entry in remote.json("editions.json")["editions"]}
    assert {name for name, entry in ledger.items() if entry["pruned"]} == set(removed)
    assert remote.json("addresses.json")["sops"].keys() == {"spam-filter"}


def test_a_pruned_name_is_not_given_again(long_kept: Remote, tmp_path: Path) -> None:
    """And the tag stays, so that it can be made once more."""
    remote, clone = copied(long_kept, tmp_path)
    assert run(clone, "prune", "--keep", "3", "--push", at=FIRST + 999 * A_DAY).code == 0
    assert run(clone, "prune", "--keep", "1", "--push", at=FIRST + 999 * A_DAY).code == 0
    taken = publish(clone, "1.1", "--push")
    assert (taken.code, "its pages removed" in taken.output) == (1, True)
    assert remote.git("cat-file", "-t", "handbook/1.1") == "tag"
    said = run(clone, "editions").output
    assert "1.1  2026-01-31 – 2026-03-02" in said
    assert "pages removed on 2028-09-26" in said


def test_without_a_retention_time_nothing_is_removed(mail: Mail) -> None:
    """Somebody has to say how long an edition is to be kept."""
    remote, clone = mail
    before = remote.git("rev-parse", "gh-pages")
    result = run(clone, "prune", "--keep", "1", "--push", at=SECOND + 9999 * A_DAY)
    assert result.code == 0
    assert "2026.1 stays: nothing says how long" in result.output
    assert remote.git("rev-parse", "gh-pages") == before
    config = (clone.folder / "mkdocs.yml").read_text("utf-8")
    clone.write({"mkdocs.yml": config.replace("downloads: false", "retention: ten years")})
    assert "mkdocs.yml: retention: a duration is" in run(clone, "prune", "--keep", "1").output


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-12-31", []),
        ("2026-01-01", ["2026.1"]),
        ("2026-01-15", ["2026.1"]),
        ("2026-02-01", ["2026.2", "2026.1"]),
        ("2026-02-01T08:59", ["2026.1"]),
        ("2026-02-01T09:00", ["2026.2"]),
        ("2026-12-24", ["2026.2"]),
    ],
)
def test_what_was_in_force_on_a_day_is_told(mail: Mail, day: str, found: list[str]) -> None:
    """Or at a moment of it; an auditor asks for nothing else first."""
    said = run(mail[1], "editions", "--on", day)
    assert said.code == 0
    named = [line.split()[0] for line in said.output.splitlines() if line.startswith("2026")]
    assert named == found
    as_json = run(mail[1], "editions", "--on", day, "--format", "json").output
    assert [entry["edition"] for entry in json.loads(as_json)["editions"]] == found


def test_editions_says_what_there_is_and_needs(mail: Mail, tmp_path: Path) -> None:
    """Each with its time in force, its commit and its aliases; else what to fetch."""
    remote, clone = mail
    commits = [
        remote.json(f"{n}/rollbook-manifest.json")["source"]["commit"] for n in ("2026.2", "2026.1")
    ]
    assert run(clone, "editions").output == (
        f"2026.2  2026-02-01 – today       from {commits[0][:12]}; latest\n"
        f"2026.1  2026-01-01 – 2026-02-01  from {commits[1][:12]}\n"
    )
    assert run(clone, "editions", "--on", "yesterday").code == 2
    clone.git("update-ref", "-d", "refs/remotes/origin/gh-pages")
    nothing = run(clone, "editions")
    assert nothing.code == 2
    assert "git fetch origin gh-pages" in nothing.output
