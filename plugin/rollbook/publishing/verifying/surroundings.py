"""Surroundings: the repository that a command runs in, and the published branch in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.repository import NoEdition, Repository
from rollbook.publishing.branch.reading import Tip, newest
from rollbook.publishing.verifying.past import Past, past


@dataclass(frozen=True, slots=True)
class Branch:
    """The published branch, and what it did to the edition."""

    tip: Tip
    name: str
    past: Past

    @property
    def shown(self) -> str:
        """The branch and its commit, for people."""
        return f"{self.name} at {self.tip.commit[:12]}"


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
    tip = Tip(repository, commit)
    return Surroundings(repository, Branch(tip, branch, past(tip, edition)), "", remote)
