"""The past: every commit of the branch that did something to an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rollbook.loading.git import git
from rollbook.publishing.branch.ledger import moment_of
from rollbook.publishing.branch.reading import Tip, object_of
from rollbook.publishing.edition.manifest import MANIFEST


@dataclass(frozen=True, slots=True)
class Event:
    """A commit after which the edition's folder was another one, or gone."""

    commit: str
    day: str
    tree: str
    """The folder then, as git names it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to an edition, the first event being that it was published."""

    events: Sequence[Event]
    is_cut: bool
    """Whether more may have happened than this clone knows of."""

    @property
    def last(self) -> Event | None:
        """The last event after which the edition was there."""
        return next((event for event in reversed(self.events) if event.tree), None)


def past(tip: Tip, edition: str) -> Past:
    """What the branch's history says of an edition."""
    top = tip.repository.top
    options = ("--timestamp", "--full-history", "--topo-order", "--reverse")
    said = git(top, "rev-list", *options, tip.commit, "--", edition).decode("ascii").split()
    commits = list(zip(said[1::2], said[::2], strict=True))
    trees = _objects(tip, [f"{commit}:{edition}" for commit, _ in commits])
    events: list[Event] = []
    for (commit, seconds), tree in zip(commits, trees, strict=True):
        # What stood there before the first manifest was no edition, whoever made it.
        is_new = events[-1].tree != tree if events else _has_manifest(tip, commit, edition)
        if is_new:
            events.append(Event(commit, _day(seconds), tree))
    return Past(tuple(events), _is_cut(tip))


def _objects(tip: Tip, names: Sequence[str]) -> list[str]:
    feed = "".join(f"{name}\n" for name in names).encode()
    said = git(tip.repository.top, "cat-file", "--batch-check=%(objectname)", feed=feed)
    return ["" if line.endswith(b" missing") else line.decode() for line in said.splitlines()]


def _has_manifest(tip: Tip, commit: str, edition: str) -> bool:
    return object_of(tip.repository, f"{commit}:{edition}/{MANIFEST}") is not None


def _is_cut(tip: Tip) -> bool:
    """Whether a commit that seems to be the first has a parent, which is not here."""
    top = tip.repository.top
    firsts = git(top, "rev-list", "--max-parents=0", tip.commit).decode("ascii").split()
    return any(b"\nparent " in git(top, "cat-file", "commit", first) for first in firsts)


def _day(seconds: str) -> str:
    return moment_of(int(seconds))[:10]
