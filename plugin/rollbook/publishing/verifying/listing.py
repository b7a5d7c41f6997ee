"""Listing: every file that stands in a folder or a tree of git, and the digest of its bytes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.git import git
from rollbook.loading.repository import Repository
from rollbook.publishing.edition.manifest import digest_of

_PORTION = 16 * 1024 * 1024
"""How many bytes are asked of git at once; a larger file comes by itself."""
_FILES = ("100644", "100755")
_LINK = "it is a link, and an edition has none"
_NO_FILE = "it is no file"


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its digest, or why it has none."""

    digest: str
    fault: str = ""


Listing = Mapping[str, Found]
"""File → what it is, by its path from the folder of the edition."""


def of_tree(repository: Repository, tree: str) -> Listing:
    """Every file of a tree, read without checking anything out."""
    found: dict[str, Found] = {}
    blobs: dict[str, tuple[str, int]] = {}
    listed = git(repository.top, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
    for line in filter(None, listed.split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, content, size = about.decode("ascii").split()
        if mode in _FILES:
            blobs[os.fsdecode(name)] = (content, int(size) if size.isdigit() else 0)
        else:
            fault = _LINK if mode == "120000" else "it is another repository, and no file"
            found[os.fsdecode(name)] = Found("", fault)
    digests = _digests(repository, dict(blobs.values()))
    return {**found, **{name: Found(digests[content]) for name, (content, _) in blobs.items()}}


def _digests(repository: Repository, sizes: Mapping[str, int]) -> Mapping[str, str]:
    """Content, as git names it → the digest of its bytes."""
    return {
        name: digest_of(data)
        for portion in _portions(sizes)
        for name, data in repository.contents(portion).items()
    }


def _portions(sizes: Mapping[str, int]) -> Iterator[Sequence[str]]:
    portion: list[str] = []
    room = _PORTION
    for name, size in sizes.items():
        if portion and size > room:
            yield portion
            portion, room = [], _PORTION
        portion.append(name)
        room -= size
    yield portion


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
                found[path.relative_to(folder).as_posix()] = _of_file(path)
    return found


def _of_file(path: Path) -> Found:
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
