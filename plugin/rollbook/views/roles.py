"""Roles on the page: a name, and a colour that is the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.model.role import REQUIRED_ROLES
from rollbook.views.dossier import Dossier
from rollbook.views.words import title_case

AUTOMATIC = "automatic"
_COLOURS = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A role as it is shown: `colour` is 0 for a machine, else 1 to 8."""

    role: str
    name: str
    colour: int
    team: str = ""
    deputy: str = ""


def chip(dossier: Dossier, role: str | None) -> Chip | None:
    """The chip of a role of this SOP; none for a step that nobody takes."""
    if role is None:
        return None
    if role == AUTOMATIC:
        return Chip(role, "Automatic", 0)
    known = dossier.sop.roles[role]
    return Chip(
        role,
        title_case(role),
        colour(dossier, role),
        dossier.team(known.who),
        dossier.team(known.deputy) if known.deputy else "",
    )


def colour(dossier: Dossier, role: str) -> int:
    """1 to 4 for the four roles, then by the place in the file, round and round."""
    if role in REQUIRED_ROLES:
        return REQUIRED_ROLES.index(role) + 1
    others = [name for name in dossier.sop.roles if name not in REQUIRED_ROLES]
    return 5 + others.index(role) % (_COLOURS - 4)
