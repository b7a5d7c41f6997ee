"""Objects of git, read as they are kept: by no setting of a repository, and held to their names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollbook.loading.git import git
from rollbook.loading.repository import NoEdition, Repository
from rollbook.publishing.edition.manifest import digest_of

_PORTION = 16 * 1024 * 1024
"""How many bytes are asked of git at once; a larger object comes by itself."""
_SHOWN = 12
_SECONDS = re.compile(rb"^committer .*> ([0-9]{1,12}) [+-][0-9]+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Item:
    """What stands in a tree under a name: a mode, such as that of a folder, and an object."""

    mode: str
    object: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree."""
        return self.mode == "40000"

    @property
    def is_file(self) -> bool:
        """Whether it is content, and neither a link nor another repository."""
        return self.mode in ("100644", "100755")


Tree = Mapping[str, Item]
"""Name → what stands there."""

Opened = Callable[[Sequence[str]], Mapping[str, Tree]]
"""Gives what stands in each of some trees."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit; `seconds` is when it says that it was made, and 0 where it says nothing."""

    name: str
    tree: str
    parents: tuple[str, ...]
    seconds: int


def commits(repository: Repository, names: Iterable[str]) -> Iterator[Commit]:
    """These commits; where one is not here, raise `NoEdition`."""
    for name, data in repository.contents(names).items():
        head = data.partition(b"\n\n")[0] + b"\n"
        fields = [line.partition(b" ") for line in head.splitlines()]
        said = _SECONDS.search(head)
        top = [value.decode("ascii", "replace") for key, _, value in fields if key == b"tree"]
        if not top:
            raise NoEdition(f"{name[:_SHOWN]} is no commit")
        parents = [value.decode("ascii", "replace") for key, _, value in fields if key == b"parent"]
        yield Commit(name, top[0], tuple(parents), int(said[1]) if said else 0)


def trees(repository: Repository, names: Iterable[str]) -> dict[str, Tree]:
    """What stands in each of these trees."""
    try:
        return {name: dict(_items(data, len(name) // 2)) for name, data in read(repository, names)}
    except ValueError:
        raise NoEdition("a folder of it is none") from None


def files_below(opened: Opened, tree: str) -> dict[str, Item]:
    """Path → everything below a tree but folders."""
    found: dict[str, Item] = {}
    todo = {"": tree}
    while todo:
        there = opened(list(todo.values()))
        items = {
            f"{above}{name}": item
            for above, folder in todo.items()
            for name, item in there[folder].items()
        }
        todo = {f"{path}/": item.object for path, item in items.items() if item.is_folder}
        found |= {path: item for path, item in items.items() if not item.is_folder}
    return found


def digests(repository: Repository, names: Iterable[str]) -> dict[str, str]:
    """Object → the SHA-256 of what it holds."""
    return {name: digest_of(data) for name, data in read(repository, names)}


def read(repository: Repository, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each of these objects with what it holds, not all of them in memory at once."""
    for portion in _portions(_sizes(repository, list(dict.fromkeys(names)))):
        yield from repository.contents(portion).items()


def _sizes(repository: Repository, names: Sequence[str]) -> dict[str, int]:
    if not names:
        return {}
    feed = "".join(f"{name}\n" for name in names).encode()
    said = git(repository.top, "cat-file", "--batch-check=%(objectsize)", feed=feed).split(b"\n")
    return {n: int(size) if size.isdigit() else 0 for n, size in zip(names, said, strict=False)}


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


def _items(data: bytes, length: int) -> Iterator[tuple[str, Item]]:
    at = 0
    while at < len(data):
        space = data.index(b" ", at)
        end = data.index(b"\0", space)
        name = data[end + 1 : end + 1 + length].hex()
        yield os.fsdecode(data[space + 1 : end]), Item(data[at:space].decode("ascii"), name)
        at = end + 1 + length
