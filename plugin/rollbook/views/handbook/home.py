"""The home page, which asks what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import ROLES, SOPS, link, sop_page, team_page
from rollbook.views.badges import Badge, drill, review
from rollbook.views.handbook.answers import Answer, answers
from rollbook.views.handbook.systems import systems_of
from rollbook.views.lessons import state
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.symptoms import SYMPTOMS, SYNONYMS
from rollbook.views.trees import tree
from rollbook.views.words import day

_UNKNOWN_SEVERITY = 9
_NEWEST = 5
"""How many new things are named."""
_CALLERS = 6
"""How many teams are named to whoever finds nothing."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """What a person sees first, with every trigger that it may be."""

    id: str
    words: str
    synonyms: str
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is overdue."""

    badge: Badge
    title: str
    href: str


def home(library: Library) -> Markup:
    """Every trigger by symptom, worst first; then the systems, what is new and what is overdue."""
    known = answers(library)
    symptoms = [
        Symptom(symptom, words, SYNONYMS[symptom], found)
        for symptom, words in SYMPTOMS.items()
        if (found := _worst_first(known, symptom))
    ]
    return render(
        "handbook/home",
        symptoms=symptoms,
        example=symptoms[0].answers[0].sign.name if symptoms else "",
        callers=_callers(library),
        sops=link(SOPS),
        roles=link(ROLES),
        tree=tree(library),
        systems=systems_of(library),
        news=_news(library),
        tasks=list(_tasks(library)),
    )


def _worst_first(known: list[Answer], symptom: str) -> list[Answer]:
    found = [answer for answer in known if answer.sign.symptom == symptom]
    return sorted(found, key=lambda a: (a.sign.severity or _UNKNOWN_SEVERITY, a.system, a.sop))


def _callers(library: Library) -> list[tuple[str, str]]:
    """The teams that call a rollback, where they are few enough to choose from: name and link."""
    teams = dict.fromkeys(d.sop.roles["initiator"].who for d in library.in_use())
    known = library.handbook.shared.teams
    few = teams if len(teams) <= _CALLERS else ()
    return [(known[team].name, link(team_page(team))) for team in few]


def _news(library: Library) -> list[tuple[str, str, str, str]]:
    """The latest editions and incidents, newest first: icon, day, words, link."""
    editions = [
        (d.sop.effective, "effective", f"{d.sop.title}, edition {d.sop.version}", sop_page(d.id))
        for d in library.in_use()
        if d.sop.effective <= library.today
    ]
    newest = sorted(editions, key=lambda news: (news[0], news[2]), reverse=True)[:_NEWEST]
    return [(icon, day(date), words, link(page)) for date, icon, words, page in newest]


def _tasks(library: Library) -> Iterator[Task]:
    for dossier in library.in_use():
        page = link(sop_page(dossier.id))
        for badge in (review(dossier), drill(dossier)):
            if badge.tone == "bad":
                yield Task(badge, dossier.sop.title, page)
        for incident in library.handbook.incidents(dossier.id):
            for lesson in incident.lessons:
                badge = state(lesson, dossier)
                if badge.tone == "bad":
                    yield Task(badge, f"{incident.id}: {lesson.action or lesson.text}", page)
