"""Which trigger calls for this SOP, and which for another one."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from rollbook.model.metric import Metric
from rollbook.model.sop import Sop
from rollbook.model.trigger import Threshold
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import call, linked, threshold
from rollbook.views.words import title_case

_NEAR = 8
"""Other SOPs that are looked at: a quiz may not cost more the more of them there are."""

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_SHORTEST = 120


def calling(dossier: Dossier) -> Iterator[Draft]:
    """One of the triggers of this SOP among those of others, which measure something else."""
    triggers = dossier.sop.triggers
    name = shuffled(dossier, "calling", list(triggers))[0]
    trigger = triggers[name]
    words = linked(dossier, "trigger", name, title_case(name))
    yield Draft(
        "Which of these calls for this procedure?",
        call(trigger, dict(dossier.metrics)),
        Markup("It is the trigger {}.").format(words),
        (_of_others(dossier, trigger.symptom), _of_others(dossier), _not_yet(dossier, name)),
    )


def _of_others(dossier: Dossier, symptom: str = "") -> Iterator[Answer]:
    own = {t.metric for t in dossier.sop.triggers.values() if isinstance(t, Threshold)}
    measured = {_measures(dossier.metrics[metric]) for metric in own}
    for other, sop in _near(dossier):
        metrics = dict(dossier.handbook.metrics(sop))
        for name, trigger in sop.triggers.items():
            if symptom and trigger.symptom != symptom:
                continue
            if isinstance(trigger, Threshold) and (
                trigger.metric in own or _measures(metrics[trigger.metric]) in measured
            ):
                continue
            href = link(sop_page(other), "trigger", name)
            why = Markup('It calls for <a class="rb-to" href="{}">{}</a>.').format(href, sop.title)
            yield Answer(call(trigger, metrics), why)


def _measures(metric: Metric) -> str:
    return metric.query or metric.name


def _near(dossier: Dossier) -> list[tuple[str, Sop]]:
    """Other SOPs in use: those of the same system, then those next to it by their ids."""
    sops = dossier.handbook.sops
    ids = list(sops)
    place = ids.index(dossier.id)
    others = [name for name in (*ids[place + 1 :], *ids[:place]) if sops[name].status != "retired"]
    beside = [name for name in others if sops[name].system == dossier.sop.system]
    near = list(dict.fromkeys((*beside[:_NEAR], *others[: 2 * _NEAR])))[: 2 * _NEAR]
    return [(name, sops[name]) for name in near]


def _not_yet(dossier: Dossier, name: str) -> Iterator[Answer]:
    """The same metric on the other side of its bound, or beyond it for too short a time."""
    trigger = dossier.sop.triggers[name]
    triggers = dossier.sop.triggers.values()
    alike = [t for t in triggers if isinstance(t, Threshold) and isinstance(trigger, Threshold)]
    if not isinstance(trigger, Threshold) or sum(t.metric == trigger.metric for t in alike) > 1:
        return
    metric = dossier.metrics[trigger.metric]
    seconds = trigger.for_.seconds if trigger.for_ else 0
    bound = trigger.when
    says = Markup("The trigger {} says otherwise.").format(
        linked(dossier, "trigger", name, title_case(name))
    )
    number = bound.text.removeprefix(bound.operator).strip()
    yield Answer(threshold(metric, f"{_OPPOSITE[bound.operator]} {number}", seconds), says)
    if seconds >= _SHORTEST:
        yield Answer(threshold(metric, bound.text, seconds // 120 * 60), says)
