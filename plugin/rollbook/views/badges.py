"""Badges: what the records say of an SOP, in a word and an icon."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from rollbook.views.addresses import incident_page, link
from rollbook.views.dossier import Dossier
from rollbook.views.words import day

Tone = Literal["ok", "warn", "bad", "info", "mute"]
_SOON = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Badge:
    """A short statement; `detail` is said on hovering and to screen readers."""

    tone: Tone
    icon: str
    text: str
    detail: str = ""
    href: str = ""


def status(dossier: Dossier) -> Badge:
    """Whether the SOP is in force."""
    sop = dossier.sop
    edition = f"edition {sop.version}"
    if sop.status == "retired":
        return Badge("mute", "retired", "Retired", f"{edition}; use another SOP")
    if sop.status == "draft":
        return Badge("warn", "draft", "Draft", f"{edition} is not in force")
    if sop.effective > dossier.today:
        return Badge("warn", "draft", f"In force from {day(sop.effective)}", edition)
    return Badge("ok", "effective", "In force", f"{edition}, since {day(sop.effective)}")


def in_force(dossier: Dossier) -> str:
    """The same in the middle of a sentence: `in force since 2 November 2026`."""
    sop = dossier.sop
    begins = "from" if sop.effective > dossier.today else "since"
    words = {"draft": "a draft", "retired": "retired"}
    return words.get(sop.status, f"in force {begins} {day(sop.effective)}")


def approval(dossier: Dossier) -> Badge:
    """Whether people have said yes to exactly this procedure."""
    standing = dossier.standing
    if standing.approvals:
        last = standing.approvals[0]
        names = ", ".join(f"{a.who} ({a.role}, {day(a.date)})" for a in standing.approvals)
        return Badge("ok", "approved", f"Approved {day(last.date)}", names)
    if standing.earlier_approvals:
        last = standing.earlier_approvals[0]
        detail = f"edition {last.version} was approved on {day(last.date)} by {last.who}"
        return Badge("warn", "unapproved", "Changed since its approval", detail)
    return Badge("warn", "unapproved", "Not approved", "no approval is on record")


def review(dossier: Dossier) -> Badge:
    """When it was last read against the world, and whether that is due again."""
    last = dossier.standing.review
    said = f"Reviewed {day(last.date)}" if last else "Not reviewed yet"
    who = f"by {last.who}" if last else ""
    return _due("review", said, who, dossier.standing.review_due, dossier.today)


def drill(dossier: Dossier) -> Badge:
    """When it was last practised, how that went, and whether it is due again."""
    last = dossier.standing.drill
    said = f"Practised {day(last.date)}" if last else "Not practised yet"
    detail = f"{last.kind} drill, {last.result}" if last else ""
    if last and last.result == "failed":
        return Badge("bad", "drill", f"Drill of {day(last.date)} failed", detail)
    if last and not last.people:
        return Badge("bad", "drill", f"Drill of {day(last.date)} without anyone", detail)
    return _due("drill", said, detail, dossier.standing.drill_due, dossier.today)


def incident(dossier: Dossier) -> Badge | None:
    """The last night on which it was needed."""
    last = dossier.standing.incident
    if last is None:
        return None
    href = link(incident_page(last.id))
    return Badge("info", "incident", f"Last used {day(last.started)}", last.id, href)


def all_badges(dossier: Dossier) -> list[Badge]:
    """What the header shows."""
    shown = [status(dossier)]
    if dossier.sop.status != "retired":
        shown += [approval(dossier), review(dossier), drill(dossier)]
    last = incident(dossier)
    return [*shown, last] if last else shown


def _due(
    what: str, said: str, detail: str, due: datetime.date | None, today: datetime.date
) -> Badge:
    if due is None:
        return Badge("mute", what, said, detail)
    if due < today:
        return Badge("bad", what, f"{what.capitalize()} overdue since {day(due)}", said)
    tone: Tone = "warn" if due - today <= _SOON else ("ok" if detail else "mute")
    return Badge(tone, what, said, "; ".join(filter(None, [detail, f"due {day(due)}"])))
