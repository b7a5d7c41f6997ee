"""A release of this repository: what stands against it, and what is built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.publishing.repositories import git
from tests.site.test_docs import blocks
from tests.sites import BIN, REPOSITORY, Result
from tests.test_project import pyproject, words_of_this_machine
from tests.workflows.steps import GITHUB, Runner

RELEASE = GITHUB / "workflows/release.yml"
TAG = "github.ref_type == 'tag' && github.ref_name || ''"
CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- **Editions** of a handbook.

## [0.1.0] - 2026-11-01

- The first one.

[Unreleased]: https://acme.example/0.2.0...main
[0.2.0]: https://acme.example/0.2.0
[0.1.0]: https://acme.example/0.1.0
"""
FILES = {
    "pyproject.toml": '[project]\nversion = "0.2.0"\n',
    "CHANGELOG.md": CHANGELOG,
    "README.md": "# Rollbook\n",
    "docs/guide/a.md": "    rev: v0.2.0\n",
}


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, by their paths in the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def commit(folder: Path) -> None:
    """Commit all that is there, and say that it is on `main`."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Change")
    git(folder, "update-ref", "refs/remotes/origin/main", "HEAD")


@pytest.fixture
def releasable(tmp_path: Path) -> Path:
    """A repository whose version 0.1.0 was released, and 0.2.0 can be."""
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, FILES)
    commit(folder)
    git(folder, "tag", "v0.1.0", "HEAD")
    return folder


def check(folder: Path, *options: str) -> Result:
    """Ask what stands against a release."""
    program = GITHUB / "release/check.py"
    done = subprocess.run(
        [sys.executable, program, *options], cwd=folder, capture_output=True, text=True
    )
    return Result(done.returncode, done.stdout + done.stderr)


def test_a_release_that_is_prepared_has_nothing_against_it(releasable: Path) -> None:
    """With its tag and before that is made."""
    said = Result(0, "nothing stands against 0.2.0\n")
    assert check(releasable) == said
    git(releasable, "tag", "v0.2.0")
    assert check(releasable / "docs", "--tag", "v0.2.0") == said


UNDONE: dict[str, tuple[dict[str, str], str]] = {
    "no section": (
        {"CHANGELOG.md": CHANGELOG.replace("0.2.0", "0.1.9")},
        "CHANGELOG.md:1: there is no section [0.2.0]: say what it brings\n",
    ),
    "no day": (
        {"CHANGELOG.md": CHANGELOG.replace(" - 2026-12-01", "")},
        "CHANGELOG.md:5: [0.2.0] has no day: write it as ' - 2026-12-01'\n",
    ),
    "no such day": (
        {"CHANGELOG.md": CHANGELOG.replace("2026-12-01", "2026-11-31")},
        "CHANGELOG.md:5: [0.2.0] has no day: write it as ' - 2026-12-01'\n",
    ),
    "nothing said": (
        {"CHANGELOG.md": CHANGELOG.replace("- **Editions** of a handbook.\n", "")},
        "CHANGELOG.md:5: [0.2.0] says nothing: say what it brings\n",
    ),
    "no address": (
        {"CHANGELOG.md": CHANGELOG.replace("\n[0.2.0]: https", "\n<https")},
        "CHANGELOG.md:5: [0.2.0] leads nowhere: add its address at the end\n",
    ),
    "something unreleased": (
        {"CHANGELOG.md": CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n\n- More.\n", 1)},
        "CHANGELOG.md:3: [Unreleased] is not empty: move it below [0.2.0]\n",
    ),
    "no place for what comes": (
        {"CHANGELOG.md": CHANGELOG.replace("## [Unreleased]\n\n", "")},
        "CHANGELOG.md:1: the first section is not [Unreleased]: open one for what comes next\n",
    ),
    "wrong order": (
        {"CHANGELOG.md": CHANGELOG.replace("0.1.0", "0.3.0")},
        "CHANGELOG.md:11: [0.3.0] is below [0.2.0]: the newest comes first\n",
    ),
    "wrong order of days": (
        {"CHANGELOG.md": CHANGELOG.replace("2026-11-01", "2026-12-02")},
        "CHANGELOG.md:11: [0.1.0] is younger than what is above it: mend the day\n",
    ),
    "another version in the documentation": (
        {"docs/guide/a.md": "\nrev: v0.1.0\n"},
        "docs/guide/a.md:2: it says v0.1.0: write v0.2.0\n",
    ),
    "no version": (
        {
            "pyproject.toml": '[project]\nversion = "0.2"\n',
            "CHANGELOG.md": CHANGELOG.replace("0.2.0", "0.2"),
            "docs/guide/a.md": "",
        },
        "pyproject.toml: '0.2' is no version: write it as 1.2.3\n"
        "CHANGELOG.md:5: '0.2' is no version: write it as 1.2.3\n",
    ),
}


@pytest.mark.parametrize("name", UNDONE)
def test_what_is_not_done_is_named_with_its_place(releasable: Path, name: str) -> None:
    """And what to do about it."""
    files, fault = UNDONE[name]
    write(releasable, files)
    commit(releasable)
    assert check(releasable) == Result(1, fault)


def test_a_version_is_released_once_and_goes_up(releasable: Path) -> None:
    """Whatever the tag of the release itself is called."""
    git(releasable, "tag", "v0.2.0")
    raised = "pyproject.toml: version 0.2.0 is not above v{}, which was released: raise it\n"
    assert check(releasable) == Result(1, raised.format("0.2.0"))
    git(releasable, "tag", "v0.10.0")
    git(releasable, "tag", "v1-broken")
    assert check(releasable, "--tag", "v0.2.0") == Result(1, raised.format("0.10.0"))
    other = "pyproject.toml: the version is 0.2.0, but the tag is v0.10.0: make them agree\n"
    assert check(releasable, "--tag", "v0.10.0") == Result(1, other)


def test_only_what_is_on_main_is_released(releasable: Path) -> None:
    """There CI has seen it; and what is not committed is in no release."""
    git(releasable, "commit", "--quiet", "--allow-empty", "--message", "Mine")
    write(releasable, {"notes.txt": ""})
    assert check(releasable) == Result(
        1,
        "git: something is not committed: commit it, or put it away\n"
        "git: the commit is not part of main: merge it first, and wait for CI\n",
    )


def test_all_that_is_wrong_is_said_at_once(releasable: Path) -> None:
    """So that it takes one attempt to mend."""
    for name in ("no day", "another version in the documentation"):
        write(releasable, UNDONE[name][0])
    result = check(releasable, "--tag", "v0.3.0")
    assert [line.partition(":")[0] for line in result.output.splitlines()] == [
        "pyproject.toml",
        "CHANGELOG.md",
        "docs/guide/a.md",
        "git",
    ]


def test_the_notes_are_what_the_changelog_says(releasable: Path) -> None:
    """Of this version, without the addresses at its end."""
    check(releasable, "--notes", "notes.md")
    notes = (releasable / "notes.md").read_text("utf-8")
    assert notes == "### Added\n\n- **Editions** of a handbook.\n"


# What is built


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it would be committed now, in a git of its own."""
    folder = tmp_path_factory.mktemp("release") / "work"
    listed = git(REPOSITORY, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder)
    return folder


@pytest.fixture(scope="module")
def built(repository: Path) -> Runner:
    """A runner on which the workflow has built, and still has what it built with."""
    # It is the commit that says of which day the files are.
    runner = Runner(repository, repository.parent, epoch="")
    (repository / ".git/info/exclude").write_text("/.venv\n", "utf-8")
    (repository / ".venv").symlink_to(BIN.parent)
    result = runner.run(RELEASE, "Build")
    assert result.code == 0, result.output
    return runner


def build(folder: Path, **environment: str) -> dict[str, bytes]:
    """Both distributions, as somebody would build them there."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", "dist"],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        umask=int(environment["UMASK"], 8),
    )
    return {path.name: path.read_bytes() for path in (folder / "dist").iterdir()}


def test_what_is_built_is_the_same_everywhere(
    built: Runner, repository: Path, tmp_path: Path
) -> None:
    """Folder, time zone, locale, umask, and the age and order of the files leave no trace."""
    here = {path.name: path.read_bytes() for path in (repository / "dist").iterdir()}
    # Written backwards, since a folder lists its files in no order.
    elsewhere = tmp_path / "a longer name of a folder"
    names = git(repository, "ls-files", "-z").split("\0")
    for name in sorted(filter(None, names), reverse=True):
        target = elsewhere / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / name, target)
        target.chmod(0o700 if os.access(target, os.X_OK) else 0o600)
        os.utime(target, (0, 10**9))
    epoch = git(repository, "log", "-1", "--format=%ct")
    there = build(
        elsewhere,
        SOURCE_DATE_EPOCH=epoch,
        UMASK="077",
        TZ="Pacific/Auckland",
        LC_ALL="C",
        HOME="/",
        PYTHONHASHSEED="7",
    )
    assert here.keys() == there.keys()
    assert here == there


def test_anyone_can_build_it_again(built: Runner, repository: Path, tmp_path: Path) -> None:
    """As SECURITY.md says, in a clone of their own."""
    (code,) = (code for _, code in blocks("console", "SECURITY.md") if "hatchling" in code)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(clone))
    (clone / ".venv").symlink_to(BIN.parent)
    command = code.removeprefix("$ ")
    done = subprocess.run(["sh", "-euc", command], cwd=clone, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in (clone / "dist").iterdir()} == {
        path.name: path.read_bytes() for path in (repository / "dist").iterdir()
    }


def test_the_wheel_can_be_built_from_the_source_distribution(
    built: Runner, repository: Path, tmp_path: Path
) -> None:
    """Which holds all that it takes, and gives the same wheel."""
    (source,) = (repository / "dist").glob("*.tar.gz")
    (wheel,) = (repository / "dist").glob("*.whl")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    epoch = git(repository, "log", "-1", "--format=%ct")
    assert build(folder, SOURCE_DATE_EPOCH=epoch, UMASK="022")[wheel.name] == wheel.read_bytes()


def test_what_is_built_is_what_git_has(built: Runner, repository: Path, tmp_path: Path) -> None:
    """No file more, none less and none another; what is not is named."""
    look = "Look at what was built"
    assert built.run(RELEASE, look) == Result(0, "what was built is what git has\n")
    stray = repository / "plugin/rollbook/stray.py"
    stray.write_text("x = 1\n", "utf-8")
    (repository / "plugin/rollbook/py.typed").write_text("?", "utf-8")
    (repository / "LICENSE").rename(tmp_path / "LICENSE")
    commit(repository)
    result = built.run(RELEASE, look)
    git(repository, "reset", "--quiet", "--hard", "HEAD^")
    git(repository, "update-ref", "refs/remotes/origin/main", "HEAD")
    version = pyproject()["project"]["version"]
    source, wheel = f"rollbook-{version}.tar.gz", f"rollbook-{version}-py3-none-any.whl"
    assert result == Result(
        1,
        f"{source}: LICENSE is in it, but not in git\n"
        f"{source}: plugin/rollbook/stray.py is in git, but not in it\n"
        f"{source}: plugin/rollbook/py.typed is not as git has it\n"
        f"{wheel}: rollbook/stray.py is in git, but not in it\n"
        f"{wheel}: rollbook/py.typed is not as git has it\n",
    )


def test_what_is_built_is_whole(built: Runner, repository: Path) -> None:
    """Templates, styles, first drafts and types come along, and nothing of the machine does."""
    (wheel,) = (repository / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    suffixes = {Path(name).suffix for name in files if name.startswith("rollbook/")}
    assert {".css", ".html", ".js", ".py", ".svg", ".ttf", ".typed", ".yml"} <= suffixes
    words = "|".join(map(re.escape, (*words_of_this_machine(), str(repository.parent))))
    machine = re.compile(rf"(?<![\w.-])(?:{words})(?![\w-])".encode())
    assert [name for name, data in files.items() if machine.search(data)] == []


def test_what_pypi_shows_leads_to_the_repository(built: Runner, repository: Path) -> None:
    """Nothing stands beside the README there: its picture and its links name this version."""
    (wheel,) = (repository / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        text = archive.read(name).decode()
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if not link.startswith("https://")] == []
    version = pyproject()["project"]["version"]
    assert f"/rollbook/v{version}/docs/images/sop-page.png" in "".join(links)
    assert f"https://github.com/rollbook/rollbook/blob/v{version}/CONTRIBUTING.md" in links


def test_the_steps_of_the_workflow_find_what_is_wrong(built: Runner, repository: Path) -> None:
    """With the tag that it runs for, also where nothing but the changelog is missing."""
    version = pyproject()["project"]["version"]
    built.contexts = {TAG: "v9.9.9"}
    result = built.run(RELEASE, "Check")
    assert result.code == 1
    assert f"the version is {version}, but the tag is v9.9.9: make them agree" in result.output
    assert (built.temporary / "notes.md").exists()


def test_the_release_is_made_of_what_was_built(tmp_path: Path) -> None:
    """With the notes of the changelog, for the tag, which has to be there."""
    calls = tmp_path / "calls"
    write(tmp_path, {"work/dist/a.whl": "", "work/dist/b.tar.gz": "", "bin/gh": ""})
    (tmp_path / "bin/gh").write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {calls}\n', "utf-8")
    (tmp_path / "bin/gh").chmod(0o755)
    contexts = {"github.repository": "a/b", "github.token": "t", "github.ref_name": "v1.0.0"}
    runner = Runner(tmp_path / "work", tmp_path, contexts=contexts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
        result = runner.run(RELEASE, "Make the release")
    assert result.code == 0, result.output
    assert calls.read_text("utf-8").splitlines() == [
        *("release", "create", "--verify-tag", "--title", "v1.0.0"),
        *("--notes-file", "notes/notes.md", "--", "v1.0.0", "dist/a.whl", "dist/b.tar.gz"),
    ]


def test_no_job_that_runs_our_code_has_a_token_that_may_write() -> None:
    """And those that have one check nothing out and run nothing that was built."""
    jobs = yaml.safe_load(RELEASE.read_text("utf-8"))["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    writing = {name: job for name, job in jobs.items() if name != "build"}
    assert {name: job["permissions"] for name, job in writing.items()} == {
        "attest": {"attestations": "write", "id-token": "write"},
        "pypi": {"id-token": "write"},
        "github": {"contents": "write"},
    }
    for job in writing.values():
        used = [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step]
        assert set(used) <= {
            "actions/attest",
            "actions/download-artifact",
            "pypa/gh-action-pypi-publish",
        }
        assert all(step.get("run", "gh ").startswith("gh ") for step in job["steps"])


def test_a_rehearsal_lets_nothing_out() -> None:
    """Each job behind the build waits for one that runs for tags alone."""
    jobs = yaml.safe_load(RELEASE.read_text("utf-8"))["jobs"]
    assert jobs["attest"]["if"].startswith("github.event_name == 'push' && ")
    assert [jobs[name]["needs"] for name in ("attest", "pypi", "github")] == [
        "build",
        "attest",
        "pypi",
    ]


def test_the_version_stands_in_one_place() -> None:
    """The command reads it from what was installed, and the guide is held to it."""
    version = pyproject()["project"]["version"]
    done = subprocess.run([BIN / "rollbook", "--version"], capture_output=True, text=True)
    assert version in done.stdout
    for path in (REPOSITORY / "plugin").rglob("*.py"):
        assert f'"{version}"' not in path.read_text("utf-8"), path
    for path in [REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md")]:
        for line in path.read_text("utf-8").splitlines():
            assert "rev: v" not in line or line.endswith(f"rev: v{version}"), path
