"""Teams: who can be named in a role."""

from __future__ import annotations

from rollbook.model.value import Line, Value


class Team(Value):
    """A group of people who can be reached at any hour."""

    name: Line
    """What people call the team."""

    contact: Line | None = None
    """Where the team is reached now: a page, a channel or a telephone number."""

    members: tuple[Line, ...] = ()
    """The people in the team."""
