"""Today and now, as builds that have to be the same twice see them."""

from __future__ import annotations

import datetime
import os

SPOKEN_OF = "SOURCE_DATE_EPOCH"
_IN_FORCE = "ROLLBOOK_NOW"


class NoMoment(Exception):
    """What the environment sets is no moment; the text says which, and what to write."""


def today() -> datetime.date:
    """The day of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where that is set, else today."""
    said = moment(SPOKEN_OF)
    return said.date() if said else datetime.datetime.now().astimezone().date()


def now() -> datetime.datetime:
    """The moment at which an edition comes into force or goes out of it.

    It is `ROLLBOOK_NOW` (seconds since 1970) where that is set, for editions that are brought in
    from before. `SOURCE_DATE_EPOCH` says nothing of it: that is what a build speaks of.
    """
    return moment(_IN_FORCE) or datetime.datetime.now(datetime.UTC)


def moment(name: str) -> datetime.datetime | None:
    """The moment that the environment sets under a name; where it is none, raise `NoMoment`."""
    said = os.environ.get(name, "")
    if not said:
        return None
    try:
        seconds = int(said) if said.isascii() and said.isdigit() else -1
        if seconds >= 0:
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise NoMoment(f"{name} is '{said[:40]}': write seconds since 1970, such as 1795392000")
