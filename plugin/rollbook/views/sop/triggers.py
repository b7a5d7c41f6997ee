"""The triggers of an SOP: what calls for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from rollbook.model.metric import Metric
from rollbook.model.trigger import HumanCall, Threshold
from rollbook.views.addresses import anchor, link, root_link, run_page, trigger_page, url
from rollbook.views.dossier import Dossier
from rollbook.views.prose import inline
from rollbook.views.rendering import render
from rollbook.views.roles import Chip, chip
from rollbook.views.symptoms import SYMPTOMS
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Sign:
    """A trigger as it is shown; `says` is the sentence that a person recognises.

    `href` is the permanent address that alerts link to, `address` the same to read.
    """

    id: str
    anchor: str
    name: str
    symptom: str
    symptom_words: str
    severity: int | None
    says: Markup
    href: str = ""
    address: str = ""
    by: Chip | None = None
    evidence: Markup | None = None
    query: str | None = None
    dashboard: str | None = None
    alert: str | None = None
    no_data: str | None = None


_NO_DATA = {
    "alert": "missing data counts as an alert",
    "ignore": "missing data says nothing",
    "judge": "where data is missing, a person judges",
}


def signs(dossier: Dossier) -> list[Sign]:
    """Every trigger of the SOP, in the order of the file."""
    return [_sign(dossier, name, trigger) for name, trigger in dossier.sop.triggers.items()]


def triggers(dossier: Dossier) -> Markup:
    """What calls for this SOP: metrics beyond their bounds, and people's judgement."""
    act_now = link(run_page(dossier.id)) if dossier.sop.status != "retired" else None
    return render("sop/triggers", signs=signs(dossier), act_now=act_now)


def _sign(dossier: Dossier, name: str, trigger: Any) -> Sign:
    common = {
        "id": name,
        "anchor": anchor("trigger", name),
        "name": title_case(name),
        "symptom": trigger.symptom,
        "symptom_words": SYMPTOMS[trigger.symptom],
        "severity": trigger.severity,
    }
    if dossier.alerts:
        common |= _permanent(dossier, trigger_page(dossier.id, name))
    if isinstance(trigger, HumanCall):
        return Sign(
            **common,
            says=inline(trigger.judgement),
            by=chip(dossier, trigger.by),
            evidence=inline(trigger.evidence) if trigger.evidence else None,
        )
    metric = dossier.metrics[trigger.metric]
    return Sign(
        **common,
        says=_threshold(trigger, metric),
        query=metric.query,
        dashboard=metric.dashboard,
        alert=trigger.alert,
        no_data=_NO_DATA.get(metric.no_data or ""),
    )


def _permanent(dossier: Dossier, page: str) -> dict[str, str]:
    """The address that stays; that of an edition goes with its pages."""
    if not dossier.edition:
        return {"href": link(page), "address": url(page)}
    root = f"{dossier.site.rstrip('/')}/" if dossier.site else ""
    return {"href": root_link(page), "address": root + url(page)}


def _threshold(trigger: Threshold, metric: Metric) -> Markup:
    unit = f" {metric.unit}" if metric.unit else ""
    window = f" for {duration(trigger.for_.seconds)}" if trigger.for_ else ""
    return Markup('<bdi>{}</bdi> <span class="rb-number">{}{}</span>{}').format(
        metric.name, trigger.when.text, unit, window
    )
