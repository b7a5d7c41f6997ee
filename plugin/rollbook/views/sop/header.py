"""The header of an SOP: whether it may be used, and how long it will take."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.addresses import anchor, link, run_page, sop_page, team_page
from rollbook.views.badges import all_badges
from rollbook.views.dossier import Dossier
from rollbook.views.mentions import with_links
from rollbook.views.prose import markdown
from rollbook.views.rendering import render
from rollbook.views.words import duration, title_case


def header(dossier: Dossier) -> Markup:
    """Status, owner, critical path against the RTO, what it covers and what it does not."""
    sop = dossier.sop
    path, rto = dossier.critical_path.seconds, sop.rto.seconds
    page = sop_page(dossier.id)
    return render(
        "sop/header",
        sop=sop,
        badges=all_badges(dossier),
        owner=dossier.team(sop.owner),
        owner_page=link(team_page(sop.owner)),
        contact=_contact(dossier),
        system=title_case(sop.system),
        critical=duration(path),
        rto=duration(rto),
        late=path > rto,
        share=min(100, round(100 * path / rto)) if rto else 100,
        limit=round(100 * rto / path) if path > rto else 100,
        digest=dossier.standing.digest,
        short_digest=dossier.standing.digest[:19],
        first_step=f"{link(page)}#{anchor('step', next(iter(sop.steps)))}",
        act_now=link(run_page(dossier.id)) if sop.status != "retired" else None,
        covers=with_links(markdown(sop.covers), dossier),
        not_for=with_links(markdown(sop.not_for), dossier) if sop.not_for else None,
    )


def _contact(dossier: Dossier) -> str | None:
    team = dossier.handbook.shared.teams.get(dossier.sop.owner)
    return team.contact if team else None
