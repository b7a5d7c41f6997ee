"""Links to steps, with the number that they have in every figure and text."""

from __future__ import annotations

from markupsafe import Markup, escape

from rollbook.model.flow import EXITS
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.words import EXIT_WORDS, title_case


def step_link(dossier: Dossier, name: str) -> Markup:
    """A link to a step by its number and name; the words for an exit that is no step."""
    if name in EXITS:
        return escape(EXIT_WORDS[name])
    return Markup('<a class="rb-to" href="{}">{} {}</a>').format(
        link(sop_page(dossier.id), "step", name), dossier.numbers[name], title_case(name)
    )
