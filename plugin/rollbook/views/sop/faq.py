"""The questions about an SOP."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.dossier import Dossier
from rollbook.views.mentions import with_links
from rollbook.views.prose import inline, markdown
from rollbook.views.rendering import render


def questions(dossier: Dossier) -> list[tuple[Markup, Markup]]:
    """Every question with its answer."""
    return [(inline(entry.q), with_links(markdown(entry.a), dossier)) for entry in dossier.sop.faq]


def faq(dossier: Dossier) -> Markup:
    """The questions, each of which opens to its answer."""
    return render("sop/faq", questions=questions(dossier), prefix="faq")
