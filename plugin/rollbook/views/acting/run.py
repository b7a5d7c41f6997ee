"""Act now: the procedure one step at a time, and all of it where no script runs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from rollbook.model.step import Confirm, Notify
from rollbook.views.acting.fields import fields
from rollbook.views.acting.plan import plan
from rollbook.views.acting.sheet import sheet
from rollbook.views.addresses import anchor, link, sop_page
from rollbook.views.badges import Badge, approval, status
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.sop.checks import Row, row
from rollbook.views.sop.notices import Message, message
from rollbook.views.sop.steps import card, groups
from rollbook.views.sop.triggers import signs
from rollbook.views.words import duration


def run(dossier: Dossier) -> Markup:
    """What to look up, the steps with their checks and notices, whom to call, and the sheet."""
    sop = dossier.sop
    steps = sop.all_steps
    return render(
        "sop/run",
        plan=json.dumps(plan(dossier), ensure_ascii=False, separators=(",", ":")),
        title=sop.title,
        sop=sop,
        badges=_doubts(dossier),
        rto=duration(sop.rto.seconds),
        page=link(sop_page(dossier.id)),
        signs=signs(dossier),
        fields=fields(dossier),
        groups=groups(dossier),
        fallback=[card(dossier, name) for name in sop.fallback],
        checks=_checks(dossier),
        notices=_notices(dossier),
        escalation=sop.escalation,
        owner=dossier.team(sop.owner),
        sheet=sheet(dossier),
        steps=len(steps),
    )


def _doubts(dossier: Dossier) -> list[Badge]:
    """What speaks against acting by it: that it is not in force, or not approved as it is."""
    return [badge for badge in (status(dossier), approval(dossier)) if badge.tone != "ok"]


def _checks(dossier: Dossier) -> Mapping[str, list[tuple[str, Row]]]:
    return {
        anchor("step", name): [(check, row(dossier, check)) for check in step.check]
        for name, step in dossier.sop.all_steps.items()
        if isinstance(step, Confirm)
    }


def _notices(dossier: Dossier) -> Mapping[str, Message]:
    return {
        anchor("step", name): message(dossier, step.notify)
        for name, step in dossier.sop.all_steps.items()
        if isinstance(step, Notify)
    }
