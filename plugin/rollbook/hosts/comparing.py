"""What lies between an earlier edition of the handbook and this one, as git knows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rollbook.hosts.today import today
from rollbook.review.change import Review
from rollbook.review.comparing import NoEdition, compare_with_git


class NoChanges(Exception):
    """Git cannot say what has changed; the text says why, and what to do."""


def changes_since(revision: str, folders: Sequence[Path]) -> Review | None:
    """Compare with what a revision of git has; nothing where none is named."""
    if not revision:
        return None
    try:
        return compare_with_git(folders, revision, None, today())[0]
    except NoEdition as error:
        raise NoChanges(f"changes_since: {error}") from None
