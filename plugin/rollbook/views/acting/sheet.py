"""The sheet: an SOP on one or two pages of paper, for when nothing else works."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.step import Confirm, Notify, Run
from rollbook.views.acting.code import code
from rollbook.views.acting.fields import fields
from rollbook.views.addresses import run_page, url
from rollbook.views.badges import in_force
from rollbook.views.dossier import Dossier
from rollbook.views.prose import command
from rollbook.views.rendering import render
from rollbook.views.sop.checks import row
from rollbook.views.sop.notices import message
from rollbook.views.sop.steps import Card, card
from rollbook.views.words import day, duration


@dataclass(frozen=True, slots=True)
class Line:
    """A step on paper: what to do, and what to expect of it and else."""

    card: Card
    order: str | None
    text: Markup | None
    more: list[Markup]
    facts: list[tuple[str, str]]


_LEFT_OUT = ("Note", "Tell", "Ask", "Takes back")
"""Facts that paper has no room for; whoever is told or asked stands in the handbook."""


def sheet(dossier: Dossier) -> Markup:
    """Every step with a box to tick, the numbers to call, and which edition it is."""
    sop = dossier.sop
    address = f"{dossier.site.rstrip('/')}/{url(run_page(dossier.id))}" if dossier.site else ""
    return render(
        "sop/sheet",
        sop=sop,
        id=dossier.id,
        in_force=in_force(dossier),
        digest=dossier.standing.digest,
        # In an edition a script says so: else each edition would have this page anew.
        printed="" if dossier.edition else day(dossier.today),
        critical=duration(dossier.critical_path.seconds),
        rto=duration(sop.rto.seconds),
        main=[_line(dossier, name) for name in sop.steps],
        fallback=[_line(dossier, name) for name in sop.fallback],
        fields=[(f.ask.striptags(), f.find) for f in fields(dossier)],
        people=_people(dossier),
        escalation=sop.escalation,
        address=address,
        code=code(address) if address else None,
    )


def _line(dossier: Dossier, name: str) -> Line:
    step, fill = dossier.flow.steps[name], dossier.fill_at(name)
    more = []
    if isinstance(step, Confirm):
        for check in step.check:
            found = row(dossier, check, fill)
            more.append(Markup("{}: {}").format(found.command or found.what, found.expect))
    if isinstance(step, Notify):
        notice = message(dossier, step.notify, fill)
        more.append(Markup("To {}: {}").format(notice.to, notice.say.striptags()))
    if isinstance(step, Run) and step.undo and step.undo != "none":
        more.append(Markup("Undo: <code>{}</code>").format(command(step.undo, fill)))
    shown = card(dossier, name)
    return Line(
        card=shown,
        order=shown.order.striptags() if shown.order else None,
        text=None if isinstance(step, Confirm | Notify) else shown.text,
        more=more,
        facts=[(f.label, f.text.striptags()) for f in shown.facts if f.label not in _LEFT_OUT],
    )


def _people(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Role, team with its deputy, and how to reach it."""
    teams = dossier.handbook.shared.teams
    found = []
    for name, role in dossier.sop.roles.items():
        known = teams.get(role.who)
        deputy = f", deputy: {dossier.team(role.deputy)}" if role.deputy else ""
        contact = (known.contact or "") if known else ""
        found.append((name, f"{dossier.team(role.who)}{deputy}", contact))
    return found
