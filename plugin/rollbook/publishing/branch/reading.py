"""Reading the branch: which commit of it is looked at, and what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from rollbook.loading.git import GitFailed, git
from rollbook.loading.repository import Repository
from rollbook.loading.revision import exactly
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.kept import Kept, NotReadable, json_value

K = TypeVar("K", bound=Kept)

VERSIONS = "versions.json"
"""mike's list of editions, which the version selector reads."""


def newest(repository: Repository, remote: str, branch: str) -> str | None:
    """The newest commit of the branch that is known here: the local one, or the remote's.

    Where each has something that the other lacks, it is the local one.
    """
    local = commit_of(repository, f"refs/heads/{branch}")
    theirs = commit_of(repository, f"refs/remotes/{remote}/{branch}")
    if local is None or theirs is None:
        return local or theirs
    return theirs if is_ancestor(repository, local, theirs) else local


def commit_of(repository: Repository, ref: str) -> str | None:
    """The commit that the ref of this whole name leads to; where git cannot read it, `GitFailed`.

    One that is lost is not the same as none: another branch would be taken for it.
    """
    found = ref_of(repository, ref)
    commit = object_of(repository, f"{found}^{{commit}}") if found else None
    if found and commit is None:
        raise GitFailed(f"{ref} leads to {found[:12]}, and it is not what its name says, or lost")
    return commit


def ref_of(repository: Repository, ref: str) -> str | None:
    """The object that the ref of this whole name leads to."""
    return exactly(repository.top, ref)


def object_of(repository: Repository, name: str) -> str | None:
    """The object that a name leads to which begins with an object."""
    try:
        found = git(repository.top, "rev-parse", "--verify", "--quiet", name)
    except GitFailed:
        return None
    return found.decode("ascii").strip()


def is_ancestor(repository: Repository, old: str, new: str) -> bool:
    """Whether a commit is part of another's history."""
    try:
        git(repository.top, "merge-base", "--is-ancestor", old, new)
    except GitFailed:
        return False
    return True


def _is_text(name: bytes) -> bool:
    return name.decode("utf-8", "replace").encode() == name


@dataclass(frozen=True)
class Tip:
    """A commit of the branch, read without checking anything out."""

    repository: Repository
    commit: str

    @cached_property
    def trees(self) -> Mapping[str, str]:
        """Folder at the top → its tree, as git names it: the same name is the same content."""
        return {name: oid for kind, oid, name in self._top if kind == "tree"}

    @cached_property
    def files(self) -> Mapping[str, str]:
        """File at the top → its content, as git names it."""
        return {name: oid for kind, oid, name in self._top if kind == "blob"}

    @cached_property
    def _top(self) -> list[tuple[str, str, str]]:
        listed = git(self.repository.top, "ls-tree", "-z", "--full-tree", self.commit)
        found = []
        for line in filter(None, listed.decode("utf-8", "surrogateescape").split("\0")):
            about, _, name = line.partition("\t")
            _, kind, oid = about.split()
            found.append((kind, oid, name))
        return found

    def below(self, folders: Sequence[str]) -> list[str]:
        """Every file below these folders at the top whose name is text."""
        names = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit, "--", *folders)
        listed = git(self.repository.top, *names).split(b"\0")
        return [name.decode() for name in filter(None, listed) if _is_text(name)]

    def file(self, path: str) -> bytes | None:
        """What stands in a file; nothing where there is none."""
        try:
            return git(self.repository.top, "cat-file", "blob", f"{self.commit}:{path}")
        except GitFailed:
            return None

    @cached_property
    def editions(self) -> Mapping[str, str]:
        """Edition → its tree: every folder at the top with a manifest that bears its name."""
        return {name: tree for name, tree in self.trees.items() if self.manifest(name) is not None}

    def manifest(self, edition: str) -> Manifest | None:
        """The manifest of an edition; nothing where it has none that can be read."""
        found = self.kept(f"{edition}/{MANIFEST}", Manifest)
        return found if found is not None and found.edition == edition else None

    def kept(self, path: str, form: type[K]) -> K | None:
        """A file that we wrote; nothing where there is none that can be read."""
        data = self.file(path)
        try:
            return None if data is None else form.read(data)
        except NotReadable:
            return None

    def json(self, path: str) -> object:
        """What a file of JSON holds; nothing where it cannot be read."""
        try:
            return json_value(self.file(path) or b"")
        except (ValueError, RecursionError):
            return None
