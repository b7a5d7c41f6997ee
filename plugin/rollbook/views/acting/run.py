"""Act now: the procedure one step at a time, and all of it where no script runs."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from markupsafe import Markup

from rollbook.model.step import Confirm, Notify
from rollbook.views.acting.fields import fields
from rollbook.views.acting.plan import plan
from rollbook.views.acting.sheet import sheet
from rollbook.views.addresses import link, sop_page
from rollbook.views.badges import Badge, approval, status
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.sop.checks import row
from rollbook.views.sop.notices import message
from rollbook.views.sop.steps import Card, card, groups
from rollbook.views.sop.triggers import signs
from rollbook.views.words import duration


@dataclass(frozen=True, slots=True)
class Acted:
    """A step, with the checks that are read in it or the notice that is sent."""

    card: Card
    more: Markup | None


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of one phase."""

    title: str
    steps: list[Acted]


def run(dossier: Dossier) -> Markup:
    """What to look up, the steps with their checks and notices, whom to call, and the sheet."""
    sop = dossier.sop
    return render(
        "sop/run",
        plan=json.dumps(plan(dossier), ensure_ascii=False, separators=(",", ":")),
        sop=sop,
        badges=_doubts(dossier),
        rto=duration(sop.rto.seconds),
        page=link(sop_page(dossier.id)),
        signs=signs(dossier),
        fields=fields(dossier),
        groups=_groups(dossier),
        fallback=[_acted(dossier, card(dossier, name)) for name in sop.fallback],
        escalation=sop.escalation,
        owner=dossier.team(sop.owner),
        sheet=sheet(dossier),
    )


def _doubts(dossier: Dossier) -> list[Badge]:
    """What speaks against acting by it: that it is not in force, or not approved as it is."""
    return [badge for badge in (status(dossier), approval(dossier)) if badge.tone != "ok"]


def _groups(dossier: Dossier) -> list[Group]:
    return [
        Group(group.title, [_acted(dossier, card) for card in group.cards])
        for group in groups(dossier)
    ]


def _acted(dossier: Dossier, card: Card) -> Acted:
    step, fill = dossier.flow.steps[card.id], dossier.fill_at(card.id)
    # A script puts in the target that is in use: to show it twice would say two things.
    card = replace(card, others=[])
    if isinstance(step, Confirm):
        checks = [row(dossier, check, fill) for check in step.check]
        return Acted(card, render("sop/acted", checks=checks, notice=None))
    if isinstance(step, Notify):
        notice = message(dossier, step.notify, fill)
        return Acted(card, render("sop/acted", checks=[], notice=notice))
    return Acted(card, None)
