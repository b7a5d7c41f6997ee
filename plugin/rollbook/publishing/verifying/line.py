"""The line: every commit of the branch, the oldest first, with what stood there after it.

It is followed by what the commits themselves name as their parents: a repository can say otherwise,
in files that no clone brings along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from rollbook.loading.git import GitFailed, git
from rollbook.loading.repository import NoEdition, Repository
from rollbook.publishing.branch.ledger import moment_of
from rollbook.publishing.kept import MAX_BYTES, Kept
from rollbook.publishing.verifying.objects import Commit, Item, Tree, commits, digests, trees
from rollbook.publishing.verifying.paper import TOO_LONG, Paper, paper

K = TypeVar("K", bound=Kept)


@dataclass(frozen=True)
class Shelf:
    """What was read already: most of a branch is the same after every commit."""

    repository: Repository
    folders: dict[str, Tree] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    papers: dict[tuple[str, type[Kept]], Paper[Any]] = field(default_factory=dict)

    def folders_of(self, names: Sequence[str]) -> Mapping[str, Tree]:
        """What stands in each of these trees, and in others."""
        self.folders.update(trees(self.repository, [n for n in names if n not in self.folders]))
        return self.folders

    def digests(self, names: Sequence[str]) -> Mapping[str, str]:
        """The SHA-256 of what each of these objects holds, and others."""
        self.known.update(digests(self.repository, [n for n in names if n not in self.known]))
        return self.known

    def folder(self, tree: str) -> Tree:
        """What stands in a tree."""
        return self.folders_of([tree])[tree]

    def paper(self, path: str, name: str, form: type[K]) -> Paper[K]:
        """The file of ours that an object is."""
        if (name, form) not in self.papers:
            data = self.data(path, name)
            self.papers[name, form] = (
                Paper(None, TOO_LONG, "") if data is None else paper(data, form)
            )
        return self.papers[name, form]

    def data(self, path: str, name: str) -> bytes | None:
        """What an object holds, unless that is too long; where git cannot give it, `NoEdition`."""
        try:
            if int(git(self.repository.top, "cat-file", "-s", name)) > MAX_BYTES:
                return None
            return self.repository.contents([name])[name]
        except (GitFailed, NoEdition) as error:
            lacking = f"git cannot give {path}, as a clone that was made with --filter may not"
            raise NoEdition(f"{lacking}: {error}") from None


@dataclass(frozen=True, eq=False)
class Stand:
    """What stood on the branch after a commit; `before` is what it was made from."""

    shelf: Shelf
    commit: Commit
    before: tuple[Stand, ...]

    @property
    def said(self) -> str:
        """The commit for people, with its day."""
        return f"commit {self.commit.name[:12]} of {moment_of(self.commit.seconds)[:10]}"

    @cached_property
    def top(self) -> Tree:
        """What stands at the top."""
        return self.shelf.folder(self.commit.tree)

    @cached_property
    def folders(self) -> dict[str, str]:
        """Folder at the top → its tree."""
        return {name: item.object for name, item in self.top.items() if item.is_folder}

    def object(self, path: str) -> str:
        """The object of a file at the top, or in a folder there; empty where there is none."""
        item = self._item(path)
        return item.object if item is not None and item.is_file else ""

    def paper(self, path: str, form: type[K]) -> Paper[K]:
        """One of our files, read or not."""
        name = self.object(path)
        return self.shelf.paper(path, name, form) if name else Paper(None, "it is missing", "")

    def data(self, path: str) -> bytes | None:
        """What stands in a file."""
        name = self.object(path)
        return self.shelf.data(path, name) if name else None

    def _item(self, path: str) -> Item | None:
        folder, _, name = path.rpartition("/")
        if not folder:
            return self.top.get(name)
        tree = self.folders.get(folder)
        return self.shelf.folder(tree).get(name) if tree else None


@dataclass(frozen=True, slots=True)
class Line:
    """The stands of a branch, and whether more happened before than this clone knows of."""

    stands: Sequence[Stand]
    is_cut: bool

    @property
    def tip(self) -> Stand:
        """What stands there now."""
        return self.stands[-1]


def line(repository: Repository, tip: str) -> Line:
    """The line that leads to a commit."""
    found, is_cut = _commits(repository, tip)
    tops = {commit.tree for commit in found.values()}
    shelf = Shelf(repository, trees(repository, tops))
    stands: dict[str, Stand] = {}
    for commit in _in_order(found, tip):
        before = tuple(stands[parent] for parent in commit.parents if parent in stands)
        stands[commit.name] = Stand(shelf, commit, before)
    return Line(tuple(stands.values()), is_cut)


def _commits(repository: Repository, tip: str) -> tuple[dict[str, Commit], bool]:
    """Every commit up to a tip, and whether one of them is not here."""
    listed = git(repository.top, "rev-list", tip).decode("ascii").split()
    known = {commit.name: commit for commit in commits(repository, listed)}
    found: dict[str, Commit] = {}
    todo, is_cut = [tip], False
    while todo:
        name = todo.pop()
        if name in found:
            continue
        try:
            commit = known.get(name) or next(commits(repository, [name]))
        except NoEdition:
            is_cut = True
            continue
        found[name] = commit
        todo += commit.parents
    return found, is_cut


def _in_order(found: dict[str, Commit], tip: str) -> list[Commit]:
    """Each commit behind its parents."""
    order: dict[str, Commit] = {}
    todo = [tip]
    while todo:
        commit = found[todo[-1]]
        wanted = [p for p in commit.parents if p in found and p not in order]
        if wanted:
            todo += wanted
            continue
        order.setdefault(todo.pop(), commit)
    return list(order.values())
