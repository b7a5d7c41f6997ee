"""The notices of an SOP, and to whom it escalates."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.step import Notify
from rollbook.views.addresses import anchor
from rollbook.views.dossier import Dossier
from rollbook.views.prose import Fill, filled_prose
from rollbook.views.rendering import render
from rollbook.views.step_link import step_link
from rollbook.views.words import duration, listing, title_case


@dataclass(frozen=True, slots=True)
class Message:
    """A notice as it is shown."""

    anchor: str
    name: str
    to: str
    within: str | None
    say: Markup
    sent_by: list[Markup]


def notices(dossier: Dossier) -> Markup:
    """Who is told what and how soon, and what to do when the procedure itself is stuck."""
    sent = {
        step.notify: name
        for name, step in dossier.sop.all_steps.items()
        if isinstance(step, Notify)
    }
    names = [*dossier.sop.notices, *(name for name in sent if name not in dossier.sop.notices)]
    return render(
        "sop/notices",
        messages=[message(dossier, name) for name in names],
        escalation=dossier.sop.escalation,
    )


def message(dossier: Dossier, name: str, fill: Fill | None = None) -> Message:
    """A notice as it is shown; `fill` has the targets of the step in which it is sent."""
    notice = dossier.notices[name]
    steps = [step_link(dossier, step_name) for step_name in _sending(dossier, name)]
    return Message(
        anchor("notice", name),
        title_case(name),
        listing([dossier.team(to) for to in notice.to]),
        duration(notice.within.seconds) if notice.within else None,
        filled_prose(notice.say, fill or dossier.said_at(*_sending(dossier, name))),
        steps,
    )


def _sending(dossier: Dossier, name: str) -> list[str]:
    """The steps that send a notice."""
    steps = dossier.sop.all_steps
    return [n for n, step in steps.items() if isinstance(step, Notify) and step.notify == name]
