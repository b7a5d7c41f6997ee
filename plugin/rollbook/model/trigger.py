"""Triggers: what calls for a procedure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from rollbook.model.measures import Bound, Duration
from rollbook.model.value import Id, Line, Prose, Value

Symptom = Literal["accuracy", "latency", "bias", "errors", "data", "safety", "cost"]


class Signal(Value):
    """What every trigger has."""

    symptom: Symptom
    """What a person sees first."""

    severity: Annotated[int, Field(strict=True, ge=1, le=4)] | None = None
    """How bad it is, from 1 (worst) to 4."""


class Threshold(Signal):
    """A metric that has been beyond its bound for a while."""

    metric: Id
    """The metric that is watched."""

    when: Bound
    """The bound beyond which it fires."""

    for_: Duration | None = Field(default=None, alias="for")
    """How long it has to stay there."""

    alert: Line | None = None
    """The alert that says so: `file#rule` or a URL."""


class HumanCall(Signal):
    """A person's judgement."""

    judgement: Prose
    """What the person has come to think."""

    by: Id | None = None
    """The role that decides."""

    evidence: Prose | None = None
    """What has to be at hand for it."""


def _sort(value: object) -> str:
    judged = isinstance(value, HumanCall) or (isinstance(value, dict) and "judgement" in value)
    return "judgement" if judged else "metric"


Trigger = Annotated[
    Annotated[Threshold, Tag("metric")] | Annotated[HumanCall, Tag("judgement")],
    Discriminator(_sort),
]
