"""`rollbook verify`: no file beside an edition, and nothing of the ledger, is altered unnoticed."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rollbook.publishing.branch.ledger import LEDGER
from rollbook.publishing.edition.manifest import MANIFEST, digest_of
from tests.publishing.auditing import (
    Audit,
    Change,
    alter,
    checked_out,
    cloned,
    content,
    plumbing,
    verify,
    written,
)
from tests.publishing.repositories import Clone, Remote, new_remote
from tests.publishing.repositories import publish_within as publish
from tests.publishing.repositories import rollbook_within as rollbook

OLD, NOW, KEPT = "2026.9", "2026.11", "2026.10"
TIMES = {OLD: "1790000000", KEPT: "1792000000", NOW: "1795392000"}
RETRACTED = "1795992000"


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Remote:
    """Three editions: one that was retracted, one that an alias leads to, and one in force."""
    remote, clone = new_remote(tmp_path_factory.mktemp("published"))
    for edition, at in TIMES.items():
        aliases = ["latest", "long-term"] if edition == KEPT else []
        done = publish(clone, edition, *aliases, "--push", SOURCE_DATE_EPOCH=at)
        assert done.code == 0, done.output
    done = rollbook(
        clone, "retract", OLD, "--reason", "Step 3 is wrong", "--push", ROLLBOOK_NOW=RETRACTED
    )
    assert done.code == 0, done.output
    return remote


@pytest.fixture
def clone(remote: Remote, tmp_path: Path) -> Clone:
    """A clone that may be tampered with."""
    return cloned(remote, tmp_path / "clone")


def proved(clone: Clone, edition: str = NOW, *options: str) -> Audit:
    return verify(clone.folder, *options, edition=edition)


def failing(found: Audit) -> str:
    """All that the proofs say that failed."""
    return "\n".join(found.says(name) for name in found.outcomes("failed"))


def forged(clone: Clone, changes: dict[str, Change]) -> None:
    """Alter the newest commit itself, as whoever may push by force can."""
    parent, day = clone.git("log", "-1", "--format=%P %ct", "gh-pages").split()
    alter(clone, changes)
    tree = clone.git("rev-parse", "gh-pages^{tree}")
    made = clone.git("commit-tree", "-p", parent, "-m", "Retract", tree, day=f"{day} +0000")
    clone.git("update-ref", "refs/heads/gh-pages", made)


def paths(clone: Clone) -> list[str]:
    """Every file of the branch."""
    return clone.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()


def flipped(data: bytes, at: float = 0.5) -> bytes:
    """The same but for one bit; one more where there is nothing."""
    changed = bytearray(data or b" ")
    changed[int(len(changed) * at)] ^= 1
    return bytes(changed)


# Every file


@pytest.mark.parametrize("edition", [OLD, KEPT, NOW])
def test_what_was_not_touched_is_proved(clone: Clone, edition: str) -> None:
    """Of every edition, whatever became of it."""
    found = proved(clone, edition)
    assert (found.code, found.outcomes("not proven")) == (0, ["signature"]), found.output
    assert "every change of it was made as the commands make it: 4 changes" in found.says("ledger")


def test_each_file_of_an_edition_and_of_what_leads_to_it_is_named(clone: Clone) -> None:
    """One bit of each is another one."""
    for edition, alias in ((NOW, "latest"), (KEPT, "long-term")):
        mine = [p for p in paths(clone) if p.split("/")[0] in (edition, alias)]
        base = clone.git("rev-parse", "gh-pages")
        manifests = [f"{folder}/{MANIFEST}" for folder in (edition, alias)]
        rest = [path for path in mine if path not in manifests]
        alter(clone, {path: flipped(content(clone, path)) for path in rest})
        said = failing(proved(clone, edition))
        assert [path for path in rest if f"{path}: " not in said] == []
        clone.git("update-ref", "refs/heads/gh-pages", base)
        for path in manifests:
            alter(clone, {path: flipped(content(clone, path))})
            found = proved(clone, edition)
            assert (found.code, path.split("/")[1] in failing(found)) == (1, True), path
            clone.git("update-ref", "refs/heads/gh-pages", base)


@pytest.mark.parametrize("how", [alter, forged], ids=["later", "at once"])
def test_each_file_beside_the_editions_is_named(
    clone: Clone, how: Callable[[Clone, dict[str, Change]], object]
) -> None:
    """Whether it was altered by a commit of its own, or by one that was made in another's place."""
    base = clone.git("rev-parse", "gh-pages")
    editions = {OLD, KEPT, NOW, "latest", "long-term"}
    beside = [path for path in paths(clone) if path.split("/")[0] not in editions]
    assert {"t/spam-filter/lost/index.html", "index.html", "404.html", ".nojekyll"} < set(beside)
    assert {f"editions/{OLD}/index.html", "addresses.json", "rollbook-root.json"} < set(beside)
    for number, path in enumerate(beside):
        data = content(clone, path)
        for change in (flipped(data, number / len(beside)), None):
            how(clone, {path: change})
            found = proved(clone)
            assert (found.code, path in failing(found)) == (1, True), (path, found.output)
            assert how is forged or "of 2027-02-14 left it so: " in found.says("site")
            clone.git("update-ref", "refs/heads/gh-pages", base)


@pytest.mark.parametrize("name", [LEDGER, "addresses.json", "versions.json", "rollbook-root.json"])
def test_a_list_that_says_the_same_in_other_bytes_is_another_one(clone: Clone, name: str) -> None:
    """Nobody wrote it but by hand."""
    base = clone.git("rev-parse", "gh-pages")
    data = content(clone, name)
    for change in (data + b"\n", json.dumps(json.loads(data)).encode()):
        forged(clone, {name: change})
        found = proved(clone)
        assert (found.code, name in failing(found)) == (1, True), found.output
        clone.git("update-ref", "refs/heads/gh-pages", base)


@pytest.mark.parametrize(
    ("name", "outcome", "said"),
    [
        ("t/spam-filter/new/index.html", "failed", "nothing that is published put it there"),
        ("sops/other/index.html", "failed", "nothing that is published put it there"),
        (f"editions/{NOW}/index.html", "failed", "nothing that is published put it there"),
        (f"2099.1/{MANIFEST}", "failed", "2099.1/: it seems to be an edition, and is none"),
        (f"next/{MANIFEST}", "failed", "next/: it seems to be an edition, and is none"),
        ("_redirects", "not proven", "_redirects at the top is of no edition"),
        (".gitattributes", "not proven", ".gitattributes at the top is of no edition"),
        ("0.9/index.html", "proved", "nothing is known of 0.9/"),
    ],
)
def test_what_was_added_is_named(clone: Clone, name: str, outcome: str, said: str) -> None:
    """What may decide which page an address opens is a fault, or at least not proven."""
    alter(clone, {name: content(clone, f"{NOW}/{MANIFEST}")})
    assert proved(clone).proofs["site"][0] == outcome
    assert said in proved(clone).says("site")


def test_a_link_in_the_place_of_a_page_is_named(clone: Clone) -> None:
    alter(clone, {"t/spam-filter/lost/index.html": ("120000", "../../../index.html")})
    said = failing(proved(clone))
    assert "t/spam-filter/lost/index.html: it is a link, and an edition has none" in said


# What leads on


def latest(clone: Clone, **changes: object) -> dict[str, Change]:
    """`latest` with another page, and a ledger that says something else of it."""
    ledger = json.loads(content(clone, LEDGER)) | changes
    return {"latest/index.html": b"<h1>Mail</h1>", LEDGER: written(ledger)}


def unlisted(clone: Clone) -> dict[str, Change]:
    """mike's list, in which nothing is the latest."""
    versions = json.loads(content(clone, "versions.json"))
    versions[0]["aliases"] = []
    return {"versions.json": f"{json.dumps(versions, indent=2)}\n".encode()}


@pytest.mark.parametrize("current", [None, KEPT])
@pytest.mark.parametrize("how", [alter, forged], ids=["later", "at once"])
def test_what_is_in_force_is_looked_at_whatever_the_ledger_says(
    clone: Clone, current: str | None, how: Callable[[Clone, dict[str, Change]], object]
) -> None:
    """Nothing else than `latest` is what an alert opens."""
    how(clone, latest(clone, current=current, at=current and "latest"))
    found = proved(clone)
    assert found.outcomes("failed") == ["ledger", "site"] if current else ["files", "ledger"]
    assert "latest/index.html" in failing(found)
    how(clone, {**latest(clone, current=None, at=None), **unlisted(clone)})
    found = proved(clone)
    assert found.code == 1
    assert "latest/: it is there, and no edition is in force" in failing(found)


def test_an_alias_that_leads_to_another_edition_is_looked_at(clone: Clone) -> None:
    """Also where one asks for an edition that it does not lead to."""
    alter(clone, {"long-term/index.html": b"new"})
    assert "long-term/index.html: its SHA-256 is" in failing(proved(clone, NOW))


def test_what_was_in_force_for_a_while_by_hand_is_told(clone: Clone) -> None:
    """The addresses of alerts led elsewhere meanwhile."""
    page = "t/spam-filter/lost/index.html"
    was = content(clone, page)
    commit = alter(clone, {page: b"<script>location = 'https://evil.example/'</script>"})
    alter(clone, {page: was})
    found = proved(clone)
    assert (found.code, found.outcomes("failed")) == (1, ["site"])
    assert f"commit {commit[:12]} of 2027-02-14 left it so: {page}" in found.says("site")


def test_a_root_of_another_rollbook_is_held_to_its_own_list(clone: Clone) -> None:
    """That it follows from the editions, only that one can tell; later changes are found."""
    value = json.loads(content(clone, "rollbook-root.json"))
    value |= {"maker": f"sha256:{'0' * 64}", "rollbook": "0.0.9"}
    page, other = "404.html", b"<p>Written otherwise</p>"
    value["files"][page] = digest_of(other)
    forged(clone, {page: other, "rollbook-root.json": written(value)})
    found = proved(clone)
    assert (found.code, found.proofs["site"][0]) == (0, "not proven"), found.output
    assert "Rollbook 0.0.9 wrote what leads to it, and this is another" in found.says("site")
    assert f"{page}: it is not what follows from the editions" in found.says("site")
    alter(clone, {page: b"<p>Altered</p>"})
    assert f"{page}: its SHA-256 is" in failing(proved(clone))
    value["files"][page] = digest_of(b"<p>Altered</p>")
    alter(clone, {"rollbook-root.json": written(value)})
    assert "left it so: rollbook-root.json" in failing(proved(clone))


# The ledger


def told(clone: Clone, edition: str, **changes: object) -> bytes:
    """The ledger with another entry of an edition."""
    ledger = json.loads(content(clone, LEDGER))
    for entry in ledger["editions"]:
        if entry["edition"] == edition:
            entry |= changes
    return written(ledger)


def without(clone: Clone, edition: str) -> bytes:
    ledger = json.loads(content(clone, LEDGER))
    ledger["editions"] = [e for e in ledger["editions"] if e["edition"] != edition]
    return written(ledger)


def added(clone: Clone, edition: str) -> bytes:
    ledger = json.loads(content(clone, LEDGER))
    entry = {**ledger["editions"][1], "edition": edition, "in_force": []}
    ledger["editions"].insert(0, entry)
    return written(ledger)


SINCE, UNTIL = "2026-10-14T18:13:20Z", "2026-11-23T00:00:00Z"


@pytest.mark.parametrize(
    ("edition", "changes", "said"),
    [
        (NOW, {"in_force": [{"since": "2020-01-01T00:00:00Z", "until": None}]}, "when it was in"),
        (NOW, {"published": "2020-01-01T00:00:00Z"}, "the time at which it was published was"),
        (KEPT, {"in_force": []}, "when it was in force was told otherwise"),
        (KEPT, {"in_force": [{"since": SINCE, "until": SINCE}]}, "when it was in force was told"),
        (KEPT, {"in_force": [{"since": UNTIL, "until": SINCE}]}, "when it was in force was told"),
        (KEPT, {"in_force": [{"since": SINCE, "until": None}]}, "and 2026.11 and 2026.10 is in"),
        (OLD, {"retracted": None}, "its retraction was taken away"),
        (OLD, {"retracted": {"day": "2026-11-30", "reason": "Fine"}}, "its retraction was another"),
        (OLD, {"retracted": {"day": "2026-12-30", "reason": "Step 3 is wrong"}}, "its retraction"),
        (NOW, {"tag": None}, "its tag was taken away"),
        (NOW, {"tag": "0" * 40}, "its tag was another one"),
        (KEPT, {"commit": "0" * 40}, "the commit that it was made from was another one"),
        (KEPT, {"manifest": f"sha256:{'0' * 64}"}, "the digest of its manifest was another one"),
        (KEPT, {"retention": "1d"}, "its retention time was another one"),
        (KEPT, {"pruned": "2027-02-14"}, "its pages are called removed, and are there"),
        (NOW, {"pruned": "2027-02-14"}, "its pages are called removed, and it is in force"),
        (NOW, {"retracted": {"day": "2027-02-14", "reason": "No"}}, "2026.11"),
    ],
)
def test_what_was_said_of_an_edition_is_not_said_otherwise(
    clone: Clone, edition: str, changes: dict[str, object], said: str
) -> None:
    """The commit is named that rewrote it, of whichever edition."""
    commit = alter(clone, {LEDGER: told(clone, edition, **changes)})
    found = proved(clone)
    assert (found.code, "ledger" in found.outcomes("failed")) == (1, True), found.output
    line = f"commit {commit[:12]} of 2027-02-14 rewrote editions.json: "
    assert any(one.startswith(line) and said in one for one in found.says("ledger").splitlines()), (
        found.output
    )


@pytest.mark.parametrize(
    ("rewritten", "said"),
    [
        (lambda clone: without(clone, OLD), f"{OLD} is no longer listed"),
        (lambda clone: added(clone, "2026.12"), "2026.12: it is listed, and no such pages came"),
        (lambda clone: b"{", "it left a ledger that is of no use: it is no JSON"),
    ],
)
def test_no_edition_is_listed_or_forgotten_by_hand(
    clone: Clone, rewritten: Callable[[Clone], bytes], said: str
) -> None:
    """Nor for a while."""
    was = content(clone, LEDGER)
    commit = alter(clone, {LEDGER: rewritten(clone)})
    assert f"commit {commit[:12]} of 2027-02-14 rewrote editions.json: {said}" in (
        proved(clone).says("ledger")
    )
    alter(clone, {LEDGER: was})
    found = proved(clone)
    assert "ledger" in found.outcomes("failed")
    assert f"commit {commit[:12]} of 2027-02-14 rewrote editions.json: {said}" in failing(found)


def test_a_branch_of_two_histories_is_told(clone: Clone) -> None:
    """No command joins any."""
    tip = clone.git("rev-parse", "gh-pages")
    side = clone.git("commit-tree", "-p", f"{tip}~1", "-m", "Side", f"{tip}~1^{{tree}}")
    joined = clone.git("commit-tree", "-p", tip, "-p", side, "-m", "Join", f"{tip}^{{tree}}")
    clone.git("update-ref", "refs/heads/gh-pages", joined)
    assert "rewrote editions.json: it joins two histories" in failing(proved(clone))


def test_times_that_nobody_can_prove_are_not_proven(tmp_path: Path) -> None:
    """An edition may be brought in from before; that it was in force then, only the ledger says."""
    _, clone = new_remote(tmp_path)
    at = {"GIT_AUTHOR_DATE": "1795392000 +0000", "GIT_COMMITTER_DATE": "1795392000 +0000"}
    assert publish(clone, NOW, ROLLBOOK_NOW="1577836800", **at).code == 0
    found = proved(clone)
    assert (found.code, found.outcomes("not proven")) == (0, ["ledger", "signature"])
    lines = found.says("ledger").splitlines()
    assert lines[0] == "it tells of days before the branch did, and nothing here proves them"
    assert lines[1].startswith("it was published on 2020-01-01T00:00:00Z, says commit ")
    assert "of 2026-11-23, which was the first to say so" in lines[1]
    # Whoever forges the day of the commit as well has not the tag of that day.
    tree = clone.git("rev-parse", "gh-pages^{tree}")
    made = clone.git("commit-tree", "-m", "Publish", tree, day="1577836800 +0000")
    clone.git("update-ref", "refs/heads/gh-pages", made)
    found = proved(clone)
    assert "its tag was made later than that" in found.says("ledger")
    assert found.proofs["ledger"][0] == "not proven"


# What a repository says of itself


@pytest.fixture
def hidden(clone: Clone) -> tuple[Clone, list[str]]:
    """A page was altered and restored; the commits before that, of it, and after it."""
    page = f"{NOW}/index.html"
    before = clone.git("rev-parse", "gh-pages")
    was = content(clone, page)
    commits = [before, alter(clone, {page: b"other"}), alter(clone, {page: was})]
    return clone, commits


def found_out(hidden: tuple[Clone, list[str]], audit: Audit) -> bool:
    """Whether the history tells of the commit that altered the page."""
    return f"commit {hidden[1][1][:12]} of 2027-02-14 altered it" in audit.says("history")


@pytest.mark.parametrize("by", ["file", "environment"])
def test_a_graft_hides_nothing(
    hidden: tuple[Clone, list[str]], by: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It gives a commit other parents, in this repository alone."""
    clone, (before, _, after) = hidden
    place = clone.folder / ".git/info/grafts" if by == "file" else tmp_path / "grafts"
    place.write_text(f"{after} {before}\n", "ascii")
    if by == "environment":
        monkeypatch.setenv("GIT_GRAFT_FILE", str(place))
    assert clone.git("rev-parse", "gh-pages^") == before
    assert found_out(hidden, proved(clone))


@pytest.mark.parametrize("by", ["file", "environment"])
def test_a_clone_is_not_shallow_because_it_says_so(
    hidden: tuple[Clone, list[str]], by: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is here is looked at."""
    clone, (*_, after) = hidden
    place = clone.folder / ".git/shallow" if by == "file" else tmp_path / "shallow"
    place.write_text(f"{after}\n", "ascii")
    if by == "environment":
        monkeypatch.setenv("GIT_SHALLOW_FILE", str(place))
    assert clone.git("rev-list", "--count", "gh-pages") == "1"
    assert found_out(hidden, proved(clone))


def test_a_commit_that_stands_in_for_another_hides_nothing(
    hidden: tuple[Clone, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    clone, (before, _, after) = hidden
    clone.git("replace", "--graft", after, before)
    assert found_out(hidden, proved(clone))
    clone.git("update-ref", "refs/mine/" + after, clone.git("rev-parse", f"refs/replace/{after}"))
    monkeypatch.setenv("GIT_REPLACE_REF_BASE", "refs/mine/")
    assert found_out(hidden, proved(clone))


def test_a_commit_graph_that_is_wrong_hides_nothing(hidden: tuple[Clone, list[str]]) -> None:
    """Git reads from it what is whose parent, and does not look at the commits."""
    clone, commits = hidden
    clone.git("commit-graph", "write", "--reachable")
    path = clone.folder / ".git/objects/info/commit-graph"
    graph = bytearray(path.read_bytes())
    offsets = {
        bytes(graph[at : at + 4]): struct.unpack(">Q", graph[at + 4 : at + 12])[0]
        for at in range(8, 8 + 12 * graph[6], 12)
    }
    place = {
        name: (graph.index(bytes.fromhex(name), offsets[b"OIDL"]) - offsets[b"OIDL"]) // 20
        for name in commits
    }
    at = offsets[b"CDAT"] + 36 * place[commits[2]] + 20
    graph[at : at + 4] = struct.pack(">I", place[commits[0]])
    path.chmod(0o644)
    path.write_bytes(bytes(graph))
    assert clone.git("rev-list", "-2", "gh-pages").split()[1] == commits[0]
    assert found_out(hidden, proved(clone))


@pytest.mark.parametrize("kind", ["commit", "tree", "blob"])
def test_an_object_that_is_not_what_its_name_says_is_no_object(
    hidden: tuple[Clone, list[str]], kind: str, tmp_path: Path
) -> None:
    """Git reads it all the same, also from another repository's folder."""
    clone, (before, between, _) = hidden
    clone.git("update-ref", "refs/heads/gh-pages", between)
    path = {"commit": "", "tree": "^{tree}", "blob": f":{NOW}/index.html"}[kind]
    mine = clone.folder / ".git/objects"
    name, other = (clone.git("rev-parse", f"{one}{path}") for one in (between, before))
    clone.git("repack", "-a", "-d", "--quiet")
    packs = sorted((mine / "pack").glob("pack-*.pack"))
    for pack in packs:
        moved = tmp_path / pack.name
        pack.rename(moved)
        pack.with_suffix(".idx").unlink()
        plumbing(clone, "unpack-objects -q", moved.read_bytes())
    theirs = tmp_path / "alternate"
    source, target = mine / other[:2] / other[2:], theirs / name[:2] / name[2:]
    target.parent.mkdir(parents=True)
    target.write_bytes(source.read_bytes())
    (mine / name[:2] / name[2:]).unlink()
    (mine / "info/alternates").write_text(f"{theirs}\n", "utf-8")
    result = rollbook(clone, "verify", NOW)
    assert result.code != 0
    assert "it is not what its name says" in result.output


# A site on a disk


def on_disk(clone: Clone, folder: Path) -> Path:
    return checked_out(clone, folder / "site")


@pytest.mark.parametrize("known", [True, False], ids=["with the branch", "alone"])
def test_on_a_disk_nothing_is_altered_unnoticed_either(
    clone: Clone, tmp_path: Path, known: bool
) -> None:
    """The files themselves do not say which of them are looked at."""
    where = clone.folder if known else tmp_path
    site = on_disk(clone, tmp_path)
    clean = verify(where, "--folder", str(site), edition=NOW)
    assert (clean.code, clean.outcomes("failed")) == (0, []), clean.output
    assert clean.proofs["site"][0] == "proved"
    beside = [
        *("t/spam-filter/lost/index.html", "index.html", "404.html", "long-term/index.html"),
        *("latest/index.html", "versions.json", "addresses.json", LEDGER, "rollbook-root.json"),
        *("sops/spam-filter/run/index.html", f"editions/{OLD}/index.html", "llms.txt"),
    ]
    for name in beside:
        data = (site / name).read_bytes()
        for change in (flipped(data), None):
            (site / name).unlink()
            if change is not None:
                (site / name).write_bytes(change)
            found = verify(where, "--folder", str(site), edition=NOW)
            (site / name).write_bytes(data)
            assert (found.code, name in failing(found)) == (1, True), (name, found.output)


def test_on_a_disk_a_consistent_lie_is_found_by_the_branch(clone: Clone, tmp_path: Path) -> None:
    """There the files say that nothing leads to the edition."""
    site = on_disk(clone, tmp_path)
    (site / "latest/index.html").write_bytes(b"<h1>Mail</h1>")
    ledger: dict[str, Any] = json.loads((site / LEDGER).read_text("utf-8"))
    (site / LEDGER).write_bytes(written({**ledger, "current": None, "at": None}))
    (site / "versions.json").write_bytes(unlisted(clone)["versions.json"])  # type: ignore[arg-type]
    said = failing(verify(clone.folder, "--folder", str(site), edition=NOW))
    for name in ("latest/index.html: its SHA-256 is", f"{LEDGER}: it is another one than on the"):
        assert name in said


def test_a_file_that_a_server_may_obey_is_told_on_a_disk(clone: Clone, tmp_path: Path) -> None:
    """It is on no branch, and may lead an alert anywhere."""
    site = on_disk(clone, tmp_path)
    (site / "new").mkdir()
    (site / "_redirects").write_text("/t/* https://evil.example/\n", "ascii")
    found = verify(clone.folder, "--folder", str(site), edition=NOW)
    assert (found.code, found.proofs["site"][0]) == (0, "not proven")
    assert "_redirects at the top is of no edition" in found.says("site")
