"""Notices: who is told what, and how soon; and to whom a procedure escalates."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rollbook.model.measures import Duration
from rollbook.model.value import Line, Listed, Prose, Value


class Notice(Value):
    """A message that someone has to get."""

    to: Annotated[tuple[Line, ...], Field(min_length=1), Listed()]
    """Teams, or in words who gets it."""

    within: Duration | None = None
    """How soon after the trigger."""

    say: Prose
    """The text of the message."""


class Escalation(Value):
    """What to do when the procedure itself is stuck."""

    if_: Line = Field(alias="if")
    """What has happened."""

    to: Line
    """Who takes over."""
