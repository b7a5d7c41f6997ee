"""A team's page: its part in every SOP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import PRACTICE, link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.handbook.roles import Part, parts
from rollbook.views.lessons import Learned, learned
from rollbook.views.library import Library
from rollbook.views.practice.path import paths
from rollbook.views.practice.rehearsals import Rehearsal, rehearsals
from rollbook.views.rendering import render
from rollbook.views.roles import Chip, chip
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Mine:
    """A step that is the team's; the roles from which the work comes and to which it goes.

    It is the team's as a `deputy` where it comes only when another team cannot be reached.
    """

    number: int
    name: str
    href: str
    kind: str
    by: Chip
    deputy: bool
    takes: str
    from_: list[Chip]
    to: list[Chip]


@dataclass(frozen=True, slots=True)
class Duty:
    """The team's part in one SOP."""

    title: str
    href: str
    parts: list[Part]
    steps: list[Mine]
    takes: str
    told: list[str]
    rehearsals: list[Rehearsal]


def team(library: Library, name: str) -> Markup:
    """How to reach the team, what it needs before the night, and its steps in every SOP."""
    known = library.handbook.shared.teams[name]
    dossiers = list(library.in_use())
    newcomers, takes = paths(library, name)
    duties = [duty for dossier in dossiers if (duty := _duty(dossier, name))]
    return render(
        "handbook/team",
        team=known,
        owns=[(d.sop.title, link(sop_page(d.id))) for d in dossiers if d.sop.owner == name],
        access=list(_access(dossiers, name)),
        duties=duties,
        paths=newcomers,
        takes=takes,
        practice_href=link(PRACTICE),
        lessons=[lesson for d in dossiers for lesson in _open_lessons(d, name)],
    )


def _duty(dossier: Dossier, team: str) -> Duty | None:
    played = parts(dossier, team)
    roles = {part.chip.role for part in played}
    own = {part.chip.role for part in played if not part.deputy}
    steps = [
        _mine(dossier, name, deputy=step.performer not in own)
        for name, step in dossier.sop.all_steps.items()
        if step.performer in roles
    ]
    told = [
        title_case(name)
        for name, notice in dossier.notices.items()
        if team in notice.to and _sent(dossier, name)
    ]
    if not played and not told:
        return None
    seconds = sum(
        dossier.takes[name] for name, step in dossier.sop.steps.items() if step.performer in roles
    )
    page = link(sop_page(dossier.id))
    drills = rehearsals(dossier, roles) if played else []
    return Duty(dossier.sop.title, page, played, steps, duration(seconds), told, drills)


def _sent(dossier: Dossier, notice: str) -> bool:
    return any(getattr(step, "notify", "") == notice for step in dossier.sop.all_steps.values())


def _mine(dossier: Dossier, name: str, *, deputy: bool) -> Mine:
    step = dossier.sop.all_steps[name]
    by = chip(dossier, step.performer)
    assert by is not None
    return Mine(
        dossier.numbers[name],
        title_case(name),
        link(sop_page(dossier.id), "step", name),
        step.VERB,
        by,
        deputy,
        duration(dossier.takes[name]),
        _roles(dossier, [giver for giver, taker in dossier.hand_overs if taker == name]),
        _roles(dossier, [taker for giver, taker in dossier.hand_overs if giver == name]),
    )


def _roles(dossier: Dossier, steps: list[str]) -> list[Chip]:
    """The roles that take these steps."""
    roles = dict.fromkeys(dossier.flow.steps[step].performer for step in steps)
    return [shown for role in roles if (shown := chip(dossier, role))]


def _access(dossiers: list[Dossier], team: str) -> Iterator[tuple[str, str, str]]:
    """What it has to be allowed to do before the night, and for which SOP."""
    for dossier in dossiers:
        for role in dossier.sop.roles.values():
            if team in (role.who, role.deputy):
                for right in role.needs:
                    yield right, dossier.sop.title, link(sop_page(dossier.id))


def _open_lessons(dossier: Dossier, team: str) -> list[Learned]:
    name = dossier.team(team)
    return [
        lesson
        for incident in dossier.handbook.incidents(dossier.id)
        for lesson in learned(dossier, incident)
        if lesson.owner == name and lesson.badge.tone != "ok"
    ]
