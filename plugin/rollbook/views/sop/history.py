"""The history of an SOP: its records, newest first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.records import Approval, DrillRecord, Incident, Record, ReviewRecord
from rollbook.views.addresses import CHANGES, incident_page, link
from rollbook.views.changes.shown import said
from rollbook.views.changes.telling import editions, parts
from rollbook.views.dossier import Dossier
from rollbook.views.prose import brief
from rollbook.views.rendering import render
from rollbook.views.verdicts import badge


@dataclass(frozen=True, slots=True)
class Event:
    """A record as it is shown; `current` says that it speaks of today's procedure."""

    day: datetime.date
    icon: str
    kind: str
    said: Markup
    current: bool


@dataclass(frozen=True, slots=True)
class LastChange:
    """From which edition to which, and what became otherwise, in sentences."""

    editions: str
    said: list[Markup]


def history(dossier: Dossier) -> Markup:
    """What changed last, then approvals, reviews, drills and incidents."""
    records = dossier.handbook.records_of(dossier.id)
    events = [_event(dossier, record) for record in reversed(records)]
    return render("sop/history", events=events, last=_last(dossier), changes=link(CHANGES))


def _last(dossier: Dossier) -> LastChange | None:
    """What this edition of the handbook changed; what only reads otherwise is no news."""
    sop = dossier.change
    if sop is None or not sop.changes:
        return None
    told = [change for part in parts(sop) if not part.folded for change in part.changes]
    return LastChange(editions(sop), [said(change.sentence) for change in told])


def _event(dossier: Dossier, record: Record) -> Event:
    current = record.procedure == dossier.standing.digest
    plain = Markup("{}").format
    match record:
        case Incident():
            said = Markup('<a class="rb-to" href="{}">{}</a>: {}').format(
                link(incident_page(record.id)), record.id, brief(record.outcome)
            )
            said = _with(said, dossier, record)
            return Event(record.started, "incident", "Incident", said, current)
        case Approval():
            said = Markup("{}, {}: {}").format(record.who, record.role, brief(record.meaning))
            return Event(record.date, "approved", "Approval", said, current)
        case DrillRecord():
            people = ", ".join(record.people)
            text = f"{record.kind.capitalize()}, {record.result}: {people}"
            said = _with(plain(text), dossier, record)
            return Event(record.date, "drill", "Drill", said, current)
        case ReviewRecord():
            said = plain(f"{record.who}: {record.result}")
            if record.reason:
                said = Markup("{}. {}").format(said, brief(record.reason))
            return Event(record.date, "review", "Review", said, current)
        case _:
            raise NotImplementedError(record)


def _with(said: Markup, dossier: Dossier, record: Incident | DrillRecord) -> Markup:
    """What is said of a case, with what came of it where somebody noted the steps."""
    if not record.times:
        return said
    result = badge(dossier.verdict(record))
    return render("sop/history_case", said=said, result=result)
