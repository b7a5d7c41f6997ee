"""`rollbook verify`: what was altered since an edition was published is named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rollbook.publishing.branch.ledger import LEDGER
from rollbook.publishing.edition.manifest import MANIFEST, digest_of
from rollbook.publishing.kept import MAX_BYTES
from tests.publishing.auditing import (
    EDITION,
    TAG,
    Change,
    alter,
    checked_out,
    cloned,
    content,
    manifest,
    published,
    run,
    verify,
    with_ledger,
    with_manifest,
    written,
)
from tests.publishing.repositories import WHO, Clone, Remote, git, publish_within, rollbook_within

PAGE = f"{EDITION}/sops/spam-filter/index.html"
DECEMBER, FEBRUARY = "1796119200", "1802595600"
"""1 December 2026 and 14 February 2027, in the morning."""
HOSTILE = "a\x1b[31m‮b"


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Remote:
    """One edition, which is in force."""
    return published(tmp_path_factory.mktemp("published"))


@pytest.fixture
def clone(remote: Remote, tmp_path: Path) -> Clone:
    """A clone that may be tampered with."""
    return cloned(remote, tmp_path / "clone")


def flipped(clone: Clone, name: str) -> bytes:
    """The same bytes but for one bit."""
    data = bytearray(content(clone, name))
    data[len(data) // 2] ^= 1
    return bytes(data)


# What was not touched


def test_an_edition_is_as_it_was_published(clone: Clone) -> None:
    """Everything is proved that can be without a signature, and the output says so."""
    found = verify(clone.folder)
    assert (found.code, found.outcomes("not proven")) == (0, ["signature"]), found.output
    assert found.outcomes("failed") == []
    unsigned = f"the tag {TAG} is not signed, so whoever may push could have made it"
    assert found.summary == (
        f"{EDITION} is as it was published, as far as can be proved here: {unsigned}."
    )


def test_people_read_a_line_for_each_proof(clone: Clone) -> None:
    """With a mark and the word for it; the digest of the manifest is there to be noted down."""
    code, output = run(clone.folder, "verify", EDITION)
    assert code == 0
    lines = [line for line in output.splitlines() if not line.startswith(" ")]
    assert [line.split(":")[0] for line in lines[:-1]] == [
        "✓ files     proved",
        "✓ ledger    proved",
        "✓ history   proved",
        "✓ tag       proved",
        "? signature not proven",
        "✓ sources   proved",
        "✓ site      proved",
    ]
    assert lines[-1].startswith(f"{EDITION} is as it was published, as far as can be proved here: ")
    assert digest_of(content(clone, f"{EDITION}/{MANIFEST}")) in output
    assert "it was in force from 2026-11-23T00:00:00Z and still is" in output


def test_the_newest_commit_of_the_branch_is_looked_at(remote: Remote, tmp_path: Path) -> None:
    """A clone without a local branch knows what it fetched."""
    assert verify(remote.clone(tmp_path / "fetched").folder).code == 0


def test_it_asks_no_network_and_writes_nothing(clone: Clone) -> None:
    """The remote may be gone, and the repository is the same afterwards."""
    clone.git("remote", "set-url", "origin", "https://mail.acme.example/nothing.git")
    before = sorted(path for path in clone.folder.rglob("*"))
    found = verify(clone.folder, "--rebuild")
    assert (found.code, found.outcomes("not proven")) == (0, ["signature"]), found.output
    assert "every byte is the same" in found.says("rebuild")
    assert sorted(path for path in clone.folder.rglob("*")) == before


# Files


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (f"{EDITION}/new.js", b"alert(1)", "it is not in the manifest"),
        (PAGE, None, "it is missing"),
        (PAGE, ("120000", "../../index.html"), "it is a link, and an edition has none"),
        (PAGE, ("160000", "1" * 40), "it is another repository, and no file"),
        (f"{EDITION}/{HOSTILE}", b"", "it is not in the manifest"),
        ("latest/index.html", b"<h1>Mail</h1>", "its SHA-256 is"),
        ("latest/new.js", b"alert(1)", "it is not in the manifest"),
    ],
)
def test_a_file_that_is_not_as_it_was_is_named(
    clone: Clone, name: str, change: Change, said: str
) -> None:
    """In the edition, and in the copy that `latest` leads to."""
    alter(clone, {name: change})
    found = verify(clone.folder)
    assert found.code == 1
    summary, line = found.says("files").splitlines()
    assert (summary, line.partition(": ")[0]) == ("1 file differs", name)
    assert said in line
    assert "\x1b" not in run(clone.folder, "verify", EDITION)[1]


def test_one_bit_is_enough(clone: Clone) -> None:
    """The file is named with both digests, and the commit that altered it with its day."""
    other = flipped(clone, PAGE)
    was, now = digest_of(content(clone, PAGE))[7:19], digest_of(other)[7:19]
    commit = alter(clone, {PAGE: other})
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["files", "history"])
    assert f"{PAGE}: its SHA-256 is {now}… and not {was}…" in found.says("files")
    assert f"commit {commit[:12]} of 2027-02-14 altered it" in found.says("history")
    assert found.summary == (
        f"{EDITION} is not as it was published: 1 file differs; "
        "it was altered on gh-pages since it was published."
    )


def test_a_file_that_git_has_lost_is_a_fault(clone: Clone) -> None:
    """What cannot be read is not proved, and everything else is looked at."""
    alter(clone, {PAGE: b"lost"})
    blob = clone.git("rev-parse", f"gh-pages:{PAGE}")
    (clone.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["files", "history"])
    assert f"git cannot give what {blob[:12]} holds: it is missing" in found.says("files")


def test_people_read_the_first_of_many_files(clone: Clone) -> None:
    """And how many more there are; programs get them all."""
    alter(clone, {f"{EDITION}/extra/{number}": b"" for number in range(50)})
    _, output = run(clone.folder, "verify", EDITION)
    assert "✗ files     failed: 50 files differ\n" in output
    assert output.count(": it is not in the manifest") == 20
    assert "and 30 more, which --format json names" in output
    assert verify(clone.folder).says("files").count(": it is not in the manifest") == 50


# The manifest and the ledger


def test_a_manifest_that_was_made_to_fit_is_another_one(clone: Clone) -> None:
    """The ledger, the tag and the history know the one that was published."""
    other = flipped(clone, PAGE)
    value = manifest(clone)
    value["files"][PAGE.removeprefix(f"{EDITION}/")] = digest_of(other)
    copy = PAGE.replace(EDITION, "latest")
    alter(clone, {PAGE: other, copy: other, **with_manifest(clone, value)})
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["ledger", "history", "tag", "site"])
    for proof in ("ledger", "tag"):
        assert f"and this one is {digest_of(written(value))}" in found.says(proof)
    alter(clone, with_ledger(clone, manifest=digest_of(written(value))))
    assert verify(clone.folder).outcomes("failed") == ["ledger", "history", "tag", "site"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "it is missing"),
        (b"{", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"\xff", "it is no JSON"),
        (b'{"manifest": 2}', "manifest: Input should be 1"),
        (b" " * (MAX_BYTES + 1), f"it is longer than {MAX_BYTES} bytes"),
    ],
    ids=["missing", "cut", "deep", "bytes", "other", "long"],
)
def test_a_manifest_that_cannot_be_read_is_a_fault(
    clone: Clone, data: bytes | None, said: str
) -> None:
    """What else can be looked at is."""
    alter(clone, {f"{EDITION}/{MANIFEST}": data})
    found = verify(clone.folder)
    assert (found.code, found.outcomes("proved")) == (1, [])
    assert f"{MANIFEST} is of no use: {said}" in found.says("files")
    assert f"commit {clone.git('rev-parse', 'gh-pages')[:12]}" in found.says("history")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "a\0b"])
def test_a_manifest_leads_nowhere_out_of_its_folder(clone: Clone, name: str) -> None:
    """Nothing that it names is opened."""
    value = manifest(clone)
    value["files"][name] = digest_of(b"")
    alter(clone, with_manifest(clone, value))
    found = verify(clone.folder)
    assert found.code == 1
    assert "rollbook-manifest.json is of no use: files." in found.says("files")


@pytest.mark.parametrize(
    "source", [{"folder": "../.."}, {"folder": "/"}, {"sops": ["../../.."]}, {"sops": ["a\0"]}]
)
def test_a_manifest_reads_no_other_sources(clone: Clone, source: dict[str, object]) -> None:
    """Folders that it names have to be in the commit."""
    value = manifest(clone)
    value["source"] |= source
    alter(clone, with_manifest(clone, value))
    said = "the manifest names a folder that is not in the repository"
    assert said in verify(clone.folder).says("sources")


def test_the_manifest_of_another_edition_is_named(clone: Clone) -> None:
    alter(clone, with_manifest(clone, {**manifest(clone), "edition": HOSTILE}))
    code, output = run(clone.folder, "verify", EDITION)
    assert (code, "\x1b" in output) == (1, False)
    assert "the manifest is that of 'a\ufffd[31m\ufffdb'" in output


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "is of no use: it is missing"),
        (b"{}", "is of no use: current: Field required"),
        (b'{"ledger": 1, "current": null, "at": null, "editions": []}', "does not list it"),
    ],
)
def test_a_ledger_without_the_edition_is_a_fault(
    clone: Clone, data: bytes | None, said: str
) -> None:
    alter(clone, {LEDGER: data})
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["ledger", "site"])
    assert said in found.says("ledger")
    assert found.summary.startswith(f"{EDITION} is as it was published, but not what stands beside")


def test_the_ledger_leads_nowhere_out_of_the_site(clone: Clone) -> None:
    """The alias that it names is only looked at where it can be one."""
    ledger = json.loads(content(clone, LEDGER)) | {"at": "../../.."}
    alter(clone, {LEDGER: written(ledger)})
    found = verify(clone.folder)
    assert found.outcomes("failed") == ["ledger", "site"]
    assert "what leads to the current edition is called '../../..'" in found.says("ledger")


def test_what_became_of_the_edition_is_told(clone: Clone) -> None:
    """One that was retracted is as it was published, and to be used no more."""
    reason = "Step 3 deletes the index."
    done = rollbook_within(clone, "retract", EDITION, "--reason", reason, ROLLBOOK_NOW=DECEMBER)
    assert done.code == 0, done.output
    found = verify(clone.folder)
    assert (found.code, found.outcomes("not proven")) == (0, ["signature"]), found.output
    assert "from 2026-11-23T00:00:00Z until 2026-12-01T10:00:00Z" in found.says("ledger")
    assert "it was retracted on 2026-12-01: Step 3" in found.says("ledger")


def test_what_whoever_may_push_says_of_it_does_nothing_to_a_terminal(clone: Clone) -> None:
    retracted = {"day": "2026-12-01", "reason": f"Step 3 {HOSTILE} deletes the index."}
    alter(clone, with_ledger(clone, retracted=retracted))
    code, output = run(clone.folder, "verify", EDITION)
    assert (code, "\x1b" in output, "it was retracted on 2026-12-01: Step 3" in output) == (
        *(1, False),
        True,
    )


def removed(clone: Clone) -> dict[str, Change]:
    """The edition without its pages."""
    listed = clone.git("ls-tree", "-r", "--name-only", "gh-pages", EDITION)
    return dict.fromkeys(listed.splitlines())


def test_of_an_edition_that_was_pruned_the_history_has_the_pages(clone: Clone) -> None:
    """All of it can still be proved, and that its pages are gone is said."""
    was = clone.git("rev-parse", "gh-pages")
    config = (clone.folder / "mkdocs.yml").read_text("utf-8")
    kept = config.replace("downloads: false", "downloads: false, retention: 1d")
    clone.commit({"mkdocs.yml": kept})
    assert publish_within(clone, "2026.12", SOURCE_DATE_EPOCH=DECEMBER).code == 0
    pruned = rollbook_within(clone, "prune", "--keep", "1", ROLLBOOK_NOW=FEBRUARY)
    assert f"Removed the pages of {EDITION}" in pruned.output
    found = verify(clone.folder)
    assert (found.code, found.outcomes("not proven")) == (0, ["signature"]), found.output
    assert f"these are those of commit {was[:12]}" in found.says("files")
    assert "its pages were removed on 2027-02-14" in found.says("ledger")


def test_pages_that_are_gone_without_a_word_are_a_fault(clone: Clone) -> None:
    alter(clone, removed(clone))
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["ledger", "history", "site"])
    assert "of 2027-02-14 removed it" in found.says("history")
    assert f"it lists {EDITION}, whose pages are not there" in found.says("site")


# The history


def test_what_was_altered_and_restored_was_altered(clone: Clone) -> None:
    """In between, the site was not the edition."""
    was = content(clone, PAGE)
    commits = [alter(clone, {PAGE: b"other"}), alter(clone, {PAGE: was}, "2027-02-15T09:00:00Z")]
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["history"])
    assert f"commit {commits[0][:12]} of 2027-02-14 altered it" in found.says("history")
    assert f"commit {commits[1][:12]} of 2027-02-15 restored it" in found.says("history")


def test_other_editions_come_and_go(clone: Clone) -> None:
    """What a commit does beside the edition is nothing to it."""
    alter(clone, {"2026.12/index.html": b"new"})
    alter(clone, {"2026.12/index.html": None})
    assert verify(clone.folder).outcomes("failed") == []


def test_a_shallow_clone_knows_no_history(clone: Clone, tmp_path: Path) -> None:
    """It says so, with what to do; what it does know is proved."""
    alter(clone, {"0.9/index.html": b"new"})
    shallow = tmp_path / "shallow"
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth=1",
        "--no-single-branch",
        clone.folder.as_uri(),
        str(shallow),
    )
    found = verify(shallow)
    assert (found.code, found.outcomes("failed")) == (0, []), found.output
    assert found.outcomes("not proven") == ["ledger", "history", "signature"]
    for proof in ("ledger", "history"):
        assert "git fetch --unshallow origin" in found.says(proof)


def test_nothing_is_read_in_the_place_of_an_object(clone: Clone) -> None:
    """`git replace` shows other content than what a name stands for."""
    was = clone.git("rev-parse", f"gh-pages:{PAGE}")
    alter(clone, {PAGE: b"other"})
    clone.git("replace", clone.git("rev-parse", f"gh-pages:{PAGE}"), was)
    assert verify(clone.folder).outcomes("failed") == ["files", "history"]


def test_a_partial_clone_lacks_files_and_fetches_none(remote: Remote, tmp_path: Path) -> None:
    """It says so, whether it lacks everything or only the pages."""
    partial = tmp_path / "partial"
    remote.git("config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", remote.bare.as_uri(), str(partial))
    code, output = run(partial, "verify", EDITION)
    assert (code, "as a clone that was made with --filter may not" in output) == (2, True), output
    for name in (LEDGER, "versions.json", f"{EDITION}/{MANIFEST}"):
        git(partial, "show", f"origin/gh-pages:{name}")
    found = verify(partial)
    assert (found.code, found.outcomes("failed")) == (0, []), found.output
    assert "files" in found.outcomes("not proven")
    assert "this clone is partial" in found.says("files")


# The tag and the sources


def retag(clone: Clone, *options: str, at: str = "HEAD", name: str = TAG, digest: str = "") -> None:
    """Make the tag anew, as somebody who may push can."""
    digest = digest or digest_of(content(clone, f"{EDITION}/{MANIFEST}"))
    message = f"Edition {EDITION}\n\nManifest: {digest}"
    clone.git("tag", "--force", *(options or ("--annotate", "-m", message)), name, at)


def test_a_tag_that_is_not_here_is_fetched_with_a_command(clone: Clone) -> None:
    clone.git("tag", "--delete", TAG)
    found = verify(clone.folder)
    assert (found.code, found.outcomes("not proven")) == (0, ["tag", "signature"])
    assert f"git fetch origin tag {TAG}" in found.says("tag")


def test_a_tag_that_was_made_anew_is_named(clone: Clone) -> None:
    """It says the same, and is not the one of that day."""
    retag(clone)
    found = verify(clone.folder)
    assert (found.code, found.outcomes("failed")) == (1, ["tag"])
    assert f"the tag {TAG} was made anew: it is" in found.says("tag")


def test_a_lightweight_tag_is_named(clone: Clone) -> None:
    retag(clone, "--no-sign")
    found = verify(clone.folder)
    assert found.outcomes("failed") == ["tag"]
    assert f"the tag {TAG} is lightweight" in found.says("tag")


def test_a_tag_at_another_commit_is_named(clone: Clone) -> None:
    """So is one for another manifest."""
    commit = clone.commit({"docs/mine.md": "# Yours\n"})
    retag(clone, digest=digest_of(b""))
    found = verify(clone.folder)
    assert found.outcomes("failed") == ["tag"]
    assert f"the tag {TAG} is at {commit[:12]}, and the edition was made from" in found.says("tag")
    assert f"is for the manifest {digest_of(b'')}, and this one is sha256:" in found.says("tag")


def test_the_tag_of_another_edition_is_not_the_tag_of_this(clone: Clone) -> None:
    """Git itself lets a tag have any name."""
    retag(clone, name="handbook/2026.10")
    clone.git("update-ref", f"refs/tags/{TAG}", "refs/tags/handbook/2026.10")
    assert "another one under this name: 'handbook/2026.10'" in verify(clone.folder).says("tag")


def test_a_tag_that_was_made_by_hand_names_no_manifest(clone: Clone) -> None:
    """It says what the edition was made from, and that is not all."""
    retag(clone, "--annotate", "-m", "Edition for winter")
    alter(clone, with_ledger(clone, tag=clone.git("rev-parse", TAG)))
    found = verify(clone.folder)
    assert found.outcomes("not proven") == ["tag", "signature"]
    assert "not which manifest came of it" in found.says("tag")


def test_what_the_manifest_says_of_an_sop_is_what_its_source_says(clone: Clone) -> None:
    """Approvals cannot be added afterwards, and no SOP left out."""
    value = manifest(clone)
    sop = value["sops"]["spam-filter"]
    approval = {"role": "approver", "who": "Eve", "date": "2026-11-20", "version": 1}
    value["sops"] = {"spam-filter": {**sop, "approvals": [approval], "version": 2}, "more": sop}
    alter(clone, with_manifest(clone, value))
    said = verify(clone.folder).says("sources")
    assert said.splitlines() == [
        "3 values differ from their sources",
        "more: the manifest has it, and the commit does not",
        "spam-filter: its version is '1' and not '2'",
        "spam-filter: its approvals is none and not 1 of them",
    ]


def test_another_rollbook_may_read_the_sources_otherwise(clone: Clone) -> None:
    """Then it says which one to use, and accuses nobody."""
    value = manifest(clone)
    value["sops"] = {}
    value["tools"]["rollbook"] = "0.0.1"
    alter(clone, with_manifest(clone, value))
    found = verify(clone.folder)
    assert "sources" in found.outcomes("not proven")
    assert "it was made with 0.0.1" in found.says("sources")


def test_a_commit_that_is_not_here_is_fetched_with_a_command(
    remote: Remote, tmp_path: Path
) -> None:
    """A clone of the published branch alone proves what stands on it."""
    alone = tmp_path / "alone"
    options = ("--quiet", "--single-branch", "--no-tags", "--branch=gh-pages")
    git(tmp_path, "clone", *options, remote.bare.as_uri(), str(alone))
    found = verify(alone)
    assert (found.code, found.outcomes("proved")) == (0, ["files", "ledger", "history", "site"])
    assert "which it was made from, is not here: 'git fetch origin " in found.says("sources")


# Built again


def test_what_does_not_come_out_again_is_named(clone: Clone) -> None:
    """With other versions of the tools, that is no wonder, and they are named first."""
    value = manifest(clone)
    value["files"]["index.html"] = digest_of(b"")
    alter(clone, with_manifest(clone, value))
    found = verify(clone.folder, "--rebuild")
    assert "rebuild" in found.outcomes("failed")
    said = found.says("rebuild").splitlines()
    assert said[0] == "built again, 1 part of it comes out otherwise"
    assert said[1].startswith(f"{EDITION}/index.html: its SHA-256 comes out as ")
    value["tools"]["mkdocs"] = "1.0"
    alter(clone, with_manifest(clone, value))
    found = verify(clone.folder, "--rebuild")
    assert "rebuild" in found.outcomes("not proven")
    assert "mkdocs is 1." in found.says("rebuild").splitlines()[1]


def test_a_tag_from_before_the_build_is_enough_where_that_comes_out_again(clone: Clone) -> None:
    """It names the commit alone; built again, that gives this manifest and no other."""
    clone.git("tag", "--annotate", "-m", "By hand", "handbook/2026.12")
    assert publish_within(clone, "2026.12").code == 0
    found = verify(clone.folder, edition="2026.12")
    assert found.outcomes("not proven") == ["tag", "signature"]
    assert "--rebuild can tell" in found.says("tag")
    found = verify(clone.folder, "--rebuild", edition="2026.12")
    assert (found.code, found.outcomes("not proven")) == (0, ["signature"]), found.output
    assert "which built again gives this manifest" in found.says("tag")


# Files on a disk


def test_a_site_on_a_disk_is_held_to_the_branch(clone: Clone, tmp_path: Path) -> None:
    """A downloaded site, or the folder of the edition alone."""
    site = checked_out(clone, tmp_path / "site")
    for folder, lacking in ((site, ["signature"]), (site / EDITION, ["signature", "site"])):
        found = verify(clone.folder, "--folder", str(folder))
        assert (found.code, found.outcomes("not proven")) == (0, lacking), found.output
    (site / EDITION / "index.html").write_bytes(b"other")
    (site / "latest/index.html").unlink()
    found = verify(clone.folder, "--folder", str(site))
    assert (found.code, found.outcomes("failed")) == (1, ["files", "site"])
    assert f"{EDITION}/index.html: its SHA-256 is" in found.says("files")
    assert "latest/index.html: it is missing" in found.says("files")


def test_without_a_repository_the_rest_is_not_proven(clone: Clone, tmp_path: Path) -> None:
    """Each says why; the files alone prove only that they fit the manifest beside them."""
    site = checked_out(clone, tmp_path / "site")
    found = verify(tmp_path, "--folder", "site")
    assert (found.code, found.outcomes("proved")) == (0, ["files", "site"]), found.output
    assert "that nobody rewrote it, only the branch can show" in found.says("ledger")
    for proof in ("history", "tag", "signature", "sources"):
        assert "'.' is in no git repository" in found.says(proof)
    found = verify(tmp_path, "--folder", f"site/{EDITION}")
    assert found.outcomes("proved") == ["files"]
    (site / EDITION / "new.js").write_bytes(b"")
    assert verify(tmp_path, "--folder", "site").code == 1


def test_a_consistent_folder_is_not_enough(clone: Clone, tmp_path: Path) -> None:
    """With the repository at hand, another manifest is found out."""
    site = checked_out(clone, tmp_path / "site")
    value = {**manifest(clone), "title": "Another handbook"}
    (site / EDITION / MANIFEST).write_bytes(written(value))
    found = verify(clone.folder, "--folder", str(site / EDITION))
    assert (found.code, found.outcomes("failed")) == (1, ["ledger", "history", "tag"])
    assert "which is another one than this" in found.says("history")


def test_nothing_but_files_is_opened_on_a_disk(clone: Clone, tmp_path: Path) -> None:
    """No link is followed, and nothing waits for a pipe."""
    site = checked_out(clone, tmp_path / "site")
    page = site / PAGE
    page.rename(tmp_path / "page.html")
    page.symlink_to(tmp_path / "page.html")
    os.mkfifo(site / EDITION / "pipe")
    (site / EDITION / "up").symlink_to("..")
    said = verify(tmp_path, "--folder", "site").says("files").splitlines()
    assert said == [
        "3 files differ",
        f"{EDITION}/pipe: it is not in the manifest, and it is no file",
        f"{PAGE}: it is a link, and an edition has none",
        f"{EDITION}/up: it is not in the manifest, and it is a link, and an edition has none",
    ]
    (site / EDITION / MANIFEST).unlink()
    os.mkfifo(site / EDITION / MANIFEST)
    assert "is of no use: it is no file" in verify(tmp_path, "--folder", "site").says("files")


# Where it could not run


def test_where_it_could_not_run_it_says_why(clone: Clone, tmp_path: Path) -> None:
    """An edition that is not there is no edition that was altered."""
    for arguments, said in (
        (["2026.12"], "there is no edition 2026.12 in gh-pages at "),
        (["2026.12"], f"; these are there: {EDITION}\n"),
        (["latest"], "'latest' is no name for an edition"),
        (["--", "--help"], "'--help' is no name for an edition"),
        ([EDITION, "--branch", "site"], "there is no branch site here: 'git fetch origin site'"),
        ([EDITION, "--branch", "-q"], "'-q' is no name for a branch"),
        ([EDITION, "--signers", "nobody"], "the signers in nobody cannot be read: No such file"),
        ([EDITION, "--folder", "docs"], "'docs' has neither rollbook-manifest.json nor a folder"),
        ([EDITION, "--folder", "nowhere"], "'nowhere' does not exist"),
    ):
        code, output = run(clone.folder, "verify", *arguments)
        assert (code, said in output) == (2, True), output
    code, output = run(tmp_path, "verify", EDITION)
    assert (code, "'.' is in no git repository" in output) == (2, True), output


def test_a_repository_chooses_no_program(clone: Clone, tmp_path: Path) -> None:
    """Neither to look at it with, nor to check a signature."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/run\nexit 0\n")
    trap.chmod(0o755)
    (clone.folder / ".git/hooks/post-checkout").write_text(trap.read_text())
    (clone.folder / ".git/hooks/post-checkout").chmod(0o755)
    for key in ("gpg.program", "gpg.ssh.program", "gpg.openpgp.program", "core.fsmonitor"):
        clone.git("config", key, str(trap))
    for key in ("core.pager", "core.sshCommand", "log.showSignature", "gpg.ssh.defaultKeyCommand"):
        clone.git("config", key, str(trap))
    assert clone.run("rollbook", "verify", EDITION, **WHO).code == 0
    assert not (tmp_path / "run").exists()
