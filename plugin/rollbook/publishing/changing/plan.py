"""A plan: what one command does to the branch, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.publishing.branch.ledger import Entry, Period
from rollbook.publishing.edition.new_edition import NewEdition


@dataclass(frozen=True)
class Plan:
    """What becomes of the branch.

    `entries` is the ledger afterwards, and `current` the edition that is in force then. `aliases`
    are moved to `edition`, which is `new` or there already; the pages of `removed` go.
    """

    message: str
    entries: Mapping[str, Entry]
    current: str | None
    edition: str = ""
    aliases: tuple[str, ...] = ()
    new: NewEdition | None = None
    removed: tuple[str, ...] = ()
    tag: str = ""
    """The object that becomes the tag of `edition`."""

    is_done: bool = False
    """Whether the branch is as the plan wants it already."""


def in_force(entries: Mapping[str, Entry], edition: str | None, moment: str) -> dict[str, Entry]:
    """The ledger when this edition is in force from a moment on, and no other."""
    return {name: _held(entry, name == edition, moment) for name, entry in entries.items()}


def _held(entry: Entry, is_held: bool, moment: str) -> Entry:
    open_now = any(period.until is None for period in entry.in_force)
    if open_now == is_held:
        return entry
    if is_held:
        periods = (*entry.in_force, Period(since=moment, until=None))
    else:
        periods = tuple(
            period if period.until else Period(since=period.since, until=moment)
            for period in entry.in_force
        )
    return entry.model_copy(update={"in_force": periods})
