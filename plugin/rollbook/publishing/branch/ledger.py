"""The ledger: every edition that ever was, and when it was in force."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from rollbook.model.measures import LAST_SECOND, Date, Duration
from rollbook.model.target import Digest
from rollbook.model.value import Value
from rollbook.publishing.edition.manifest import Commit
from rollbook.publishing.kept import Kept

LEDGER = "editions.json"
"""Where it stands on the branch, and so on the site."""

END = datetime.datetime.max.replace(tzinfo=datetime.UTC)
"""The end of the calendar."""
_FORM = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"


def _in_the_calendar(written: str) -> str:
    try:
        datetime.datetime.fromisoformat(written)
    except ValueError:
        raise PydanticCustomError("moment", "the calendar has no such moment") from None
    return written


Moment = Annotated[str, Field(strict=True, pattern=_FORM), AfterValidator(_in_the_calendar)]
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

    @property
    def is_in_force(self) -> bool:
        """Whether it is in force, as far as is known."""
        return any(period.until is None for period in self.in_force)

    def kept_until(self, *times: Duration | None) -> datetime.datetime | None:
        """Until when it is kept, at least for the longest of these times; nothing without one.

        That begins when it was in force for the last time, or else was published. What lies beyond
        the calendar is its end.
        """
        known = [time.seconds for time in times if time is not None]
        if not known:
            return None
        ends = [period.until for period in self.in_force if period.until]
        over = datetime.datetime.fromisoformat(max(ends, default=self.published))
        try:
            return over + datetime.timedelta(seconds=max(known))
        except OverflowError:
            return END

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

    @model_validator(mode="after")
    def _an_entry_each(self) -> Self:
        names = {entry.edition for entry in self.editions}
        if len(names) < len(self.editions):
            raise PydanticCustomError("twice", "it lists an edition twice")
        return self

    @property
    def entries(self) -> dict[str, Entry]:
        """Edition → what is known of it, the newest first."""
        return {entry.edition: entry for entry in self.editions}

    @property
    def titles(self) -> dict[str, str]:
        """Edition → what the version selector calls it."""
        return {
            entry.edition: f"{entry.edition} (retracted)" if entry.retracted else entry.edition
            for entry in self.editions
        }

    def entry(self, edition: str) -> Entry | None:
        """What is known of an edition."""
        return next((entry for entry in self.editions if entry.edition == edition), None)


def moment(time: datetime.datetime) -> str:
    """A time as the ledger writes it."""
    written = time.astimezone(datetime.UTC).isoformat(timespec="seconds")
    return written.replace("+00:00", "Z")


def moment_of(seconds: int) -> str:
    """The same of seconds since 1970; what lies beyond the calendar is its first or last second."""
    there = min(max(0, seconds), LAST_SECOND)
    return moment(datetime.datetime.fromtimestamp(there, datetime.UTC))
