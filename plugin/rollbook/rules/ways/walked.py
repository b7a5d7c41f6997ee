"""Walked: the ways through a procedure, taken in one order, and how they end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rollbook.model.runs.answering import FAIL, Answer
from rollbook.model.runs.bits import bits, union
from rollbook.model.runs.ending import end, is_over
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.searching import Search, Way
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun
from rollbook.rules.ways.closed import Closed, closed
from rollbook.rules.ways.reach import beginnings

MOST_STEPS = 100
"""No procedure with more steps is walked: each answer costs more, the more steps there are."""
MOST_STATES = 200
"""After so many states the walk is left as it is: what it has found is true all the same."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that nobody escalated and in which nothing is open any more, and the way to it.

    Where a join stays closed though the way that left came back before it, `closed` says which.
    """

    state: State
    way: Way
    is_unverified: bool
    closed: Closed | None


@dataclass(frozen=True, slots=True)
class Walked:
    """What was found on the ways, those first on which fewest answers are bad news.

    `states` are all that were met; `ends` those that are unverified, or in which a join stays
    closed; `twice` the steps of the main line that two ways open, with the step that opens it
    again. `whole` says that there is no other state, whatever is answered, in this order.
    """

    procedure: Procedure
    states: tuple[tuple[State, Way], ...] = ()
    ends: tuple[Ended, ...] = ()
    twice: Mapping[str, tuple[str, Way]] = field(default_factory=dict)
    whole: bool = False


def walked(procedure: Procedure) -> Walked:
    """Walk as far as it is worth it.

    Of several steps that are open one is answered first, whichever would be on the night: what is
    found is true, and what depends on the order of parallel steps may be missed. Once somebody has
    escalated, no end is unverified. Where nothing leads to a step, nobody can say when it is taken.
    """
    flow = procedure.flow
    if len(flow.steps) > MOST_STEPS or not beginnings(flow).issuperset(flow.starts):
        return Walked(procedure)
    return _Walk(procedure).walked()


class _Walk:
    def __init__(self, procedure: Procedure) -> None:
        self.procedure, self.steps, self.led = procedure, procedure.numbered, procedure.lines.led
        self.back = {(edge.source, edge.target) for edge in procedure.flow.edges if edge.back}
        self.twice: dict[str, tuple[str, Way]] = {}
        steps = self.steps
        worth = [said for said in steps.said if self.led[said] != ("escalate",)]
        self.hopeful = union(1 << steps.answer[said] for said in worth)
        self.stops = union(1 << steps.answer[said] for said in worth if "stop" in self.led[said])
        # What goes back is checked only by what comes later, and a stop may come at any time.
        self.turn = [
            (bool(self.stops & steps.answers[step]), bool(steps.restores[step]), step)
            for step in range(len(steps.names))
        ]
        bad = union(1 << answer for answer, (_, said) in enumerate(steps.said) if is_bad(said))
        self.search = Search(begun(procedure), self.ahead, MOST_STATES, bad)

    def walked(self) -> Walked:
        states = tuple((state, self.search.way(state)) for state in self.search)
        ends = tuple(self.ends(states))
        return Walked(self.procedure, states, ends, self.twice, self.search.whole)

    def ends(self, states: Iterable[tuple[State, Way]]) -> Iterator[Ended]:
        for state, way in states:
            if way and is_over(state):
                unverified = end(state) == "unverified"
                stays = closed(self.procedure, state, way)
                if unverified or stays:
                    yield Ended(state, way, unverified, stays)

    def ahead(self, state: State) -> Iterator[int]:
        """The answers of the step whose turn it is, and what stops the run; each way back once."""
        steps, open_, late = (
            self.steps,
            state.opened & ~self.steps.late,
            state.opened & self.steps.late,
        )
        waiting = [step for step in bits(open_) if self.hopeful & steps.answers[step]]
        chosen = min(waiting, key=self.turn.__getitem__, default=None)
        ahead = 0 if chosen is None else self.hopeful & steps.answers[chosen]
        ahead |= self.stops & steps.answers_of(open_)
        if chosen is None or self.stops & steps.answers[chosen]:
            ahead |= self.hopeful & steps.failures & steps.answers_of(late)
        for answer in bits(ahead):
            if not state.goes_round(answer):
                self.look(state, *steps.said[answer])
                yield answer

    def look(self, state: State, name: str, said: Answer) -> None:
        """See whether a step leads on to one that another has opened already."""
        flow, lines = self.procedure.flow, self.procedure.lines
        if name not in flow.main or (name, said) not in lines.goes_on:
            return
        for target in self.led[name, said]:
            # A late approval stays open on a way back, and no way back opens anything twice.
            if target in (*self.twice, *lines.joins, *lines.late) or (name, target) in self.back:
                continue
            step = self.steps.number[target]
            if state.opened >> step & 1 or state.said & self.steps.answers[step]:
                self.twice[target] = (name, (*self.search.way(state), (name, said)))


def is_bad(said: Answer) -> bool:
    """Whether an answer is not what people hope for; one case is as good as another."""
    return said in (FAIL, "no")
