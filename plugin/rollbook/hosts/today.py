"""Today and now, as builds that have to be the same twice see them."""

from __future__ import annotations

import datetime
import os


def today() -> datetime.date:
    """The day of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where that is set, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()


def now() -> datetime.datetime:
    """The moment at which an edition comes into force or goes out of it.

    It is `ROLLBOOK_NOW` (seconds since 1970) where that is set, for editions that are brought in
    from before. `SOURCE_DATE_EPOCH` says nothing of it: that is what a build speaks of.
    """
    epoch = os.environ.get("ROLLBOOK_NOW", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)
