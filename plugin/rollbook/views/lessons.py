"""Lessons of incidents, as they are shown on several pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.records import Incident, Lesson
from rollbook.views.addresses import incident_page, link
from rollbook.views.badges import Badge
from rollbook.views.dossier import Dossier
from rollbook.views.prose import inline
from rollbook.views.step_link import step_link
from rollbook.views.words import day, title_case


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson as it is shown."""

    text: Markup
    step: Markup | None
    action: str | None
    owner: str | None
    badge: Badge
    incident: str
    incident_href: str


def learned(dossier: Dossier, incident: Incident) -> list[Learned]:
    """The lessons of one incident."""
    return [_learned(dossier, incident, lesson) for lesson in incident.lessons]


def state(lesson: Lesson, dossier: Dossier) -> Badge:
    """Whether the lesson has been heeded."""
    if lesson.done:
        return Badge("ok", "done", f"Done {day(lesson.done)}")
    if lesson.due and lesson.due < dossier.today:
        return Badge("bad", "overdue", f"Overdue since {day(lesson.due)}")
    if lesson.due:
        return Badge("warn", "open", f"Open, due {day(lesson.due)}")
    return Badge("warn", "open", "Open")


def _learned(dossier: Dossier, incident: Incident, lesson: Lesson) -> Learned:
    return Learned(
        inline(lesson.text),
        _step(dossier, lesson.step),
        lesson.action,
        dossier.team(lesson.owner) if lesson.owner else None,
        state(lesson, dossier),
        incident.id,
        link(incident_page(incident.id)),
    )


def _step(dossier: Dossier, name: str | None) -> Markup | None:
    """The step that the lesson changed; one that is gone since is only named."""
    if name is None:
        return None
    if name in dossier.sop.all_steps:
        return step_link(dossier, name)
    return Markup("{} (a step of an earlier edition)").format(title_case(name))
