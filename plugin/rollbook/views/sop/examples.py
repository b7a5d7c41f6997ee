"""The examples of an SOP, as cards."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import example_page, link, tabletop_page
from rollbook.views.course import Course, course
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Case:
    """An example as it is shown in a list; one of a retired SOP is not talked through any more."""

    title: str
    href: str
    trigger: str
    took: str
    in_time: bool
    tabletop: str | None


def cases(dossier: Dossier) -> list[Case]:
    """Every example of the SOP."""
    return [_case(dossier, name) for name in dossier.sop.examples]


def examples(dossier: Dossier) -> Markup:
    """The examples, each with a link to its page."""
    return render("sop/examples", cases=cases(dossier))


def _case(dossier: Dossier, name: str) -> Case:
    example = dossier.sop.examples[name]
    taken: Course = course(
        dossier,
        dossier.times_of(example),
        current=dossier.went_by_this(dossier.incident_of(example)),
    )
    return Case(
        example.title,
        link(example_page(dossier.id, name)),
        title_case(example.trigger),
        duration(taken.seconds),
        taken.seconds <= dossier.sop.rto.seconds,
        None if dossier.sop.status == "retired" else link(tabletop_page(dossier.id, name)),
    )
