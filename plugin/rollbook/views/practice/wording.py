"""How a quiz and a tabletop name things: steps, roles, triggers and texts, in plain words."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.model.metric import Metric
from rollbook.model.placeholders import split
from rollbook.model.prose import plain
from rollbook.model.trigger import HumanCall, Threshold
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.prose import Fill
from rollbook.views.words import duration, sentence, title_case


def read(text: str, fill: Fill) -> str:
    """Prose as one line without markup; what is only known in an incident stays as written."""
    return "".join(
        part if isinstance(part, str) else fill(part) or part.text for part in split(plain(text))
    )


def quoted(name: str) -> str:
    """The name of a step in a sentence."""
    return f"“{title_case(name)}”"


def player(dossier: Dossier, role: str) -> str:
    """A role with the team that plays it."""
    return f"{title_case(role)} ({dossier.team(dossier.sop.roles[role].who)})"


def call(trigger: Threshold | HumanCall, metrics: dict[str, Metric]) -> str:
    """What calls for a procedure."""
    if isinstance(trigger, HumanCall):
        return sentence(plain(trigger.judgement))
    metric = metrics[trigger.metric]
    return threshold(metric, trigger.when.text, trigger.for_.seconds if trigger.for_ else 0)


def threshold(metric: Metric, bound: str, seconds: int) -> str:
    """A metric beyond its bound, and for how long."""
    unit = f" {metric.unit}" if metric.unit else ""
    window = f" for {duration(seconds)}" if seconds else ""
    return f"{metric.name} {bound}{unit}{window}"


def linked(dossier: Dossier, kind: str, name: str, words: str) -> Markup:
    """Words that lead to a thing on the page of the SOP."""
    return Markup('<a class="rb-to" href="{}">{}</a>').format(
        link(sop_page(dossier.id), kind, name), words
    )
