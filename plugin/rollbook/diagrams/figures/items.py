"""What the boxes of a flow say: short texts of steps and triggers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Item, Look
from rollbook.model.lasting import takes
from rollbook.model.measures import Duration
from rollbook.model.metric import Metric
from rollbook.model.placeholders import Placeholder, split
from rollbook.model.prose import plain
from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep, Approve, Confirm, Decide, Do, Notify, Run, Wait
from rollbook.model.trigger import Threshold, Trigger

_LOOKS: dict[str, Look] = {
    "do": "action",
    "run": "command",
    "approve": "approval",
    "decide": "decision",
    "wait": "wait",
    "check": "check",
    "notify": "notice",
}
_UNITS = {"s": "s", "m": "min", "h": "h", "d": "days"}


@dataclass(frozen=True, slots=True)
class Names:
    """How the things that an SOP names by ids are called.

    A placeholder has its value in a step, and may have none yet.
    """

    team: Callable[[str], str]
    metric: Callable[[str], Metric]
    value: Callable[[str, Placeholder], str | None]


def name_of(identifier: str) -> str:
    """An id as people read it: `pause-ramp` is `Pause ramp`."""
    words = identifier.replace("-", " ")
    return words[:1].upper() + words[1:]


def step_look(step: AnyStep) -> Look:
    """The look that goes with the step's verb."""
    return _LOOKS[step.VERB]


def step_item(sop: Sop, name: str, number: int | None, head: str, names: Names) -> Item:
    """What a step's box says, with `3. Approval: …` as its spoken name."""
    step = sop.steps[name] if name in sop.steps else sop.fallback[name]
    text = _text(name, step, names)
    place = str(number) if number is not None else ""
    spoken = f"{place}. {head}: {text}" if place else f"{head}: {text}"
    final = step.point_of_no_return is not None
    if final:
        spoken += ", no way back after it"
    return Item("step", name, text, spoken, _small(step, takes(step, sop.checks)), place, final)


def trigger_item(name: str, trigger: Trigger, names: Names) -> Item:
    """What a trigger's box says: its id as words, and its condition."""
    small = condition(trigger, names)
    return Item("trigger", name, name_of(name), f"Trigger: {name_of(name)}, {small}", small)


def condition(trigger: Trigger, names: Names) -> str:
    """What has to be so for a trigger: a metric beyond its bound, or a person's judgement."""
    if not isinstance(trigger, Threshold):
        return plain(trigger.judgement)
    lasting = f" for {_spelled(trigger.for_)}" if trigger.for_ else ""
    metric = names.metric(trigger.metric)
    unit = f" {metric.unit}" if metric.unit else ""
    return f"{metric.name} {trigger.when}{unit}{lasting}"


def _text(name: str, step: AnyStep, names: Names) -> str:
    match step:
        case Decide(decide=prose) | Do(do=prose):
            return _read(name, prose, names)
        case Wait(wait=Duration() as wait):
            return f"Wait {_spelled(wait)}"
        case Wait(wait=str() as prose):
            return _read(name, prose, names)
        case Confirm(check=checks):
            return ", ".join(map(name_of, checks))
        case Notify(notify=notice):
            return name_of(notice)
        case Approve() | Run():
            return name_of(name)
    raise AssertionError(step)


def _small(step: AnyStep, lasts: Duration) -> str:
    if isinstance(step, Approve) and step.late is not None:
        return f"within {_spelled(step.late)} afterwards"
    parts = []
    if lasts.seconds and not (isinstance(step, Wait) and isinstance(step.wait, Duration)):
        parts.append(f"≈ {_spelled(lasts)}")
    if step.each is not None:
        parts.append("repeated")
    return " · ".join(parts)


def _read(step: str, prose: str, names: Names) -> str:
    """Prose as it reads without markup; what is only known in an incident is named in words."""
    return "".join(
        part
        if isinstance(part, str)
        else names.value(step, part) or f"‹{name_of(part.key).lower()}›"
        for part in split(plain(prose))
    )


def _spelled(duration: Duration) -> str:
    return f"{duration.text[:-1]} {_UNITS[duration.text[-1]]}"
