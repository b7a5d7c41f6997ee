"""The data behind an SOP, the clauses that it meets, and what keeps it true."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.model.sop import Sources
from rollbook.views.addresses import link, sop_json
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.step_link import step_link
from rollbook.views.words import duration, title_case


def sources(dossier: Dossier) -> Markup:
    """Links to the data, for each clause the steps that meet it, and the watched files."""
    sop = dossier.sop
    return render(
        "sop/sources",
        links=[
            (title_case(name), getattr(sop.sources, name))
            for name in Sources.model_fields
            if getattr(sop.sources, name)
        ],
        clauses=[
            (clause, [step_link(dossier, step) for step in steps])
            for clause, steps in sop.satisfies.items()
        ],
        watch=sop.review.watch if sop.review else (),
        review=duration(sop.review.every.seconds) if sop.review else None,
        drill=duration(sop.drill.every.seconds) if sop.drill else None,
        data=link(sop_json(dossier.id)) if dossier.alerts else None,
        live=bool(sop.drill and sop.drill.live),
    )
