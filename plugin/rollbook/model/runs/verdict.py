"""Verdict: what came of a real case, and how that stands to the recovery time objective."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from rollbook.model.flow import Flow
from rollbook.model.lasting import lasting
from rollbook.model.runs.answering import CASE, FAIL, Answer
from rollbook.model.runs.course import Said, course
from rollbook.model.runs.ending import End, end
from rollbook.model.runs.following import Followed, followed
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import NoWay, Replay, replay
from rollbook.model.sop import Sop
from rollbook.model.timing import Span

Kind = Literal["within", "over", "missed", "stopped", "impossible", "unclear", "untold", "unknown"]
"""How a case stands to the RTO.

It was verified `within` it or `over` it, or never, and has `missed` it; one that was `stopped` is
not held against it. Nothing is said of one whose steps no way allows in their order
(`impossible`), of one whose way came back to a step that it may not have taken again or that has
too many ways (`unclear`), of one that tells no times (`untold`), and of one by a procedure that
nobody has any more (`unknown`).
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case, in seconds from the trigger.

    `seconds` is when it was verified, and when the last step was over where it never was. `spans`
    say when each step was taken, `planned` when it would have been, had each taken as long as
    planned, and `due` when it would have been verified then. Without a run the steps follow one
    after the other. `followed` is the way that the case went, as far as that is known, and
    `opened_by` are the answers that opened each step. `no_way` is the step that no way opens in its
    turn.
    """

    kind: Kind
    seconds: int
    rto: int
    spans: Mapping[str, Span]
    planned: Mapping[str, Span]
    due: int
    end: End | None = None
    followed: Followed = field(default_factory=Followed)
    opened_by: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    no_way: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether the case could be held against the RTO, or need not be."""
        return self.kind in ("within", "over", "missed", "stopped")

    @property
    def counted(self) -> Mapping[str, Span]:
        """The steps until the case was verified: those that began before, or all."""
        if self.end != "verified":
            return self.spans
        return {n: s for n, s in self.spans.items() if s.start < self.seconds or s.end == 0}


def meant(flow: Flow, said: Mapping[str, str]) -> dict[str, Answer]:
    """What people write that a step was answered, as its answers; another word stays as it is."""
    words = {"failed": FAIL}
    return {
        name: f"{CASE}{word}" if word in flow.steps[name].exits else words.get(word, word)
        for name, word in said.items()
        if name in flow.steps
    }


def verdict(
    sop: Sop,
    seconds: Mapping[str, int],
    said: Mapping[str, str] | None = None,
    *,
    known: bool = True,
) -> Verdict:
    """Judge a case by its procedure, from how many seconds each step took, in their order.

    `said` is what steps were answered at last, where that does not follow from the others.
    Where the procedure is not `known`, `sop` is what it became: where the steps fit that, it says
    what they were answered, and nothing is judged.
    """
    steps = sop.all_steps
    takes = lasting(sop)
    plan = {name: takes[name] for name in seconds if name in takes}
    rto = sop.rto.seconds
    if not seconds:
        return _unjudged("untold", seconds, plan, rto)
    if gone := next((name for name in seconds if name not in steps), ""):
        return _unjudged("impossible" if known else "unknown", seconds, plan, rto, gone)
    procedure = Procedure.of(sop)
    run = replay(procedure, list(seconds), meant(procedure.flow, said or {}))
    if isinstance(run, NoWay):
        kind: Kind = "impossible" if run.step else "unclear"
        return _unjudged(kind if known else "unknown", seconds, plan, rto, run.step)
    took, due = (course(run, _rounds(run, each)) for each in (seconds, plan))
    went = followed(procedure, run)
    left_out = tuple(dict.fromkeys(t.step for t in run.taken if t.step not in seconds))
    unclear = took.recovered is None and not seconds.keys().isdisjoint(run.ended.open)
    if unclear or not known:
        told = _unjudged("unclear" if known else "unknown", seconds, plan, rto)
        left_out = left_out if known else ()
        return replace(told, followed=went, opened_by=took.opened_by, left_out=left_out)
    came = end(run.ended)
    kind = "stopped" if came == "stopped" else "missed"
    if took.recovered is not None:
        kind = "within" if took.recovered <= rto else "over"
    return Verdict(
        kind,
        took.whole if took.recovered is None else took.recovered,
        rto,
        took.spans,
        due.spans,
        due.whole if due.recovered is None else due.recovered,
        came,
        went,
        took.opened_by,
        left_out=left_out,
    )


def _rounds(run: Replay, seconds: Mapping[str, int]) -> list[int | None]:
    """How long each answer took: all the time of a step, its rounds together, is of its first."""
    left = dict(seconds)
    return [left.pop(taken.step, None) for taken in run.taken]


def _unjudged(
    kind: Kind, seconds: Mapping[str, int], plan: Mapping[str, int], rto: int, no_way: str = ""
) -> Verdict:
    spans, planned = _in_turn(seconds), _in_turn(plan)
    whole, due = sum(seconds.values()), sum(plan.values())
    return Verdict(kind, whole, rto, spans, planned, due, no_way=no_way)


def _in_turn(seconds: Mapping[str, int]) -> dict[str, Span]:
    """Steps one after the other: nobody knows what ran beside what."""
    spans: dict[str, Span] = {}
    at = 0
    for name, took in seconds.items():
        spans[name] = Span(at, at + took)
        at += took
    return spans
