"""A real case on a page of its own: an example, or an incident."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from rollbook.model.measures import Duration
from rollbook.model.records import Incident
from rollbook.views.addresses import incident_page, link, sop_page
from rollbook.views.badges import Badge
from rollbook.views.course import course
from rollbook.views.dossier import Dossier
from rollbook.views.lessons import learned
from rollbook.views.mentions import with_links
from rollbook.views.prose import inline, markdown
from rollbook.views.rendering import render
from rollbook.views.words import day, duration, title_case


def example(dossier: Dossier, name: str) -> Markup:
    """An example: its story, the steps that were taken, the outcome and what was learned."""
    told = dossier.sop.examples[name]
    incident = dossier.incident_of(told)
    return _case(
        dossier,
        trigger=told.trigger,
        story=with_links(markdown(told.story), dossier),
        times=dossier.times_of(told),
        outcome=markdown(incident.outcome if incident else told.outcome or ""),
        incident=incident,
        own_lessons=[inline(lesson) for lesson in told.lessons or ()],
        link_incident=True,
    )


def incident(dossier: Dossier, record: Incident) -> Markup:
    """An incident: its course, its root cause, and the steps that its lessons changed."""
    return _case(
        dossier,
        trigger=record.trigger,
        story=None,
        times=record.times,
        outcome=markdown(record.outcome),
        incident=record,
        own_lessons=[],
        link_incident=False,
    )


def _case(
    dossier: Dossier,
    *,
    trigger: str,
    story: Markup | None,
    times: Mapping[str, Duration],
    outcome: Markup,
    incident: Incident | None,
    own_lessons: list[Markup],
    link_incident: bool,
) -> Markup:
    page = sop_page(dossier.id)
    current = dossier.went_by_this(incident)
    taken = course(dossier, times, current=current)
    lessons = learned(dossier, incident) if incident else []
    rto = dossier.sop.rto.seconds
    known = trigger in dossier.sop.triggers
    return render(
        "case",
        sop_title=dossier.sop.title,
        sop_href=link(page),
        trigger=title_case(trigger),
        trigger_href=link(page, "trigger", trigger) if known else None,
        started=day(incident.started) if incident else None,
        incident_id=incident.id if incident and link_incident else None,
        incident_href=link(incident_page(incident.id)) if incident and link_incident else None,
        earlier=not current,
        story=story,
        steps=taken.steps,
        result=_result(taken.seconds, rto),
        root_cause=markdown(incident.root_cause) if incident and incident.root_cause else None,
        outcome=outcome,
        taught=bool(lessons or own_lessons),
        lessons=lessons,
        own_lessons=own_lessons,
        incidents=False,
    )


def _result(took: int, rto: int) -> Badge:
    if took > rto:
        return Badge("bad", "clock", f"{duration(took)}, {duration(took - rto)} over the RTO")
    return Badge("ok", "clock", f"{duration(took)}, within the RTO of {duration(rto)}")
