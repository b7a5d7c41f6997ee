"""Asking git to change something of the branch, or to say why it does not."""

from __future__ import annotations

import os

from rollbook.loading.repository import Repository
from rollbook.publishing.git import GitRefused, run_git


class NoBranch(Exception):
    """The branch cannot be read or written; the text says why, and what to do."""


def ask(repository: Repository, *arguments: str, feed: str = "") -> str:
    """What git answers, without the spaces around it; where it does not, raise `NoBranch`."""
    try:
        said = run_git(repository.top, *arguments, feed=feed.encode())
    except GitRefused as error:
        raise NoBranch(_in_words(str(error))) from None
    return os.fsdecode(said).strip()


def _in_words(said: str) -> str:
    """What git said, shorter where it is long and known."""
    if "tell me who you are" in said:
        return (
            "git does not know who you are: tell it with 'git config user.name NAME' and "
            "'git config user.email ADDRESS'"
        )
    return said
