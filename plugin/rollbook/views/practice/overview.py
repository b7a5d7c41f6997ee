"""The overview of practice: what is due, what there is to practise with, and where to begin."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import link, quiz_page, sop_page, tabletop_page, team_page
from rollbook.views.badges import Badge, drill
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.practice.lengths import said
from rollbook.views.practice.scenes import minutes
from rollbook.views.rendering import render
from rollbook.views.told import example_told
from rollbook.views.words import day, title_case


@dataclass(frozen=True, slots=True)
class Tabletop:
    """A case to talk through."""

    title: str
    href: str
    takes: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An SOP with what there is to practise it with; `due` says when the next drill is."""

    title: str
    href: str
    badge: Badge
    due: str | None
    live: bool
    quiz_href: str
    quiz_takes: str | None
    tabletops: list[Tabletop]


@dataclass(frozen=True, slots=True)
class System:
    """A system with its SOPs."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Due:
    """A drill of the calendar."""

    day: str
    late: bool
    title: str
    href: str
    live: bool


def practice(library: Library) -> Markup:
    """The calendar of drills, overdue first; each SOP's quiz and tabletops; the teams' paths."""
    in_use = list(library.in_use())
    playing = {t for d in in_use for r in d.sop.roles.values() for t in (r.who, r.deputy)}
    teams = library.handbook.shared.teams
    return render(
        "practice/overview",
        calendar=_calendar(in_use, library.today),
        systems=[
            System(title_case(name), [_entry(library, d) for d in wanted])
            for name, dossiers in library.systems.items()
            if (wanted := [d for d in dossiers if d.sop.status != "retired"])
        ],
        teams=[(team.name, _path(name)) for name, team in teams.items() if name in playing],
    )


def _path(team: str) -> str:
    return f"{link(team_page(team))}#first-week"


def _calendar(dossiers: list[Dossier], today: datetime.date) -> list[Due]:
    dated = [(d.standing.drill_due, d) for d in dossiers]
    due = sorted((date, d.id, d) for date, d in dated if date is not None)
    return [
        Due(day(date), date < today, d.sop.title, link(sop_page(d.id)), _live(d))
        for date, _, d in due
    ]


def _live(dossier: Dossier) -> bool:
    return bool(dossier.sop.drill and dossier.sop.drill.live)


def _entry(library: Library, dossier: Dossier) -> Entry:
    due, asked = dossier.standing.drill_due, len(library.quizzes[dossier.id])
    return Entry(
        dossier.sop.title,
        link(sop_page(dossier.id)),
        drill(dossier),
        day(due) if due and due >= library.today else None,
        _live(dossier),
        link(quiz_page(dossier.id)),
        said(asked) if asked else None,
        [
            Tabletop(
                example.title,
                link(tabletop_page(dossier.id, name)),
                said(minutes(example_told(dossier, name))),
            )
            for name, example in dossier.sop.examples.items()
        ],
    )
