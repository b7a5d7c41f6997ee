"""The ledger: every edition that ever was, and when it was in force."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, StrictStr

from rollbook.model.measures import Date, Duration
from rollbook.model.target import Digest
from rollbook.model.value import Value
from rollbook.publishing.edition.manifest import Commit
from rollbook.publishing.kept import Kept

LEDGER = "editions.json"
"""Where it stands on the branch, and so on the site."""

Moment = Annotated[str, Field(strict=True, pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
"""A second of time in UTC, such as 2026-11-25T03:12:00Z."""


class Period(Value):
    """A time in which an edition was in force."""

    since: Moment
    """When it began."""

    until: Moment | None
    """When another took its place, or it was retracted; nothing while it is in force."""


class Retraction(Value):
    """That an edition may be used no more."""

    day: Date
    """Since when."""

    reason: StrictStr
    """Why, in plain text."""


class Entry(Value):
    """An edition."""

    edition: StrictStr
    """Its name, and the folder that it stands in."""

    published: Moment
    """When it was published."""

    commit: Commit
    """What it was made from."""

    manifest: Digest
    """The digest of its manifest."""

    tag: Commit | None
    """Its tag `handbook/EDITION`, as git names that object; nothing where none was made."""

    in_force: tuple[Period, ...]
    """When it was in force, the last time at the end."""

    retention: Duration | None
    """How long it is kept at least, once another is in force."""

    retracted: Retraction | None
    """That it was retracted."""

    pruned: Date | None
    """The day on which its pages were removed."""

    def held(self, first: str, last: str) -> bool:
        """Whether it was in force at any time between two moments, as `Moment` writes them."""
        return any(
            period.since <= last and (period.until is None or first < period.until)
            for period in self.in_force
        )


class Ledger(Kept):
    """Every edition, the newest first, those whose pages were removed as well."""

    ledger: Literal[1] = 1
    """The version of this form."""

    current: StrictStr | None
    """The edition in force."""

    at: StrictStr | None
    """The folder that leads to it: an alias such as `latest`, else its own."""

    editions: tuple[Entry, ...]
    """The editions, by their names, the newest first."""

    @property
    def entries(self) -> dict[str, Entry]:
        """Edition → what is known of it, the newest first."""
        return {entry.edition: entry for entry in self.editions}

    def entry(self, edition: str) -> Entry | None:
        """What is known of an edition."""
        return next((entry for entry in self.editions if entry.edition == edition), None)


def moment(time: datetime.datetime) -> str:
    """A time as the ledger writes it."""
    return time.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
