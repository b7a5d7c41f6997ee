"""A real case on a page of its own: an example, or an incident."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.model.records import Incident
from rollbook.views.addresses import incident_page, link, sop_page
from rollbook.views.course import course
from rollbook.views.dossier import Dossier
from rollbook.views.figure import figure
from rollbook.views.lessons import learned
from rollbook.views.mentions import with_links
from rollbook.views.pictures import case_timeline_picture, path_on_page, paths_drawn
from rollbook.views.prose import brief, markdown
from rollbook.views.rendering import render
from rollbook.views.step_link import step_link
from rollbook.views.told import Told, earlier, example_told, incident_told, left_out, way
from rollbook.views.verdicts import badge
from rollbook.views.words import day, title_case


def example(dossier: Dossier, name: str) -> Markup:
    """An example: its story, the steps that were taken, the outcome and what was learned."""
    example = dossier.sop.examples[name]
    incident = dossier.incident_of(example)
    return _case(
        dossier,
        example_told(dossier, name),
        story=with_links(markdown(example.story), dossier),
        outcome=markdown(incident.outcome if incident else example.outcome or ""),
        incident=incident,
        own_lessons=[brief(lesson) for lesson in example.lessons or ()],
        link_incident=True,
    )


def incident(dossier: Dossier, record: Incident) -> Markup:
    """An incident: its course, its root cause, and the steps that its lessons changed."""
    return _case(
        dossier,
        incident_told(dossier, record),
        story=None,
        outcome=markdown(record.outcome),
        incident=record,
        own_lessons=[],
        link_incident=False,
    )


def _case(
    dossier: Dossier,
    told: Told,
    *,
    story: Markup | None,
    outcome: Markup,
    incident: Incident | None,
    own_lessons: list[Markup],
    link_incident: bool,
) -> Markup:
    page = sop_page(dossier.id)
    lessons = learned(dossier, incident) if incident else []
    known = told.trigger in dossier.sop.triggers
    return render(
        "case",
        sop_title=dossier.sop.title,
        sop_href=link(page),
        trigger=title_case(told.trigger),
        trigger_href=link(page, "trigger", told.trigger) if known else None,
        started=day(incident.started) if incident else None,
        incident_id=incident.id if incident and link_incident else None,
        incident_href=link(incident_page(incident.id)) if incident and link_incident else None,
        earlier=earlier(told),
        story=story,
        steps=course(dossier, told),
        left_out=[step_link(dossier, name) for name in left_out(dossier, told)],
        timeline=_timeline(dossier, told),
        path=_path(dossier, told),
        not_drawn=_not_drawn(dossier, told),
        result=badge(told.verdict),
        root_cause=markdown(incident.root_cause) if incident and incident.root_cause else None,
        outcome=outcome,
        taught=bool(lessons or own_lessons),
        lessons=lessons,
        own_lessons=own_lessons,
        incidents=False,
    )


def _timeline(dossier: Dossier, told: Told) -> Markup | None:
    """Planned beside actual, until the system was verified."""
    picture = case_timeline_picture(dossier, told)
    if picture is None:
        return None
    table = picture.timetable
    longer = any(bar.over for bar in table.bars)
    legend = render("case_legend", longer=longer, late=table.whole.over > 0)
    return figure(dossier, picture, legend, told.page)


def _path(dossier: Dossier, told: Told) -> Markup | None:
    """The way that the case took through the flow."""
    picture = path_on_page(dossier, told)
    legend = render("path_legend", followed=bool(way(told).tries))
    return figure(dossier, picture, legend, told.page) if picture else None


def _not_drawn(dossier: Dossier, told: Told) -> str:
    """Why a case has no path, where its flow could show one."""
    drawn = paths_drawn(dossier)
    if dossier.cases[told.page] < drawn:
        return ""
    if not drawn:
        return "The way through the flow is not drawn: it has too many lines."
    return f"The way through the flow is drawn for the first {drawn} cases of this SOP alone."
