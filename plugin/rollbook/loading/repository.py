"""The repository: what git keeps of earlier editions, read without touching the working tree."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.git import GitFailed, git
from rollbook.loading.links import LEADS_OUT, leads_out
from rollbook.loading.revision import Ambiguous, commit_named

_BRANCHES = (
    *("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"),
    *("refs/heads/main", "refs/heads/master"),
)
"""Where the default branch is looked for: by whole names, which no tag can have."""
_SHOWN = 12
_LONG = 64
"""So many digits has a name of SHA-256; one of SHA-1 has 40."""


class NoEdition(Exception):
    """An edition that cannot be read; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file in a commit: its name from the top, its mode, the name of its content and its size."""

    name: str
    mode: str
    content: str
    size: int


@dataclass(frozen=True)
class Repository:
    """A git repository; `top` is its uppermost folder."""

    top: Path

    @classmethod
    def around(cls, folder: Path) -> Repository:
        """The repository that a folder is in."""
        if leads_out(folder):
            raise NoEdition(f"'{folder}' {LEADS_OUT}: put the folder itself there")
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        try:
            top = git(folder, "rev-parse", "--show-toplevel")
        except GitFailed as error:
            raise NoEdition(_no_repository(folder, str(error))) from None
        return cls(Path(os.fsdecode(top.removesuffix(b"\n"))))

    def commit(self, revision: str) -> str:
        """The commit that a revision names, in full."""
        if revision.startswith("-"):
            raise NoEdition(f"'{revision}' is no revision: none begins with '-'")
        try:
            found = commit_named(self.top, revision)
        except Ambiguous as error:
            raise NoEdition(str(error)) from None
        if found is None:
            raise NoEdition(self._unknown(revision))
        return found

    def knows(self, revision: str) -> bool:
        """Whether a word names a commit."""
        try:
            return bool(self.commit(revision))
        except NoEdition:
            return False

    def means(self, word: str) -> bool:
        """Whether a word names a commit, or several."""
        try:
            return commit_named(self.top, word) is not None
        except Ambiguous:
            return True

    def fork(self) -> str:
        """The commit at which the current branch left the default branch."""
        branch = next((name for name in _BRANCHES if self.knows(name)), None)
        if branch is None:
            raise NoEdition(
                "git knows no default branch (origin/HEAD, main or master): name the revision to "
                f"compare with{self._shallow()}"
            )
        if not self.knows("HEAD"):
            raise NoEdition("there is no commit yet to compare with")
        try:
            found = git(self.top, "merge-base", self.commit(branch), self.commit("HEAD"))
        except GitFailed:
            raise NoEdition(
                f"git finds no commit that '{_short(branch)}' and HEAD have in common: name the "
                f"revision to compare with{self._shallow()}"
            ) from None
        return found.decode("ascii", "replace").strip()

    def relative(self, folder: Path) -> str:
        """A folder as git names it, empty for the top; it has to be in the repository."""
        inside = os.path.relpath(os.path.realpath(folder), os.path.realpath(self.top))
        if inside == ".." or inside.startswith(f"..{os.sep}"):
            raise NoEdition(f"'{folder}' is not in the repository {self.top}: compare two folders")
        return "" if inside == "." else Path(inside).as_posix()

    def blobs(self, commit: str, folder: str) -> dict[str, Blob]:
        """Name → every file below a folder in a commit; what is no file is left out."""
        where = ("--", f"{folder}/") if folder else ()
        try:
            listed = git(self.top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, *where)
        except GitFailed as error:
            raise NoEdition(self._lacking(commit, str(error))) from None
        found = {}
        for line in filter(None, listed.split(b"\0")):
            about, _, name = line.partition(b"\t")
            mode, kind, content, size = about.decode("ascii").split()
            if kind == "blob":
                whole = os.fsdecode(name)
                found[whole] = Blob(whole, mode, content, int(size) if size.isdigit() else 0)
        return found

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """What the objects of these names hold; each is held to its name, as git does not."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        feed = "".join(f"{name}\n" for name in wanted).encode("ascii")
        try:
            answer = git(self.top, "cat-file", "--batch", "--buffer", feed=feed)
        except GitFailed as error:
            raise NoEdition(self._lacking(wanted[0], str(error))) from None
        found: dict[str, bytes] = {}
        at = 0
        for name in wanted:
            end = answer.find(b"\n", at)
            about = answer[at:end].split()
            if end < 0 or len(about) != 3:
                raise NoEdition(self._lacking(name, "it is missing"))
            size = int(about[2])
            found[name] = answer[end + 1 : end + 1 + size]
            if _name_of(about[1], found[name], len(name)) != name:
                raise NoEdition(self._lacking(name, "it is not what its name says"))
            at = end + size + 2
        return found

    def changed(self, base: str, head: str | None) -> list[str]:
        """The files that differ between two commits, sorted; without a head, in the working tree.

        What git does not know yet counts there too, unless it is told to ignore it.
        """
        options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
        heads = (head,) if head else ()
        try:
            listed = git(self.top, "diff", *options, base, *heads, "--")
            if head is None:
                listed += git(self.top, "ls-files", "-z", "--others", "--exclude-standard")
        except GitFailed as error:
            raise NoEdition(self._lacking(base, str(error))) from None
        return sorted({os.fsdecode(name) for name in listed.split(b"\0") if name})

    def changes(self, names: Collection[str]) -> list[Mapping[str, str]]:
        """What each commit made of these files, newest first: what git calls their contents then.

        A file that a commit took away has none. Where git cannot say, there is nothing.
        """
        folders = sorted({name.rpartition("/")[0] for name in names})
        where = ("--", *folders) if all(folders) else ()
        options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--format=%x00%H")
        try:
            log = git(self.top, "log", *options, *where)
        except GitFailed:
            return []
        found: list[dict[str, str]] = []
        words = iter(log.split(b"\0"))
        for word in words:
            if (word := word.lstrip()).startswith(b":"):
                _, mode, _, content, *_ = word.decode("ascii").split()
                if (name := os.fsdecode(next(words, b""))) in names:
                    found[-1][name] = content if mode.startswith("100") else ""
            elif word:
                found.append({})
        return [changed for changed in found if changed]

    def small(self, names: Iterable[str], limit: int) -> dict[str, bytes]:
        """What objects hold that git has, and that are no larger than that."""
        feed = "".join(f"{name}\n" for name in dict.fromkeys(names)).encode("ascii")
        try:
            told = git(self.top, "cat-file", "--batch-check", feed=feed).decode("ascii")
            about = [line.split() for line in told.splitlines()]
            fitting = [each[0] for each in about if each[-1].isdigit() and int(each[-1]) <= limit]
            return self.contents(fitting)
        except (GitFailed, NoEdition):
            return {}

    def text(self, commit: str, names: Sequence[str], limit: int) -> str:
        """The text of the first of these files that there is in a commit; empty without one."""
        for name in names:
            for blob in self._at(commit, name):
                if blob.size <= limit:
                    content = self.contents([blob.content])[blob.content]
                    return content.decode("utf-8", "replace")
        return ""

    def _at(self, commit: str, name: str) -> list[Blob]:
        try:
            listed = git(self.top, "ls-tree", "-z", "-l", "--full-tree", commit, "--", name)
        except GitFailed as error:
            raise NoEdition(self._lacking(commit, str(error))) from None
        found = []
        for line in filter(None, listed.split(b"\0")):
            mode, kind, content, size = line.partition(b"\t")[0].decode("ascii").split()
            if kind == "blob" and mode != "120000":
                found.append(Blob(name, mode, content, int(size)))
        return found

    def _unknown(self, revision: str) -> str:
        return f"git knows no revision '{revision}': fetch it, or name another{self._shallow()}"

    def _shallow(self) -> str:
        try:
            shallow = git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"
        except GitFailed:
            return ""
        return (
            "\nThis clone is shallow: fetch the rest with 'git fetch --unshallow', or check out "
            "with 'fetch-depth: 0'"
            if shallow
            else ""
        )

    def _lacking(self, name: str, said: str) -> str:
        return f"git cannot give what {name[:_SHOWN]} holds: {said}{self._shallow()}"


def _name_of(kind: bytes, data: bytes, digits: int) -> str:
    """What git calls an object."""
    found = hashlib.sha256() if digits == _LONG else hashlib.sha1(usedforsecurity=False)
    found.update(b"%b %d\0" % (kind, len(data)))
    found.update(data)
    return found.hexdigest()


def _short(ref: str) -> str:
    return ref.removeprefix("refs/remotes/").removeprefix("refs/heads/")


def _no_repository(folder: Path, said: str) -> str:
    if said == "git is not installed":
        return f"{said}: install it, or compare two folders"
    if "dubious ownership" in said:
        return f"git does not trust the repository: {said.splitlines()[0]}"
    return f"'{folder}' is in no git repository: compare two folders"
