"""The ends of an SOP: what `rollbook ways` says, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rollbook.loading.suggest import did_you_mean
from rollbook.model.lasting import lasting
from rollbook.model.runs.answering import FAIL, led
from rollbook.model.runs.ending import End
from rollbook.model.runs.outcomes import Outcome, outcomes, through
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.walking import walk
from rollbook.model.sop import Sop
from rollbook.rules.words.doubts import doubt_words
from rollbook.views.ways.wording import place_words, way_words
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class EndWay:
    """An end, how many ways lead there, and the shortest: as answers, in words and in seconds.

    `recovered` is when the system was verified on it; `lacks` says what an unverified end lacks.
    """

    end: End
    ways: int
    answers: tuple[tuple[str, str], ...]
    words: str
    seconds: int
    recovered: int | None
    lacks: str | None


@dataclass(frozen=True, slots=True)
class StepFails:
    """A step that fails: how often before it leads on, and where to, as ids and in words."""

    step: str
    reached: bool
    tries: int
    next: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Ends:
    """What a walk through an SOP has met; `whole` says whether that was all of it."""

    sop: str
    title: str
    rto: int
    states: int
    whole: bool
    failing: StepFails | None
    ends: tuple[EndWay, ...]


def ends(sop_id: str, sop: Sop, step: str | None = None) -> Ends:
    """Every end that a run can have, or that is left once a step has failed.

    Raises ValueError, with what to do, where there is no such step.
    """
    if step is not None and step not in sop.all_steps:
        near = did_you_mean(step, sop.all_steps)
        hint = f"did you mean '{near}'?" if near else f"there is {', '.join(sop.all_steps)}"
        raise ValueError(f"'{sop_id}' has no step '{step}': {hint}")
    procedure = Procedure.of(sop)
    walked = walk(procedure)
    failing: StepFails | None = None
    found: Sequence[Outcome]
    if step is None:
        found = outcomes(procedure, lasting(sop), walked)
    else:
        after = through(procedure, lasting(sop), walked, step)
        found = after.outcomes if after else ()
        leads = led(procedure.flow, step, FAIL)
        words = " and ".join(map(place_words, leads))
        failing = StepFails(step, after is not None, after.tries if after else 0, leads, words)
    told = tuple(_end(procedure, outcome) for outcome in found)
    states = len(walked.came)
    return Ends(sop_id, sop.title, sop.rto.seconds, states, walked.whole, failing, told)


def _end(procedure: Procedure, outcome: Outcome) -> EndWay:
    return EndWay(
        outcome.end,
        outcome.states,
        outcome.way,
        way_words(procedure.flow, outcome.way),
        outcome.seconds,
        outcome.recovered,
        doubt_words(procedure.flow, outcome.why, title_case) if outcome.why else None,
    )
