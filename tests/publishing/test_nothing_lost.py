"""Whatever happens while an edition is published, no edition that was there is lost."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.publishing.repositories import WHO, Clone, Remote, copied, git
from tests.publishing.repositories import publish as publish_outside
from tests.publishing.repositories import publish_within as publish
from tests.sites import BIN, EPOCH

Mail = tuple[Remote, Clone]
WITH_MIKE = {**WHO, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
OWN = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "remote.origin.receivepack"}
OWN |= {"GIT_CONFIG_VALUE_0": "setsid git-receive-pack"}
"""The remote is another machine's: what kills a publisher does not kill it."""


def kept(remote: Remote, before: Mapping[str, str]) -> dict[str, str]:
    """Every edition is listed, with the tree that it had; gives the trees of now."""
    remote = remote.still()
    after, listed = remote.trees(), remote.listed()
    for edition, tree in before.items():
        if edition[0].isdigit():
            assert after[edition] == tree, edition
            assert edition in listed
    ledger = {entry["edition"] for entry in remote.json("editions.json")["editions"]}
    assert {name for name in after if name[0].isdigit()} == listed == ledger
    assert git(remote.bare, "fsck", "--no-dangling", "--no-progress") == ""
    return after


def at_once(clones: Mapping[str, Clone], *options: str) -> dict[str, int]:
    """Publish each edition from its clone, all at the same time; gives the exit codes."""
    with ThreadPoolExecutor(len(clones)) as pool:
        runs = {
            name: pool.submit(publish_outside, clone, name.partition(" ")[0], "--push", *options)
            for name, clone in clones.items()
        }
    return {name: run.result().code for name, run in runs.items()}


def test_five_publishers_at_once_all_get_their_edition_in(mail: Mail, tmp_path: Path) -> None:
    """Each exits with 0, and the newest is in force, whoever was last."""
    remote, _ = mail
    before = remote.trees()
    clones = {f"2026.{n}": remote.clone(tmp_path / str(n)) for n in (7, 5, 3, 4, 6)}
    assert at_once(clones) == dict.fromkeys(clones, 0)
    kept(remote, before)
    assert remote.listed() == {"2026.1", "2026.2", *clones}
    assert remote.json("editions.json")["current"] == "2026.7"
    trees = remote.trees()
    assert trees["latest"] == trees["2026.7"]


def test_the_same_edition_from_two_machines_is_one(mail: Mail, tmp_path: Path) -> None:
    """Who is later finds it there, with the same content; with other content, it is refused."""
    remote, _ = mail
    before = remote.trees()
    clones = {f"2026.3 {who}": remote.clone(tmp_path / who) for who in ("anna", "ben")}
    assert at_once(clones) == dict.fromkeys(clones, 0)
    kept(remote, before)
    assert remote.git("rev-list", "--count", "gh-pages") == "3"
    others = {f"2026.4 {who}": remote.clone(tmp_path / f"other-{who}") for who in ("anna", "ben")}
    for who, clone in others.items():
        clone.commit({"docs/mine.md": f"# {who}\n"})
    assert sorted(at_once(others).values()) == [0, 1]
    kept(remote, before)


def test_two_publishers_in_one_clone_do_not_disturb_each_other(mail: Mail) -> None:
    """Neither at the remote nor on the local branch."""
    remote, clone = mail
    before = remote.trees()
    assert at_once({"2026.3": clone, "2026.4": clone}) == {"2026.3": 0, "2026.4": 0}
    kept(remote, before)
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(publish_outside, clone, name) for name in ("2026.5", "2026.6")]
    assert [run.result().code for run in runs] == [0, 0]
    names = clone.git("ls-tree", "--name-only", "gh-pages").split()
    assert {"2026.1", "2026.2", "2026.3", "2026.4", "2026.5", "2026.6"} <= set(names)
    assert clone.git("for-each-ref", "refs/rollbook") == ""


def test_killed_at_any_moment_it_leaves_all_or_nothing(mail: Mail) -> None:
    """Forty publishers are killed; what is there is whole, and the next one needs no help."""
    remote, clone = mail
    luck = random.Random(7)
    before = remote.trees()
    for number in range(3, 43):
        # Half of them anywhere, and half while they write, which takes a fifth of the time.
        stage = luck.choice(["", "Committing", "Pushing"])
        killed(clone, f"2026.{number}", stage, luck.uniform(0, 0.25 if stage else 2))
        before = kept(remote, before)
    missing = [n for n in range(3, 43) if f"2026.{n}" not in before]
    assert 0 < len(missing) < 40
    last = publish_outside(clone, f"2026.{missing[-1]}", "--push", **OWN)
    assert last.code == 0, last.output
    kept(remote, before)


def test_what_a_killed_git_left_locked_keeps_no_edition_back(mail: Mail) -> None:
    """Its lock of the packed refs stays for good; what could not be taken away goes later."""
    remote, clone = mail
    before = remote.trees()
    clone.git("pack-refs", "--all")
    lock = clone.folder / ".git" / "packed-refs.lock"
    lock.touch()
    done = publish_outside(clone, "2026.3", "--push")
    assert done.code == 0, done.output
    kept(remote, before)
    assert "2026.3" in remote.trees()
    assert clone.git("for-each-ref", "refs/rollbook")
    lock.unlink()
    assert publish_outside(clone, "2026.4", "--push").code == 0
    kept(remote, before)


def killed(clone: Clone, edition: str, stage: str, seconds: float) -> None:
    """Kill a publisher and all that it started, some time after it says a word."""
    environment = {**os.environ, **WHO, **OWN, "SOURCE_DATE_EPOCH": EPOCH}
    command = [BIN / "rollbook", "publish", edition, "--push"]
    with subprocess.Popen(
        command,
        cwd=clone.folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as publisher:
        assert publisher.stderr is not None
        while stage and not publisher.stderr.readline().startswith(stage):
            assert publisher.poll() is None
        try:
            publisher.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(publisher.pid, signal.SIGKILL)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system takes root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize(
    ("where", "free"),
    [("tmp", 0), ("tmp", 600), ("tmp", 3000), *(("far", free) for free in (0, 24, 80))],
)
def test_a_full_disk_here_leaves_everything_as_it_was(
    published: Remote, small: Path, tmp_path: Path, where: str, free: int
) -> None:
    """With so many KiB left it says so and changes nothing; with room again it goes through."""
    remote, _ = copied(published, tmp_path)
    clone = remote.clone(small / "clone")
    scratch = {"tmp": small / "tmp", "far": tmp_path / "far"}[where]
    scratch.mkdir()
    before = remote.git("for-each-ref"), clone.git("for-each-ref")
    filled(small, free)
    result = publish_outside(clone, "2026.3", "--push", TMPDIR=str(scratch))
    (small / "ballast").unlink()
    assert result.code == 2, result.output
    assert re.search("No space left on device|hardly any room left", result.output)
    assert "Traceback" not in result.output
    assert (remote.git("for-each-ref"), clone.git("for-each-ref")) == before
    assert list(scratch.iterdir()) == []
    assert not list((clone.folder / ".git").glob("fast_import_crash_*"))
    again = publish_outside(clone, "2026.3", "--push", TMPDIR=str(scratch))
    assert again.code == 0, again.output
    kept(remote, published.trees())


def filled(folder: Path, free: int) -> None:
    """Fill a file system up to so many KiB."""
    about = os.statvfs(folder)
    size = about.f_bavail * about.f_frsize - free * 1024
    with (folder / "ballast").open("wb") as stream:
        for _ in range(size // 4096):
            stream.write(bytes(4096))


@pytest.mark.parametrize("free", [0, 40])
def test_a_full_disk_at_the_remote_leaves_everything_as_it_was(
    published: Remote, small: Path, tmp_path: Path, free: int
) -> None:
    """The push fails, and so does the command; no ref has moved, here or there."""
    remote, _ = copied(published, small)
    shutil.rmtree(small / "clone")
    clone = remote.clone(tmp_path / "clone")
    before = remote.git("for-each-ref"), clone.git("for-each-ref")
    filled(small, free)
    result = publish_outside(clone, "2026.3", "--push")
    assert result.code == 2, result.output
    assert "Traceback" not in result.output
    (small / "ballast").unlink()
    assert (remote.git("for-each-ref"), clone.git("for-each-ref")) == before
    assert publish_outside(clone, "2026.3", "--push").code == 0
    kept(remote, published.trees())


ALL = ("versions.json", "editions.json", "addresses.json")


@pytest.mark.parametrize(
    ("content", "files"),
    [
        *((text, ALL[:1]) for text in (None, "", "{", "[1, 2]", '[{"version": "../x"}]', "null")),
        (None, ALL),
        ("{", ALL),
    ],
)
def test_a_list_that_is_gone_or_broken_is_made_again(
    mail: Mail, tmp_path: Path, content: str | None, files: tuple[str, ...]
) -> None:
    """From the editions that are there, and from what the list said before."""
    remote, clone = mail
    before = remote.trees()
    by_hand(remote, tmp_path / "hand", dict.fromkeys(files, content))
    result = publish(clone, "2026.3", "--push")
    assert result.code == 0, result.output
    kept(remote, before)
    aliases = {e["version"]: e["aliases"] for e in remote.json("versions.json")}
    assert aliases == {"2026.1": [], "2026.2": [], "2026.3": ["latest"]}
    ledger = {e["edition"]: e for e in remote.json("editions.json")["editions"]}
    assert ledger["2026.1"]["in_force"][0]["until"] == "2026-02-01T09:00:00Z"
    assert set(remote.json("addresses.json")["sops"]) == {"spam-filter"}


def test_names_that_lead_elsewhere_are_no_editions(mail: Mail, tmp_path: Path) -> None:
    """Whoever may push to the branch can write anything into its lists."""
    remote, clone = mail
    before = remote.trees()
    ledger = remote.json("editions.json")
    odd = {**ledger["editions"][0], "edition": "../../x\x1b[31m"}
    text = json.dumps({**ledger, "editions": [odd, *ledger["editions"]]})
    by_hand(remote, tmp_path / "hand", {"editions.json": text})
    clone.git("fetch", "--quiet")
    said = clone.run("rollbook", "editions")
    assert (said.code, "x" in said.output, "\x1b" in said.output) == (0, False, False)
    assert publish(clone, "2026.3", "--push").code == 0
    kept(remote, before)


def by_hand(remote: Remote, folder: Path, files: Mapping[str, str | None]) -> None:
    """Change files of the branch as somebody does who knows no better."""
    git(remote.bare, "clone", "--quiet", "--branch", "gh-pages", str(remote.bare), str(folder))
    for name, text in files.items():
        if text is None:
            (folder / name).unlink()
        else:
            (folder / name).write_text(text, encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "By hand")
    git(folder, "push", "--quiet")


def test_a_branch_that_was_never_fetched_is_read_from_the_remote(
    mail: Mail, tmp_path: Path
) -> None:
    """A clone of `main` alone, as a checkout in CI, knows nothing of it."""
    remote, _ = mail
    before = remote.trees()
    folder = tmp_path / "single"
    git(remote.bare, "clone", "--quiet", "--single-branch", str(remote.bare), str(folder))
    result = publish(Clone(folder), "2026.3", "--push")
    assert result.code == 0, result.output
    kept(remote, before)


def test_a_shallow_clone_is_told_to_fetch_the_rest(mail: Mail, tmp_path: Path) -> None:
    """Or else the page of changes would be missing without a word."""
    remote, full = mail
    full.commit({"docs/mine.md": "# Mine, again\n"})
    full.git("push", "--quiet", "origin", "HEAD:main")
    folder = tmp_path / "shallow"
    git(remote.bare, "clone", "--quiet", "--depth=1", f"file://{remote.bare}", str(folder))
    result = publish(Clone(folder), "2026.3", "--push")
    assert result.code == 1
    assert "fetch-depth: 0" in result.output
    assert "2026.3" not in remote.trees()


def test_what_stands_on_the_local_branch_alone_is_neither_published_nor_lost(
    mail: Mail, tmp_path: Path
) -> None:
    """It is said which edition that is; a branch that is only behind follows."""
    remote, clone = mail
    before = remote.trees()
    clone.git("branch", "--quiet", "gh-pages", "origin/gh-pages")
    other = remote.clone(tmp_path / "other")
    assert publish(other, "2026.3", "--push").code == 0
    assert publish(clone, "2026.4", "--push").code == 0
    assert clone.git("rev-parse", "gh-pages") == remote.git("rev-parse", "gh-pages")
    assert publish(clone, "2026.5").code == 0
    local = clone.git("rev-parse", "gh-pages")
    result = publish(clone, "2026.6", "--push")
    assert result.code == 0, result.output
    assert "the local branch gh-pages has 2026.5, which origin/gh-pages has not" in result.output
    assert clone.git("rev-parse", "gh-pages") == local
    assert "2026.5" not in remote.trees()
    kept(remote, before)
    torn = publish(clone, "2026.7")
    assert torn.code == 2
    assert "each have something that the other lacks" in torn.output


def test_what_a_killed_mike_left_behind_is_not_published(mail: Mail) -> None:
    """A commit on the local branch in which an edition is missing stays where it is."""
    remote, clone = mail
    before = remote.trees()
    clone.git("branch", "--quiet", "gh-pages", "origin/gh-pages")
    done = clone.run("mike", "delete", "2026.1", **WITH_MIKE)
    assert done.code == 0, done.output
    assert publish(clone, "2026.3", "--push").code == 0
    kept(remote, before)


def test_editions_that_mike_published_by_itself_stay_beside_ours(
    mail: Mail, tmp_path: Path
) -> None:
    """They are listed, and never touched; their names are taken."""
    remote, clone = mail
    before = remote.trees()
    done = clone.run("mike", "deploy", "--push", "0.9", "old", "--alias-type=copy", **WITH_MIKE)
    assert done.code == 0, done.output
    mikes = remote.trees()["0.9"]
    other = remote.clone(tmp_path / "other")
    taken = publish(other, "0.9", "--push")
    assert taken.code == 1
    assert "was not published by Rollbook" in taken.output
    assert publish(other, "2026.3", "--push").code == 0
    assert remote.trees()["0.9"] == mikes
    assert {name: remote.trees()[name] for name in ("2026.1", "2026.2")} == {
        name: before[name] for name in ("2026.1", "2026.2")
    }
    assert json.loads(remote.file("versions.json"))[-1]["version"] == "0.9"
    said = other.run("rollbook", "editions").output
    assert "not published by Rollbook: 0.9" in said


def test_a_remote_that_refuses_is_said_and_nothing_has_moved(mail: Mail) -> None:
    """Neither its branch, nor ours, nor the tag."""
    remote, clone = mail
    hook = remote.bare / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'protected branch' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = remote.git("for-each-ref"), clone.git("for-each-ref")
    result = publish(clone, "2026.3", "--push")
    assert result.code == 2
    assert "protected branch" in result.output
    assert (remote.git("for-each-ref"), clone.git("for-each-ref")) == before


def test_an_edition_that_was_removed_by_hand_comes_back_as_it_was(
    mail: Mail, tmp_path: Path
) -> None:
    """From its commit; from any other it is refused."""
    remote, clone = mail
    before, entry = remote.trees(), remote.json("editions.json")["editions"][1]
    clone.git("branch", "--quiet", "gh-pages", "origin/gh-pages")
    done = clone.run("mike", "delete", "2026.1", "--push", **WITH_MIKE)
    assert done.code == 0, done.output
    assert "its pages are missing" in clone.run("rollbook", "editions").output
    clone.git("branch", "--quiet", "-D", "gh-pages")
    other = publish(clone, "2026.1", "--push")
    assert (other.code, "2026.1" in remote.trees()) == (1, False)
    clone.git("checkout", "--quiet", "handbook/2026.1")
    assert publish(clone, "2026.1", "--push").code == 0
    kept(remote, before)
    assert remote.json("editions.json")["editions"][1] == entry
    assert remote.trees()["latest"] == before["latest"]
