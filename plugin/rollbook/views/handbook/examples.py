"""Every example, by SOP."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.addresses import link, sop_page
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.sop.examples import cases


def examples(library: Library) -> Markup:
    """Real cases, grouped by the SOP that was used."""
    groups = [
        (d.sop.title, link(sop_page(d.id)), cases(d))
        for d in library.dossiers.values()
        if d.sop.examples
    ]
    return render("handbook/examples", groups=groups)
