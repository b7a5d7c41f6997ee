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
    """The moment that it is, or that of `SOURCE_DATE_EPOCH`."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)
