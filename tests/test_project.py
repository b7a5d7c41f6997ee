"""The project's own files: what stands in two places agrees, and nothing is left over."""

from __future__ import annotations

import datetime
import functools
import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.sites import REPOSITORY
from tests.workflows.steps import ACTIONS, WORKFLOWS, steps

ASSETS = REPOSITORY / "plugin" / "rollbook" / "assets"
LOCK = REPOSITORY / "requirements-dev.lock"
LETTERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")

REGISTRY = re.compile(
    r"pythonhosted\.org|pypi\.org/simple|\s--(?:extra-)?index-url|registry\.npmjs"
)


@functools.cache
def repository_files() -> dict[str, str]:
    """Every text file by its path, those that are not committed yet included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = {name: REPOSITORY / name for name in listed.stdout.split("\0") if name}
    return {
        name: path.read_text("utf-8", errors="replace")
        for name, path in paths.items()
        if path.is_file()
    }


def pyproject() -> dict[str, Any]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


# The letters to the reader


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    """Whoever changes something has a place to say so."""
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    sections = re.findall(r"^### (.*)$", changelog, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert set(sections) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    for heading in headings:
        assert f"\n{heading.partition(']')[0]}]: https://" in changelog


def test_the_changelog_names_every_release_once_newest_first() -> None:
    """`pyproject.toml` names the newest release, or the one that comes next."""
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## \[(\d\S*)\] - (\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE)
    assert len(released) == changelog.count("\n## [") - 1
    versions = [tuple(map(int, version.split("."))) for version, _ in released]
    days = [datetime.date.fromisoformat(day) for _, day in released]
    assert all(newer > older for newer, older in itertools.pairwise(versions))
    assert all(newer >= older for newer, older in itertools.pairwise(days))
    current = tuple(map(int, pyproject()["project"]["version"].split(".")))
    assert current >= max(versions, default=current)


@pytest.mark.parametrize("letter", ["README.md", "CONTRIBUTING.md", ".github/workflows/ci.yml"])
def test_every_make_command_that_is_named_exists(letter: str) -> None:
    """The first commands that a newcomer types work."""
    named = set(re.findall(r"(?:\$ |`|run: |&& )make ([a-z]+)", (REPOSITORY / letter).read_text()))
    targets = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("letter", LETTERS)
def test_every_link_to_a_file_leads_to_one(letter: str) -> None:
    """A link of the repository's first pages is not broken."""
    text = (REPOSITORY / letter).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    assert [link for link in links if not (REPOSITORY / link).exists()] == []


# The lock file


def locked() -> list[str]:
    """The requirements of the lock file, each with its hashes in one line."""
    return LOCK.read_text("utf-8").replace("\\\n", " ").splitlines()


def test_the_lock_names_no_host() -> None:
    """It works with every index, and tells nobody which one it was made with."""
    text = LOCK.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)


def test_every_locked_requirement_has_a_version_and_a_hash() -> None:
    """Nothing is installed but what was there when the lock was made."""
    form = r"[a-z0-9.-]+(?:\[[a-z,-]+\])?==[^\s;]+(?: ; [^#]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+"
    assert [line for line in locked() if not re.fullmatch(form, line.strip())] == []


def test_everything_that_the_project_needs_is_locked() -> None:
    """A dependency that was added without renewing the lock is noticed."""
    project = pyproject()
    needed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[=]", line, maxsplit=1)[0] for line in locked()}
    assert {re.split(r"[<>=!~ ]", need, maxsplit=1)[0].lower() for need in needed} <= names


# What no file may hold


def words_of_this_machine() -> list[str]:
    """Where this checkout and its user's files are, and where its packages come from."""
    said = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, check=True, text=True
    )
    addresses = re.findall(r"(?:https?|file)://[^\s'\"]+|(?<=')/[^\s']+", said.stdout)
    return [str(REPOSITORY), str(Path.home()), *addresses]


def test_no_file_speaks_of_the_machine_that_it_was_written_on() -> None:
    """The project is the same wherever it is checked out."""
    words = "|".join(re.escape(word) for word in words_of_this_machine())
    machine = re.compile(rf"(?<![\w.-])(?:{words})(?![\w-])")
    found = {
        name: match[0]
        for name, text in repository_files().items()
        if (match := machine.search(text) or REGISTRY.search(text))
    }
    assert found == {}


def test_styles_ask_nothing_of_another_host() -> None:
    """The handbook works on a night on which the network does not."""
    styles = list(ASSETS.glob("*.css"))
    asked = re.compile(r"""@import|url\(\s*["']?(?!data:|#)|https?:|src\s*=""")
    assert styles
    assert [path.name for path in styles if asked.search(path.read_text("utf-8"))] == []


# Workflows


@pytest.mark.parametrize("file", [*ACTIONS, *WORKFLOWS], ids=lambda path: path.stem)
def test_every_action_is_pinned_to_a_commit(file: Path) -> None:
    """A tag can be moved to other code; the version stands behind it for people.

    Our own actions are those of the same commit.
    """
    uses = re.findall(r"^[ -]*uses: (.*)$", file.read_text("utf-8"), re.MULTILINE)
    form = r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$/[\w./-]+"
    assert uses
    assert [use for use in uses if not re.fullmatch(form, use)] == []


def test_an_action_is_pinned_to_one_commit_everywhere() -> None:
    """Two workflows never run two versions of one action."""
    files = [*ACTIONS, *WORKFLOWS]
    used = {step["uses"] for path in files for step in steps(path) if "uses" in step}
    actions = [use.partition("@")[0] for use in used]
    assert sorted(actions) == sorted(set(actions))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_given_no_more_than_they_need(workflow: Path) -> None:
    """A job says what it may do and for how long, and leaves no token behind."""
    content = yaml.safe_load(workflow.read_text("utf-8"))
    assert content["permissions"] == {}
    for job in content["jobs"].values():
        # A job that calls another workflow has no time of its own.
        assert job["permissions"]
        assert "uses" in job or job["timeout-minutes"]
    for step in steps(workflow):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
