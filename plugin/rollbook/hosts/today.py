"""Today and now, as builds that have to be the same twice see them."""

from __future__ import annotations

import datetime
import os
import re

import click

from rollbook.model.measures import LAST_SECOND


class BadMoment(click.ClickException):
    """A variable of the environment that should hold a moment does not; the text says which."""

    exit_code = 2


def given(name: str) -> int | None:
    """The seconds since 1970 that a variable of the environment holds; nothing where it is empty.

    Where it holds something else, raise `BadMoment`: to go on would be to speak of another day.
    """
    said = os.environ.get(name, "")
    if not said:
        return None
    if not re.fullmatch("[0-9]{1,12}", said) or int(said) > LAST_SECOND:
        raise BadMoment(
            f"{name} is '{said[:40]}': write whole seconds since 1970 into it, up to {LAST_SECOND}"
        )
    return int(said)


def today() -> datetime.date:
    """The day of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where that is set, else today."""
    epoch = given("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.datetime.now().astimezone().date()
    return datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()


def now() -> datetime.datetime:
    """The moment at which an edition comes into force or goes out of it.

    It is `ROLLBOOK_NOW` (seconds since 1970) where that is set, for editions that are brought in
    from before. `SOURCE_DATE_EPOCH` says nothing of it: that is what a build speaks of.
    """
    epoch = given("ROLLBOOK_NOW")
    if epoch is None:
        return datetime.datetime.now(datetime.UTC)
    return datetime.datetime.fromtimestamp(epoch, datetime.UTC)
