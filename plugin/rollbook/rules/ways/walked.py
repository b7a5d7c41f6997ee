"""Walked: the ways through a procedure, taken in one order, and how they end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from rollbook.model.runs.answering import FAIL, Answer, answers
from rollbook.model.runs.ending import end, is_over
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.rules.ways.closed import Closed, Way, closed
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
    walk = _Walk(procedure)
    ends = tuple(walk.ends())
    return Walked(procedure, tuple(walk.states), ends, walk.twice, walk.whole)


class _Walk:
    def __init__(self, procedure: Procedure) -> None:
        self.procedure, self.led = procedure, procedure.lines.led
        self.back = {(edge.source, edge.target) for edge in procedure.flow.edges if edge.back}
        self.states: list[tuple[State, Way]] = []
        self.twice: dict[str, tuple[str, Way]] = {}
        self.whole = True
        place = {name: index for index, name in enumerate(procedure.flow.order)}
        self.answers = {name: self.hopeful(name) for name in place}
        self.stops = {
            name: [said for said in self.answers[name] if "stop" in self.led[name, said]]
            for name in place
        }
        # What goes back is checked only by what comes later, and a stop may come at any time.
        self.turn = {
            name: (bool(self.stops[name]), bool(procedure.flow.steps[name].restores), place[name])
            for name in place
        }

    def hopeful(self, name: str) -> list[Answer]:
        """The answers of a step but for those that do no more than to escalate."""
        said = answers(self.procedure.flow, name)
        return [each for each in said if self.led[name, each] != ("escalate",)]

    def ends(self) -> Iterator[Ended]:
        number = count()
        first = begun(self.procedure)
        todo: list[tuple[int, int, State, Way]] = [(0, next(number), first, ())]
        met = {first.key}
        while todo:
            bad, _, state, way = heappop(todo)
            self.states.append((state, way))
            if way and is_over(self.procedure, state):
                unverified = end(self.procedure, state) == "unverified"
                stays = closed(self.procedure, state, way)
                if unverified or stays:
                    yield Ended(state, way, unverified, stays)
            for name, said in self.ahead(state):
                after = take(self.procedure, state, name, said)
                if len(met) == MOST_STATES:
                    self.whole = False
                elif after.key not in met:
                    met.add(after.key)
                    further = (*way, (name, said))
                    self.look(state, name, said, further)
                    heappush(todo, (bad + is_bad(said), next(number), after, further))

    def ahead(self, state: State) -> Iterator[tuple[str, Answer]]:
        """The answers of the step whose turn it is, and what stops the run; each way back once."""
        late = self.procedure.lines.late
        names = [name for name in state.open if name not in late and self.answers[name]]
        chosen = min(names, key=self.turn.__getitem__, default=None)
        ahead = [(chosen, said) for said in self.answers[chosen]] if chosen else []
        ahead += [(name, said) for name in names if name != chosen for said in self.stops[name]]
        if chosen is None or self.stops[chosen]:
            ahead += [(n, FAIL) for n in state.open if n in late and FAIL in self.answers[n]]
        for name, said in ahead:
            if not any((name, to) in state.back for to in self.led[name, said]):
                yield name, said

    def look(self, state: State, name: str, said: Answer, way: Way) -> None:
        """See whether a step leads on to one that another has opened already."""
        flow, lines = self.procedure.flow, self.procedure.lines
        if name not in flow.main or (name, said) not in lines.goes_on:
            return
        for target in self.led[name, said]:
            # A late approval stays open on a way back, and no way back opens anything twice.
            if target in (*self.twice, *lines.joins, *lines.late) or (name, target) in self.back:
                continue
            if target in state.open or target in state.answers:
                self.twice[target] = (name, way)


def is_bad(said: Answer) -> bool:
    """Whether an answer is not what people hope for; one case is as good as another."""
    return said in (FAIL, "no")
