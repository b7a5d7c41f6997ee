"""A published edition, tampered with in every way, and what `rollbook verify` says of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rollbook.hosts.cli import rollbook
from rollbook.publishing.branch.ledger import LEDGER
from rollbook.publishing.edition.manifest import MANIFEST
from tests.publishing.repositories import WHO, Clone, Remote, git, new_remote, publish

EDITION = "2026.11"
LATER = "2027-02-14T09:00:00Z"
"""When somebody alters what was published."""
TAG = f"handbook/{EDITION}"


@dataclass(frozen=True)
class Audit:
    """What the command says."""

    code: int
    output: str
    verdict: str
    summary: str
    proofs: Mapping[str, tuple[str, str]]
    """Proof → its outcome, and all that it says in lines."""

    def outcomes(self, outcome: str) -> list[str]:
        """The proofs that came out so."""
        return [name for name, (found, _) in self.proofs.items() if found == outcome]

    def says(self, proof: str) -> str:
        """All that a proof says."""
        return self.proofs[proof][1]


@contextlib.contextmanager
def as_anybody() -> Iterator[None]:
    """With no settings of git but the repository's."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WHO.items():
            patch.setenv(name, value)
        yield


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run `rollbook` in a folder; gives its exit code and what it prints."""
    with as_anybody(), contextlib.chdir(folder):
        result = CliRunner().invoke(rollbook, [*arguments], prog_name="rollbook")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def verify(folder: Path, *options: str, edition: str = EDITION) -> Audit:
    """Verify an edition."""
    code, output = run(folder, "verify", edition, "--format", "json", *options)
    found = json.loads(output[output.index("{") :])
    assert found["edition"] == edition
    assert [proof["proof"] for proof in found["proofs"]][:7] == [
        *("files", "ledger", "history", "tag", "signature", "sources", "site")
    ]
    proofs = {p["proof"]: (p["outcome"], "\n".join(p["says"])) for p in found["proofs"]}
    return Audit(code, output, found["verdict"], found["summary"], proofs)


def published(folder: Path, *options: str, **settings: str) -> Remote:
    """A remote to which one edition was published, as a user does it."""
    remote, clone = new_remote(folder)
    for key, value in settings.items():
        clone.git("config", key.replace("_", "."), value)
    result = publish(clone, EDITION, "--push", *options)
    assert result.code == 0, result.output
    return remote


def cloned(remote: Remote, folder: Path) -> Clone:
    """A clone of it, whose branch anybody may then alter without touching the remote."""
    clone = remote.clone(folder)
    clone.git("branch", "--quiet", "gh-pages", "origin/gh-pages")
    return clone


Change = bytes | tuple[str, str] | None
"""What stands in a file from then on: bytes; a mode and what it leads to; or nothing."""


def alter(clone: Clone, changes: Mapping[str, Change], day: str = LATER) -> str:
    """Commit to the branch of the clone; gives the commit."""
    index = {"GIT_INDEX_FILE": str(clone.folder / ".git/altered")}
    feed = ""
    for name, change in changes.items():
        if change is None:
            feed += f"0 {'0' * 40}\t{name}\0"
            continue
        mode, content = change if isinstance(change, tuple) else ("100644", change)
        data = content.encode() if isinstance(content, str) else content
        blob = content if mode == "160000" else plumbing(clone, "hash-object -w --stdin", data)
        feed += f"{mode} {blob}\t{name}\0"
    plumbing(clone, "read-tree gh-pages", **index)
    plumbing(clone, "update-index -z --index-info", feed.encode(), **index)
    tree = plumbing(clone, "write-tree", **index)
    commit = clone.git("commit-tree", "-p", "gh-pages", "-m", "Tidy", tree, day=day)
    clone.git("update-ref", "refs/heads/gh-pages", commit)
    return commit


def plumbing(clone: Clone, command: str, feed: bytes = b"", **environment: str) -> str:
    """Run git with an input."""
    done = subprocess.run(
        ["git", *command.split()],
        cwd=clone.folder,
        input=feed,
        capture_output=True,
        env={**os.environ, **WHO, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def content(clone: Clone, name: str) -> bytes:
    """What stands in a file of the branch."""
    command = ["git", "cat-file", "blob", f"gh-pages:{name}"]
    return subprocess.run(command, cwd=clone.folder, capture_output=True, check=True).stdout


def manifest(clone: Clone) -> dict[str, Any]:
    """The manifest on the branch."""
    found: dict[str, Any] = json.loads(content(clone, f"{EDITION}/{MANIFEST}"))
    return found


def written(value: object) -> bytes:
    """As Rollbook writes what it keeps."""
    return f"{json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode()


def with_manifest(clone: Clone, value: object) -> dict[str, Change]:
    """Another manifest, in the edition and in the copy."""
    return dict.fromkeys([f"{name}/{MANIFEST}" for name in (EDITION, "latest")], written(value))


def with_ledger(clone: Clone, **changes: object) -> dict[str, Change]:
    """Another entry in the ledger."""
    ledger = json.loads(content(clone, LEDGER))
    ledger["editions"][0] |= changes
    return {LEDGER: written(ledger)}


def checked_out(clone: Clone, folder: Path) -> Path:
    """The files of the branch, as a web server has them."""
    shutil.rmtree(folder, ignore_errors=True)
    git(clone.folder, "worktree", "add", "--quiet", "--detach", str(folder), "gh-pages")
    (folder / ".git").unlink()
    return folder
