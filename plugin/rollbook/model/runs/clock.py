"""The clock of a way: how long it takes, with what goes on side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.ending import is_verified
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.taking import begun, take


@dataclass(frozen=True, slots=True)
class Passed:
    """Seconds since the trigger: when the last step of a way was begun, and when all was done.

    `recovered` is when the system was last found to work, if it was.
    """

    begun: int
    seconds: int
    recovered: int | None


def clock(
    procedure: Procedure, lasting: Mapping[str, int], way: Sequence[tuple[str, Answer]]
) -> Passed:
    """How long a way takes.

    A step begins when it opens, and a join when the last that it waited for is done.
    """
    state = begun(procedure)
    began = dict.fromkeys(state.open, 0)
    ended: dict[str, int] = {}
    start = seconds = 0
    recovered: int | None = None
    was_verified = False
    for name, answer in way:
        start = began.pop(name)
        now = ended[name] = start + lasting[name]
        seconds = max(seconds, now)
        state = take(procedure, state, name, answer)
        for other in state.open:
            waited = procedure.lines.joins.get(other, ())
            done = [ended[source] for source in waited if source in state.answers]
            began.setdefault(other, max(now, *done) if done else now)
        began = {other: at for other, at in began.items() if other in state.open}
        verified = is_verified(procedure, state)
        if verified and not was_verified:
            recovered = _checked(procedure, ended, state.answers)
        was_verified = verified
    return Passed(start, seconds, recovered if was_verified else None)


def _checked(
    procedure: Procedure, ended: Mapping[str, int], answers: Mapping[str, Answer]
) -> int | None:
    """When the last of the last checks had passed."""
    last = frozenset().union(*procedure.lines.last_checks)
    passed = [ended[name] for name in last if answers.get(name) == "done"]
    return max(passed, default=None)
