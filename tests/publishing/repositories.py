"""Handbooks in git, with a bare repository as the remote that everyone publishes to."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from rollbook.hosts.cli import rollbook as cli
from tests.hosts.procedure import SOPS
from tests.sites import EPOCH, Project, Result

CONFIG = """\
site_name: Mail
site_url: https://mail.acme.example/handbook/
theme: {name: material, font: false}
plugins: [search, rollbook: {downloads: false}]
"""
FILES = {**SOPS, "mkdocs.yml": CONFIG, "docs/mine.md": "# Mine\n", ".gitignore": "site/\n.cache/\n"}
WHO = {
    "GIT_AUTHOR_NAME": "Robin",
    "GIT_AUTHOR_EMAIL": "robin@acme.example",
    "GIT_COMMITTER_NAME": "Robin",
    "GIT_COMMITTER_EMAIL": "robin@acme.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
DAY = "2026-11-23T09:00:00Z"


def git(folder: Path, *arguments: str, day: str = DAY) -> str:
    """Run git as Robin, on a day that stays the same."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **WHO, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass(frozen=True)
class Clone(Project):
    """Somebody's clone of the handbook."""

    def git(self, *arguments: str, day: str = DAY) -> str:
        """Run git in it."""
        return git(self.folder, *arguments, day=day)

    def commit(self, files: Mapping[str, str], message: str = "Change", day: str = DAY) -> str:
        """Write files and commit everything; gives the commit."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message, day=day)
        return self.git("rev-parse", "HEAD")


@dataclass(frozen=True)
class Remote:
    """The bare repository."""

    bare: Path
    branch: str = "gh-pages"

    def still(self) -> Remote:
        """The remote as it is now, whoever pushes meanwhile."""
        return Remote(self.bare, self.git("rev-parse", self.branch))

    def git(self, *arguments: str) -> str:
        """Run git in it."""
        return git(self.bare, *arguments)

    def trees(self) -> dict[str, str]:
        """Folder of the published branch → its tree; empty before anything is published."""
        if not self.git("for-each-ref", "refs/heads/gh-pages"):
            return {}
        lines = self.git("ls-tree", "-d", self.branch).splitlines()
        return {name: about.split()[2] for about, _, name in (li.partition("\t") for li in lines)}

    def file(self, name: str) -> bytes:
        """A file of the published branch, to the byte."""
        command = ["git", "cat-file", "blob", f"{self.branch}:{name}"]
        return subprocess.run(command, cwd=self.bare, capture_output=True, check=True).stdout

    def json(self, name: str) -> Any:
        """A file of JSON of the published branch."""
        return json.loads(self.file(name))

    def listed(self) -> set[str]:
        """The editions that mike's list names."""
        return {entry["version"] for entry in self.json("versions.json")}

    def clone(self, folder: Path) -> Clone:
        """Clone it into a new folder."""
        git(self.bare, "clone", "--quiet", str(self.bare), str(folder))
        return Clone(folder)


def copied(remote: Remote, folder: Path) -> tuple[Remote, Clone]:
    """The same remote once more, to do with as one likes, and a clone of it."""
    shutil.copytree(remote.bare, folder / "remote.git")
    other = Remote(folder / "remote.git")
    return other, other.clone(folder / "clone")


def new_remote(folder: Path, files: Mapping[str, str] = FILES) -> tuple[Remote, Clone]:
    """A remote with one commit of a handbook on `main`, and the clone that it came from."""
    bare = folder / "remote.git"
    git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(bare))
    remote = Remote(bare)
    clone = remote.clone(folder / "clone")
    clone.commit(files, "Begin")
    clone.git("push", "--quiet", "origin", "HEAD:main")
    return remote, clone


def publish(clone: Clone, edition: str, *options: str, **environment: str) -> Result:
    """Run `rollbook publish` as Robin; it comes into force when it speaks of, unless said."""
    return rollbook(clone, "publish", edition, *options, **environment)


def publish_within(clone: Clone, edition: str, *options: str, **environment: str) -> Result:
    """The same in this process, where covered lines are counted."""
    return rollbook_within(clone, "publish", edition, *options, **environment)


def rollbook_within(clone: Clone, *command: str, **environment: str) -> Result:
    """Run a command in this process, and what it starts in others, where nothing is counted."""
    settings = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH, **_at(environment)}
    uncounted = dict.fromkeys(("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"))
    runner = CliRunner(env={**WHO, **settings, **environment, **uncounted})
    with contextlib.chdir(clone.folder):
        result = runner.invoke(cli, command, prog_name="rollbook")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Result(result.exit_code, result.output)


def rollbook(clone: Clone, *command: str, **environment: str) -> Result:
    """Run a command as Robin; now is the moment of the build, unless said."""
    return clone.run("rollbook", *command, **{**WHO, **_at(environment), **environment})


def _at(environment: Mapping[str, str]) -> dict[str, str]:
    """Now, to Rollbook and to git, is the moment of the build, unless said."""
    now = environment.get("ROLLBOOK_NOW") or environment.get("SOURCE_DATE_EPOCH") or EPOCH
    day = f"{now} +0000"
    return {"ROLLBOOK_NOW": now, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
