"""Surroundings: the repository that a command runs in, and the published branch in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.repository import NoEdition, Repository
from rollbook.publishing.branch.reading import newest
from rollbook.publishing.verifying.line import Line, line
from rollbook.publishing.verifying.past import Past, past


@dataclass(frozen=True, slots=True)
class Branch:
    """The published branch, and what it did to the edition."""

    line: Line
    name: str
    past: Past

    @property
    def shown(self) -> str:
        """The branch and its commit, for people."""
        return f"{self.name} at {self.line.tip.commit.name[:12]}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What there is; `absent` says in words why there is no repository, or no branch."""

    repository: Repository | None
    branch: Branch | None
    absent: str
    remote: str


def surroundings(project: Path, remote: str, branch: str, edition: str) -> Surroundings:
    """The repository around a project, and the branch as it is known there."""
    try:
        repository = Repository.around(project)
    except NoEdition as error:
        said = (
            str(error)
            .removesuffix(": compare two folders")
            .removesuffix(", or compare two folders")
        )
        return Surroundings(None, None, said, remote)
    commit = newest(repository, remote, branch)
    if commit is None:
        absent = f"there is no branch {branch} here: 'git fetch {remote} {branch}' brings it"
        return Surroundings(repository, None, absent, remote)
    whole = line(repository, commit)
    return Surroundings(repository, Branch(whole, branch, past(whole, edition)), "", remote)


def unshallow(branch: Branch, remote: str) -> str:
    """That a part of the branch's history is missing, and what to do."""
    return (
        f"this clone has not all of the history of {branch.name}: 'git fetch --unshallow {remote}'"
    )
