"""What lies between an earlier edition of the handbook and this one, as git knows it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from rollbook.hosts.today import today
from rollbook.review.change import Review


def changes_since(revision: str, folders: Sequence[Path]) -> Review | None:
    """Compare with what a revision of git has; nothing where none is named."""
    if not revision:
        return None
    try:
        comparing = import_module("rollbook.review.comparing")
    except ModuleNotFoundError:
        return None
    review: Review = comparing.compare_with_git(folders, revision, None, today())[0]
    return review
