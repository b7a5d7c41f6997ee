"""Roles: the parts that people play in a procedure."""

from __future__ import annotations

from pydantic import Field

from rollbook.model.value import Id, Line, Value

REQUIRED_ROLES = ("initiator", "approver", "executor", "verifier")


class Role(Value):
    """A part in the procedure, and the team that plays it."""

    who: Id
    """The team that plays it."""

    deputy: Id | None = None
    """The team that plays it when the first cannot be reached."""

    needs: tuple[Line, ...] = ()
    """The access rights that it needs before the night."""

    not_: Id | None = Field(default=None, alias="not")
    """The role whose person may not play this one, where one team holds both."""
