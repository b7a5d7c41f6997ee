"""Numbers, days and texts that no command writes: each is refused in a sentence, or told."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.auditing import Change, alter, cloned, content, written
from tests.publishing.repositories import WHO, Clone, Remote
from tests.publishing.repositories import publish_within as publish
from tests.publishing.repositories import rollbook_within as rollbook
from tests.sites import BIN, EPOCH

Mail = tuple[Remote, Clone]


@pytest.fixture
def clone(published: Remote, tmp_path: Path) -> Clone:
    """A clone of a handbook with two editions, whose branch may be altered."""
    return cloned(published, tmp_path / "clone")


def on(clone: Clone, *command: str, **environment: str) -> str:
    """What is said by a command that cannot do it, which has to be without a traceback."""
    result = rollbook(clone, *command, **environment)
    assert result.code != 0, result.output
    return result.output


# Days and moments that are asked for


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("20260101", "2026.1"),
        ("2026-W01-4", "2026.1"),
        ("2026W014", "2026.1"),
        ("20260201T0900", "2026.2"),
        ("2026-02-01 08:59:59.9", "2026.1"),
        ("2026-02-01T10:30+02:00", "2026.1"),
        ("0001-01-01", ""),
        ("0999-12-31T00:00", ""),
        ("9999-12-31", "2026.2"),
        ("99991231T235959", "2026.2"),
    ],
)
def test_a_day_is_written_as_iso_8601_has_it(clone: Clone, day: str, found: str) -> None:
    """All that day; and where nothing was in force, that is said."""
    said = rollbook(clone, "editions", "--on", day)
    assert said.code == 0, said.output
    assert said.output.split()[0] == (found or "no"), said.output
    assert (f"no edition was in force on {day}" in said.output) == (not found)


@pytest.mark.parametrize(
    "day",
    [
        *("0001-01-01T00:00+14:00", "9999-12-31T23:00-14:00", "2026-02-30", "2026-13-01"),
        *("10000-01-01", "2026-1-1", "26-01-01", "２０２６-01-01", "2026-01-01\n", ""),
        *("yesterday", "1" * 5000, "2026-01-01T25:00", "2026-01-01T00:00+99:00"),
    ],
)
def test_what_is_no_day_is_refused(clone: Clone, day: str) -> None:
    """With one to go by."""
    for form in ("text", "json"):
        said = on(clone, "editions", "--on", day, "--format", form)
        assert "is no day: write one such as 2026-03-05" in said


@pytest.mark.parametrize("given", ["²", "-1", "1e9", "soon", "253402300800", "9" * 5000])
@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "ROLLBOOK_NOW"])
def test_a_moment_of_the_environment_is_a_number_of_seconds(
    clone: Clone, name: str, given: str
) -> None:
    """To ignore another one would publish it as of today."""
    for command in (["publish", "2026.3"], ["check"]):
        if name == "SOURCE_DATE_EPOCH" or command[0] == "publish":
            said = on(clone, *command, **{"ROLLBOOK_NOW": EPOCH, name: given})
            assert f"{name} is '" in said
            assert "seconds since 1970" in said


# What is kept for very long


@pytest.mark.parametrize("place", ["mkdocs.yml", "the ledger"])
def test_an_edition_may_be_kept_for_longer_than_the_calendar(clone: Clone, place: str) -> None:
    retention = "9999999d"
    if place == "mkdocs.yml":
        config = (clone.folder / "mkdocs.yml").read_text("utf-8")
        clone.write({"mkdocs.yml": config.replace("downloads: false", f"retention: {retention}")})
    else:
        alter(clone, with_entry(clone, "2026.1", retention=retention))
    result = rollbook(clone, "prune", "--keep", "1", ROLLBOOK_NOW="253402300799")
    assert result.code == 0, result.output
    assert "2026.1 stays: it is to be kept for longer than the calendar goes" in result.output


# Commits of no day


def dated(clone: Clone, ref: str, date: str) -> str:
    """The commit of a ref once more, with this as its day in the place of its own."""
    text = clone.git("cat-file", "commit", ref).replace("\ngpgsig", "\nx-gpgsig")
    lines = text.split("\n")
    end = lines.index("")
    for place, line in enumerate(lines[:end]):
        if line.startswith(("author ", "committer ")):
            lines[place] = f"{line.rpartition('> ')[0]}> {date}"
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=clone.folder,
        input="\n".join(lines).encode(),
        capture_output=True,
        env={**os.environ, **WHO},
        check=True,
    )
    commit = done.stdout.decode().strip()
    clone.git("update-ref", ref, commit)
    return commit


DATES = (
    *("253402300800 +0000", "99999999999999999999999 +0000", "-1 +0000", "-99999999999 +0000"),
    *("0 +0000", "1767258000 +9999", "1767258000 -999999999", "soon", "", "1e3 +0000"),
)


@pytest.mark.parametrize("date", DATES)
def test_a_commit_of_the_branch_may_be_of_any_day(clone: Clone, date: str) -> None:
    """Whoever made it chose that; every command goes on, and verifying names the commit."""
    alter(clone, {"editions.json": None})
    dated(clone, "refs/heads/gh-pages", date)
    assert rollbook(clone, "editions").code == 0
    found = rollbook(clone, "verify", "2026.2", "--format", "json")
    assert found.code == 1
    assert json.loads(found.output[found.output.index("{") :])["verdict"] == "failed"
    retracted = rollbook(clone, "retract", "2026.2", "--reason", "Wrong")
    assert retracted.code == 0, retracted.output


@pytest.mark.parametrize("date", ["253402300800 +0000", "9" * 30 + " +0000", "-1 +0000", "soon"])
def test_an_edition_of_no_day_is_refused(mail: Mail, date: str) -> None:
    """It can be given one."""
    _, clone = mail
    dated(clone, "refs/heads/main", date)
    said = on(clone, "publish", "2026.3", SOURCE_DATE_EPOCH="")
    assert "the day of its commit is none: name another with SOURCE_DATE_EPOCH" in said
    if date == DATES[0]:
        assert publish(clone, "2026.3").code == 0


# What stands on the branch


def with_entry(clone: Clone, edition: str, **changes: object) -> dict[str, Change]:
    """Another entry of an edition in the ledger."""
    ledger = json.loads(content(clone, "editions.json"))
    entry = next(entry for entry in ledger["editions"] if entry["edition"] == edition)
    entry |= changes
    return {"editions.json": written(ledger)}


HALF = "\ud800"
"""Half of a character, as JSON can spell it and no text can hold it."""


def spelt(value: Any) -> bytes:
    """JSON in ASCII."""
    return json.dumps(value).encode()


@pytest.mark.parametrize("name", ["editions.json", "addresses.json", "versions.json", "manifest"])
def test_half_a_character_is_no_text(clone: Clone, name: str) -> None:
    """A file with one is read as one that is broken, whatever it says."""
    path = "2026.2/rollbook-manifest.json" if name == "manifest" else name
    value = json.loads(content(clone, path))
    if name == "editions.json":
        value["editions"][0]["retracted"] = {"day": "2026-01-01", "reason": f"Bad {HALF}"}
    elif name == "addresses.json":
        value["sops"][f"a{HALF}"] = value["sops"].pop("spam-filter")
    elif name == "versions.json":
        value[0]["title"] = HALF
        value[0]["aliases"].append(f"a{HALF}")
    else:
        value["sops"]["spam-filter"]["title"] = HALF
        value["files"][HALF] = value["files"]["index.html"]
    alter(clone, {path: spelt(value)})
    for form in ("text", "json"):
        said = rollbook(clone, "editions", "--format", form)
        assert (said.code, "2026.1" in said.output) == (0, True), said.output
    assert rollbook(clone, "verify", "2026.2").code == 1
    retracted = rollbook(clone, "retract", "2026.1", "--reason", "Wrong")
    assert retracted.code == 0, retracted.output


@pytest.mark.parametrize(
    "changes",
    [
        {"published": "2026-13-45T00:00:00Z"},
        {"published": "2026-01-01T25:00:00Z"},
        {"published": "٢٠٢٦-01-01T00:00:00Z"},
        {"in_force": [{"since": "2026-02-30T00:00:00Z", "until": None}]},
        {"retention": "9" * 5000 + "d"},
        {"commit": "HEAD"},
    ],
)
def test_a_ledger_with_a_moment_of_no_calendar_is_broken(
    clone: Clone, changes: dict[str, object]
) -> None:
    """It is made again from what it was before."""
    alter(clone, with_entry(clone, "2026.1", **changes))
    assert rollbook(clone, "verify", "2026.1").code == 1
    said = rollbook(clone, "editions", "--on", "2026-01-15")
    assert said.output.split()[0] == "2026.1"
    assert rollbook(clone, "retract", "2026.2", "--reason", "Wrong").code == 0


def test_a_ledger_that_says_two_things_of_an_edition_is_broken(clone: Clone) -> None:
    """Readers would take one of them, and the handbook's own pages the other."""
    ledger = json.loads(content(clone, "editions.json"))
    ledger["editions"].append({**ledger["editions"][0], "retracted": None, "in_force": []})
    alter(clone, {"editions.json": written(ledger)})
    found = rollbook(clone, "verify", "2026.2")
    assert found.code == 1
    assert "editions.json" in found.output


@pytest.mark.parametrize("epoch", [253402300800, 10**30])
def test_an_edition_that_speaks_of_no_day_has_no_manifest(clone: Clone, epoch: int) -> None:
    path = "2026.2/rollbook-manifest.json"
    value = json.loads(content(clone, path))
    value["source"]["epoch"] = epoch
    alter(clone, {path: written(value)})
    assert rollbook(clone, "verify", "2026.2").code == 1
    on(clone, "publish", "2026.2")


# What somebody types


@pytest.mark.parametrize("reason", ["a\x1b[31mb", "a\u202eb", "a\u200bb", "a\ud800b"])
def test_a_reason_is_text_that_everybody_sees(clone: Clone, reason: str) -> None:
    """It stands on every page of the edition."""
    said = on(clone, "retract", "2026.2", "--reason", reason)
    assert "the reason holds U+" in said


def test_bytes_that_are_no_text_are_refused_on_the_command_line(clone: Clone) -> None:
    """Python hands them on as halves of characters."""
    for arguments in (
        [b"retract", b"2026.2", b"--reason", b"a\xffb"],
        [b"retract", b"2026\xff", b"--reason", b"Wrong"],
        [b"editions", b"--branch", b"a\xff"],
        [b"editions", b"--remote", b"a\xff"],
        [b"editions", b"--on", b"a\xff"],
        [b"verify", b"2026\xff"],
        [b"publish", b"2026.3", b"a\xff"],
        [b"diff", b"a\xff"],
    ):
        with contextlib.chdir(clone.folder):
            done = subprocess.run(
                [os.fsencode(BIN / "rollbook"), *arguments],
                env={**os.environ, **WHO},
                capture_output=True,
            )
        assert done.returncode in (1, 2), done
        assert b"Traceback" not in done.stderr, done.stderr


@pytest.mark.parametrize(
    "site",
    [
        *(
            "https://[mail",
            "javascript:alert(1)",
            "javascript://x/%0aalert(1)",
            "mail.acme.example",
        ),
        *("https://", "https://a b/", "https://mail.acme.example/\\ud800", "//evil.example/"),
        *("https://mail.acme.example/?a=b", "https://mail.acme.example/#a", "file:///srv"),
        *("https://mail.acme.example/'><script>", "https://mail.acme.example/\\\\a"),
    ],
)
def test_the_address_of_the_site_is_one_of_the_web(clone: Clone, site: str) -> None:
    """Pages at the root name it to search engines, and begin their links with its path."""
    config = (clone.folder / "mkdocs.yml").read_text("utf-8")
    old = "https://mail.acme.example/handbook/"
    clone.write({"mkdocs.yml": config.replace(old, f'"{site}"')})
    said = on(clone, "retract", "2026.2", "--reason", "Wrong")
    assert "mkdocs.yml: site_url: " in said
    assert "is no address of a site" in said
