"""Checks: how people know that the rollback has worked."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Tag

from rollbook.model.measures import Bound, Duration
from rollbook.model.value import Id, Prose, Text, Value


class Check(Value):
    """What every check has."""

    sign: Id | None = None
    """The role that has to sign the result."""


class MetricCheck(Check):
    """A metric that is back within its bound."""

    metric: Id
    """The metric that is read."""

    expect: Bound
    """The bound within which it has to be."""

    over: Duration | None = None
    """How long it has to stay there."""


class RunCheck(Check):
    """A command with its result."""

    run: Text
    """The command."""

    expect: Text
    """What it has to answer."""


class LogCheck(Check):
    """A number of log lines."""

    logs: Text
    """The query that finds them."""

    expect: Bound
    """How many there may be."""

    over: Duration | None = None
    """The time over which they are counted."""


class QuestionCheck(Check):
    """A question that a person answers."""

    ask: Prose
    """The question; yes means that the check passes."""

    by: Id
    """The role that answers."""


_KINDS: dict[str, type[Check]] = {
    "metric": MetricCheck,
    "run": RunCheck,
    "logs": LogCheck,
    "ask": QuestionCheck,
}


def _sort(value: object) -> str:
    if isinstance(value, dict):
        return next((kind for kind in _KINDS if kind in value), "metric")
    return next((kind for kind, model in _KINDS.items() if isinstance(value, model)), "metric")


AnyCheck = Annotated[
    Annotated[MetricCheck, Tag("metric")]
    | Annotated[RunCheck, Tag("run")]
    | Annotated[LogCheck, Tag("logs")]
    | Annotated[QuestionCheck, Tag("ask")],
    Discriminator(_sort),
]
