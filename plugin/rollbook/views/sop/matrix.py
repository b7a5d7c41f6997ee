"""Who does what: the roles of an SOP and its RACI matrix."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.duties import OWNER, Duty
from rollbook.views.addresses import anchor, link, sop_page, team_page
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.roles import AUTOMATIC, Chip, chip
from rollbook.views.words import title_case

WORDS = {
    "R": "Responsible: does it",
    "A": "Accountable: answers for it",
    "C": "Consulted: is asked before",
    "I": "Informed: is told of it",
}


@dataclass(frozen=True, slots=True)
class Player:
    """A role as it is shown, with the team that plays it."""

    anchor: str
    chip: Chip
    team_href: str
    contact: str | None
    deputy: str | None
    deputy_href: str | None
    deputy_contact: str | None
    needs: tuple[str, ...]
    not_: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the matrix; each cell holds the letters of one column, with what they mean."""

    anchor: str
    number: int
    name: str
    href: str
    cells: list[list[tuple[str, str]]]
    also: str


def roles(dossier: Dossier) -> Markup:
    """Who plays which role, and step by step who does, answers, is asked and is told."""
    columns = [*dossier.sop.roles]
    by_owner = any(duty.accountable == OWNER for duty in dossier.duties.values())
    lines = [
        _line(dossier, name, duty, [*columns, *([OWNER] if by_owner else [])])
        for name, duty in dossier.duties.items()
    ]
    return render(
        "sop/roles",
        players=[_player(dossier, role) for role in columns],
        columns=[chip(dossier, role) for role in columns],
        owner=dossier.team(dossier.sop.owner) if by_owner else None,
        lines=lines,
        also_told=any(line.also for line in lines),
        legend=list(WORDS.items()),
    )


def _player(dossier: Dossier, name: str) -> Player:
    role = dossier.sop.roles[name]
    teams = dossier.handbook.shared.teams
    shown = chip(dossier, name)
    assert shown is not None
    deputy = role.deputy
    return Player(
        anchor("role", name),
        shown,
        link(team_page(role.who)),
        teams[role.who].contact,
        teams[deputy].name if deputy else None,
        link(team_page(deputy)) if deputy else None,
        teams[deputy].contact if deputy else None,
        role.needs,
        title_case(role.not_) if role.not_ else None,
    )


def _line(dossier: Dossier, name: str, duty: Duty, columns: list[str]) -> Line:
    also = [dossier.team(to) for to in duty.also_told]
    return Line(
        anchor("duty", name),
        dossier.numbers[name],
        title_case(name),
        link(sop_page(dossier.id), "step", name),
        [_letters(duty, column) for column in columns],
        ", ".join((["a machine does it"] if duty.responsible == AUTOMATIC else []) + also),
    )


def _letters(duty: Duty, column: str) -> list[tuple[str, str]]:
    held = {
        "R": column == duty.responsible,
        "A": column == duty.accountable,
        "C": column in duty.consulted,
        "I": column in duty.informed,
    }
    return [(letter, WORDS[letter]) for letter, holds in held.items() if holds]
