"""Every incident, newest first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import incident_page, link, sop_page
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.verdicts import said
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Row:
    """An incident as it is shown in the list."""

    id: str
    href: str
    started: datetime.date
    sop: str
    sop_href: str
    trigger: str
    result: str
    missed: bool
    closed: int
    open: int


def incidents(library: Library) -> Markup:
    """The incidents on record, with how long they took and what is left to learn."""
    rows = []
    for incident in library.handbook.incidents():
        dossier = library.dossiers[incident.sop]
        verdict = dossier.verdict(incident)
        closed = sum(1 for lesson in incident.lessons if lesson.done)
        rows.append(
            Row(
                incident.id,
                link(incident_page(incident.id)),
                incident.started,
                dossier.sop.title,
                link(sop_page(incident.sop)),
                title_case(incident.trigger),
                said(verdict),
                verdict.kind in ("over", "missed"),
                closed,
                len(incident.lessons) - closed,
            )
        )
    return render("handbook/incidents", rows=rows)
