"""The questions about the handbook, answered from its data, and those about every SOP."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.addresses import INCIDENTS, ROLES, link, sop_page
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.sop.faq import questions
from rollbook.views.words import duration, listing


def faq(library: Library) -> Markup:
    """What a rollback SOP is, who uses it, how often it is reviewed, how it supports audits."""
    return render(
        "handbook/faq",
        **_facts(library),
        roles_href=link(ROLES),
        incidents_href=link(INCIDENTS),
        groups=[
            (d.id, d.sop.title, link(sop_page(d.id)), questions(d))
            for d in library.in_use()
            if d.sop.faq
        ],
    )


def _facts(library: Library) -> dict[str, object]:
    """The facts that the answers are made of."""
    handbook = library.handbook
    sops = [dossier.sop for dossier in library.in_use()]
    playing = {
        team for sop in sops for role in sop.roles.values() for team in (role.who, role.deputy)
    }
    reviews = sorted({sop.review.every.seconds for sop in sops if sop.review})
    drills = sorted({sop.drill.every.seconds for sop in sops if sop.drill})
    return {
        "count": len(sops),
        "systems": len({sop.system for sop in sops}),
        "teams": len(playing - {None}),
        "reviews": listing([duration(every) for every in reviews]),
        "drills": listing([duration(every) for every in drills]),
        "approvals": len(handbook.approvals()),
        "incidents": len(handbook.incidents()),
        "clauses": sorted({clause for sop in sops for clause in sop.satisfies}),
        "unreviewed": sum(1 for sop in sops if not sop.review),
    }
