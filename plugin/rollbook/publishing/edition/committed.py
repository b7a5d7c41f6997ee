"""What is committed: an edition is made from that, and from nothing else on the disk."""

from __future__ import annotations

import re
from pathlib import Path

from rollbook.loading.git import GitFailed, git
from rollbook.loading.repository import Repository
from rollbook.model.measures import LAST_SECOND
from rollbook.publishing.refusing import Refused

_SHOWN = 5


def commit_of_clean(repository: Repository, project: Path) -> str:
    """The commit that is checked out; where something was changed since, raise `Refused`."""
    try:
        said = git(repository.top, "status", "--porcelain=v1", "-z", "--no-renames")
        commit = repository.commit("HEAD")
        tracked = git(project, "ls-files", "--", "mkdocs.yml", "mkdocs.yaml")
        staged = git(project, "ls-files", "--stage").decode("utf-8", "replace")
    except GitFailed as error:
        raise Refused(f"git cannot say what was changed: {error}") from None
    changed = [line[3:] for line in said.decode("utf-8", "replace").split("\0") if line]
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        raise Refused(
            f"{', '.join(changed[:_SHOWN])}{more}: changed and not committed; an edition is made "
            "from a commit, so commit, stash or ignore it first"
        )
    if not tracked:
        raise Refused("mkdocs.yml is not in git: commit it first")
    modules = [line.split("\t")[1] for line in staged.splitlines() if line.startswith("160000 ")]
    if modules:
        raise Refused(
            f"{modules[0]} is a submodule, whose files would be missing from the edition: put them "
            "into this repository"
        )
    return commit


def time_of(repository: Repository, commit: str) -> int:
    """When a commit was made, in seconds since 1970."""
    said = git(repository.top, "show", "--no-patch", "--format=%ct", commit, "--").strip()
    if not re.fullmatch(rb"[0-9]{1,12}", said) or int(said) > LAST_SECOND:
        raise Refused(
            f"an edition speaks of the day of its commit, {commit[:12]}, and the day of its commit "
            "is none: name another with SOURCE_DATE_EPOCH (seconds since 1970)"
        )
    return int(said)
