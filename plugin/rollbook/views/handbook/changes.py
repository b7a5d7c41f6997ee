"""Changes: what this edition of the handbook says otherwise than an earlier one, SOP by SOP."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from rollbook.review.change import Change, SopReview
from rollbook.views.addresses import link, sop_page
from rollbook.views.changes.shown import ShownSop, shown
from rollbook.views.changes.telling import verdict
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.report import visible

_PLACES = ("step", "trigger", "target", "check", "role", "component", "notice", "input")
"""What has an anchor on the page of its SOP."""


def changes(library: Library) -> Markup:
    """The verdict, and each SOP that is not as it was, gravest first.

    What was to be mended before the merge is of no use to readers.
    """
    review = library.changes
    since, lead = "", "Nobody named an earlier edition to compare this one with."
    sops: list[ShownSop] = []
    if review is not None:
        told = [replace(sop, unsaid=()) for sop in review.sops if sop.changes]
        since, lead = visible(review.base), verdict(replace(review, sops=told)).words()
        sops = [_shown(sop, library.dossiers.get(sop.sop)) for sop in told]
    return render("handbook/changes", edition=library.since, since=since, lead=lead, sops=sops)


def place(dossier: Dossier | None, change: Change) -> str:
    """Where on the SOP's page a changed thing stands; nothing for what is gone."""
    if dossier is None or change.what not in _PLACES:
        return ""
    sop = dossier.sop
    there = sop.all_steps if change.what == "step" else getattr(sop, f"{change.what}s")
    return link(sop_page(dossier.id), change.what, change.name) if change.name in there else ""


def _shown(sop: SopReview, dossier: Dossier | None) -> ShownSop:
    href = link(sop_page(sop.sop)) if dossier else ""
    return shown(sop, lambda change: place(dossier, change), href)
