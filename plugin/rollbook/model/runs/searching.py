"""Searching: the states that runs come to, those first on whose ways the least is bad."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.bits import Bits
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import after

Way = tuple[tuple[str, Answer], ...]
"""The answers of a run in order, each with its step."""

_BAD = 1 << 32
"""What a bad answer adds to how hard a way is; any other adds one."""


class Came(NamedTuple):
    """How a state was come to: how hard the way is, from which state, and by which answer."""

    hardship: int
    before: State | None
    answer: int


class Search:
    """The states that a run can come to from the one where it stands.

    In each state the answers are given that are `ahead` of it. Those states come first on whose
    ways the fewest answers are `bad`, and of these the ones with the fewest answers; `came` has
    them in the order in which they were met. With `most` of them no other is met any more, and the
    search is not `whole`.
    """

    def __init__(
        self, first: State, ahead: Callable[[State], Iterable[int]], most: int, bad: Bits
    ) -> None:
        self.first, self.ahead, self.most, self.bad = first, ahead, most, bad
        self.came: dict[State, Came] = {}
        self.whole = True
        self._todo: list[tuple[int, int, State]] = []
        self._number = count()
        self._meet(first, Came(0, None, -1))

    def __iter__(self) -> Iterator[State]:
        todo, came, bad = self._todo, self.came, self.bad
        while todo:
            hardship, _, state = heappop(todo)
            if hardship > came[state].hardship:
                continue
            yield state
            for answer in self.ahead(state):
                harder = hardship + (_BAD if bad >> answer & 1 else 1)
                self._meet(after(state, answer), Came(harder, state, answer))

    def add(self, state: State, before: State) -> None:
        """Let a run come to a state from another by more than one answer, which is bad."""
        self._meet(state, Came(self.came[before].hardship + _BAD, before, -1))

    def _meet(self, state: State, by: Came) -> None:
        known = self.came.get(state)
        if known is None and len(self.came) >= self.most:
            self.whole = False
        elif known is None or by.hardship < known.hardship:
            self.came[state] = by
            heappush(self._todo, (by.hardship, next(self._number), state))

    def hardship(self, state: State) -> int:
        """How hard the way to a state is."""
        return self.came[state].hardship

    def way(self, state: State) -> Way:
        """The answers that lead to a state, in order; none is told over more than one at once."""
        found = []
        while (came := self.came[state]).before is not None:
            assert came.answer >= 0, "a way over a state that was added has no answers to tell"
            found.append(state.steps.said[came.answer])
            state = came.before
        return tuple(reversed(found))
