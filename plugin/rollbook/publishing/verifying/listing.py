"""Listing: every file that stands in a folder or a tree of git, and the digest of its bytes."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.repository import Repository
from rollbook.publishing.verifying.objects import Item, digests, files_below, trees

_LINK = "it is a link, and an edition has none"
_NO_FILE = "it is no file"


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its digest, or why it has none."""

    digest: str
    fault: str = ""


Digested = Callable[[Sequence[str]], Mapping[str, str]]
"""Gives the digest of what each of some objects holds."""

Listing = Mapping[str, Found]
"""File → what it is, by its path from the folder of the edition."""


def of_tree(repository: Repository, tree: str) -> Listing:
    """Every file of a tree, read without checking anything out."""
    below = files_below(lambda names: trees(repository, names), tree)
    return of_items(lambda names: digests(repository, names), below)


def of_items(digested: Digested, items: Mapping[str, Item]) -> Listing:
    """The same of what stands in trees."""
    held = digested([item.object for item in items.values() if item.is_file])
    return {name: _of_item(item, held) for name, item in items.items()}


def _of_item(item: Item, held: Mapping[str, str]) -> Found:
    if item.is_file:
        return Found(held[item.object])
    return Found("", _LINK if item.mode == "120000" else "it is another repository, and no file")


def of_folder(folder: Path) -> Listing:
    """Every file below a folder; no link is followed, and nothing is opened but files."""
    found: dict[str, Found] = {}
    todo = [folder]
    while todo:
        here = todo.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            found[here.relative_to(folder).as_posix()] = _unreadable(error)
            continue
        for path in entries:
            if path.is_dir() and not path.is_symlink():
                todo.append(path)
            else:
                found[path.relative_to(folder).as_posix()] = of_file(path)
    return found


def of_file(path: Path) -> Found:
    """A file on a disk; a link is none."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            return Found("", _LINK if stat.S_ISLNK(mode) else _NO_FILE)
        with path.open("rb") as stream:
            return Found(f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}")
    except OSError as error:
        return _unreadable(error)


def _unreadable(error: OSError) -> Found:
    return Found("", f"it cannot be read: {error.strerror}")
