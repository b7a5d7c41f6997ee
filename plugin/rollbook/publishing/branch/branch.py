"""The branch: looked at, written beside, and moved in one step or not at all."""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rollbook.loading.repository import Repository
from rollbook.publishing.branch.asking import NoBranch, ask
from rollbook.publishing.branch.reading import Tip, commit_of, is_ancestor, newest, ref_of
from rollbook.publishing.names import tag_of

_OURS = "refs/rollbook/"
_SECONDS = re.compile(r"[0-9]{1,12}")
_A_DAY = 86_400
_LOCKED = "cannot lock ref"
"""What a remote says to the one of two who were there at the same time."""

_THESE_ALONE = (
    *("--quiet", "--no-tags", "--no-prune", "--no-recurse-submodules", "--no-auto-gc"),
    "--no-write-fetch-head",
)
_NO_MORE = ("--quiet", "--no-follow-tags", "--no-signed", "--recurse-submodules=no")
"""Whatever somebody's settings say: the refs that are named, and nothing beside them."""

Compose = Callable[[Path, str], None]
"""Commits to a ref, given the top of the repository and the name of the ref."""


@dataclass(frozen=True)
class Branch:
    """The branch of the editions, on a remote where `push`, and else only here."""

    repository: Repository
    remote: str
    name: str
    push: bool
    run: str = field(default_factory=lambda: f"{int(time.time())}-{secrets.token_hex(6)}")
    """A name that no other publisher has: what it writes meanwhile bears it."""

    @property
    def where(self) -> str:
        """The branch in words."""
        return f"{self.remote}/{self.name}" if self.push else self.name

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Take away afterwards what was written meanwhile, and what a killed publisher left."""
        self._tidy()
        try:
            yield
        finally:
            self._give_up(self._refs(f"{_OURS}{self.run}/"))

    def look(self, edition: str) -> Tip | None:
        """The branch as it is now; nothing where there is none."""
        return self._fetched(edition) if self.push else self._here()

    def tags(self, edition: str) -> tuple[str | None, str | None]:
        """The tag of an edition as it is here, and as the remote had it when it was looked at."""
        ours = ref_of(self.repository, f"refs/tags/{tag_of(edition)}")
        return ours, ref_of(self.repository, f"{_OURS}{self.run}/theirs")

    def compose(self, base: Tip | None, compose: Compose, message: str) -> Tip:
        """Commit once what `compose` commits in several steps, where nobody else sees it."""
        ref = f"{_OURS}{self.run}/work"
        start = base.commit if base else self._empty(message)
        self._git("update-ref", ref, start)
        compose(self.repository.top, ref)
        tree = self._git("rev-parse", f"{ref}^{{tree}}")
        parents = ("-p", base.commit) if base else ()
        made = self._git("commit-tree", tree, *parents, "-m", message)
        self._git("update-ref", ref, made)
        return Tip(self.repository, made)

    def move(self, base: Tip | None, new: Tip, edition: str, tag: str) -> bool:
        """Let the branch, and with it the tag, be what was composed.

        Gives whether that was done; it is not where somebody else was faster.
        """
        return (
            self._pushed(base, new, edition, tag)
            if self.push
            else self._moved(base, new, edition, tag)
        )

    def take(self, copy: Path, edition: str) -> None:
        """Bring a tag here that was made in a copy; it is no tag here yet."""
        ref = f"+refs/tags/{tag_of(edition)}:{_OURS}{self.run}/made"
        self._git("fetch", *_THESE_ALONE, "--", str(copy), ref)

    def commit(self, ref: str) -> str:
        """The commit that a ref leads to while something is composed."""
        return self._git("rev-parse", f"{ref}^{{commit}}")

    def _here(self) -> Tip | None:
        found = newest(self.repository, self.remote, self.name)
        theirs = commit_of(self.repository, f"refs/remotes/{self.remote}/{self.name}")
        if found and theirs and not is_ancestor(self.repository, theirs, found):
            raise NoBranch(
                f"{self.name} and {self.remote}/{self.name} each have something that the other "
                f"lacks: publish with --push, which goes by {self.remote}, or give the local one "
                f"up with 'git branch -D {self.name}'"
            )
        return Tip(self.repository, found) if found else None

    def _fetched(self, edition: str) -> Tip | None:
        wanted = {
            f"refs/heads/{self.name}": f"{_OURS}{self.run}/base",
            f"refs/tags/{tag_of(edition)}": f"{_OURS}{self.run}/theirs",
        }
        theirs = self._listed(*wanted)
        gone = {ours for ref, ours in wanted.items() if ref not in theirs}
        for ref in gone.intersection(self._refs(f"{_OURS}{self.run}/")):
            self._git("update-ref", "-d", ref)
        refs = [f"+{ref}:{ours}" for ref, ours in wanted.items() if ref in theirs]
        if refs:
            self._git("fetch", *_THESE_ALONE, "--", self.remote, *refs)
        base = commit_of(self.repository, wanted[f"refs/heads/{self.name}"])
        return Tip(self.repository, base) if base else None

    def _listed(self, *refs: str) -> dict[str, str]:
        """Ref of the remote → the object that it leads to."""
        said = self._git("ls-remote", "--quiet", "--", self.remote, *refs)
        lines = (line.split("\t") for line in said.splitlines())
        return {ref: oid for oid, ref in lines}

    def _pushed(self, base: Tip | None, new: Tip, edition: str, tag: str) -> bool:
        branch, label = f"refs/heads/{self.name}", f"refs/tags/{tag_of(edition)}"
        lease = f"--force-with-lease={branch}:{base.commit if base else ''}"
        # As a pattern: git calls a ref ambiguous that is part of the name of another one.
        pushed = f"{_OURS}{self.run}/push/{new.commit}/"
        for ref, what in {branch: new.commit, label: tag}.items():
            if what:
                self._git("update-ref", f"{pushed}{ref.removeprefix('refs/')}", what)
        try:
            self._git("push", *_NO_MORE, "--atomic", lease, "--", self.remote, f"{pushed}*:refs/*")
        except NoBranch as error:
            # The answer of the remote may be what was lost, and not the push.
            now = self._listed(branch, label)
            if now.get(branch) == new.commit:
                return True
            was = base.commit if base else None
            is_raced = now.get(branch) != was or now.get(label) not in (None, tag)
            if not is_raced and _LOCKED not in str(error):
                raise
            return False
        return True

    def _moved(self, base: Tip | None, new: Tip, edition: str, tag: str) -> bool:
        branch, label = f"refs/heads/{self.name}", f"refs/tags/{tag_of(edition)}"
        old = commit_of(self.repository, branch)
        if (
            old is not None
            and base is not None
            and not is_ancestor(self.repository, old, base.commit)
        ):
            return False
        known = ref_of(self.repository, label)
        lines = [f"update {branch} {new.commit} {old}" if old else f"create {branch} {new.commit}"]
        if tag and known is None:
            lines.append(f"create {label} {tag}")
        try:
            self._git("update-ref", "--stdin", feed="".join(f"{line}\n" for line in lines))
        except NoBranch:
            if commit_of(self.repository, branch) == old:
                raise
            return False
        return True

    def _empty(self, message: str) -> str:
        tree = self._git("mktree", feed="")
        return self._git("commit-tree", tree, "-m", message)

    def _tidy(self) -> None:
        began = {ref: ref.removeprefix(_OURS).partition("-")[0] for ref in self._refs(_OURS)}
        self._give_up(
            ref
            for ref, at in began.items()
            if _SECONDS.fullmatch(at) and int(at) < time.time() - _A_DAY
        )

    def _give_up(self, refs: Iterable[str]) -> None:
        """Take refs of ours away, or leave it to the next publisher.

        Git cannot while there is a lock, and a git that was killed leaves one for good.
        """
        for ref in refs:
            with contextlib.suppress(NoBranch):
                self._git("update-ref", "-d", ref)

    def _refs(self, prefix: str) -> list[str]:
        return self._git("for-each-ref", "--format=%(refname)", prefix).split()

    def _git(self, *arguments: str, feed: str = "") -> str:
        return ask(self.repository, *arguments, feed=feed)
