"""The examples of an SOP, as cards."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import example_page, link, tabletop_page
from rollbook.views.badges import Badge
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.told import example_told
from rollbook.views.verdicts import badge
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Case:
    """An example as it is shown in a list; one of a retired SOP is not talked through any more."""

    title: str
    href: str
    trigger: str
    result: Badge
    tabletop: str | None


def cases(dossier: Dossier) -> list[Case]:
    """Every example of the SOP."""
    return [_case(dossier, name) for name in dossier.sop.examples]


def examples(dossier: Dossier) -> Markup:
    """The examples, each with a link to its page."""
    return render("sop/examples", cases=cases(dossier))


def _case(dossier: Dossier, name: str) -> Case:
    told = example_told(dossier, name)
    return Case(
        told.title,
        link(example_page(dossier.id, name)),
        title_case(told.trigger),
        badge(told.verdict),
        None if dossier.sop.status == "retired" else link(tabletop_page(dossier.id, name)),
    )
