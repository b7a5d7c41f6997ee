"""The past: every commit of the branch that did something to an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rollbook.publishing.edition.manifest import MANIFEST
from rollbook.publishing.verifying.line import Line, Stand


@dataclass(frozen=True, slots=True)
class Event:
    """A stand of the branch on which the edition's folder was another one than before, or gone."""

    stand: Stand
    tree: str
    """The folder then, as git names it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to an edition, the first event being that it was published."""

    events: Sequence[Event]

    @property
    def last(self) -> Event | None:
        """The last event after which the edition was there."""
        return next((event for event in reversed(self.events) if event.tree), None)


def past(line: Line, edition: str) -> Past:
    """What the branch's history says of an edition."""
    events: list[Event] = []
    for stand in line.stands:
        tree = stand.folders.get(edition, "")
        if stand.before and all(one.folders.get(edition, "") == tree for one in stand.before):
            continue
        # What stood there before the first manifest was no edition, whoever made it.
        is_new = (
            events[-1].tree != tree
            if events
            else bool(tree) and bool(stand.object(f"{edition}/{MANIFEST}"))
        )
        if is_new:
            events.append(Event(stand, tree))
    return Past(tuple(events))
