"""Alternatives: which steps can lie on one way, and how long the longest such way is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.main_line import Answered, MainLine
from rollbook.model.runs.answering import Answer

MOST_HELD = 50_000
"""Each answer to a decision is held to each way into a step; where that is more often, to none.

Of such a procedure the alternatives are not told apart. One of 60 steps has 15,000.
"""

_NEVER = -1


@dataclass(frozen=True, slots=True)
class Condition:
    """A decision, and the answers to it with which a step can be on the way; it has others."""

    decision: str
    answers: tuple[Answer, ...]


class Alternatives:
    """Any two steps of a main line, by the ways that both are on.

    A way to one step and a way to another are parts of one way if they do not give two answers to
    one decision. Looking back from both, the step that stands further behind is traced first: so
    they come to a decision that both have passed at the same moment.
    """

    def __init__(self, line: MainLine, ends: Mapping[str, int], takes: Mapping[str, int]) -> None:
        self._line, self._ends, self._takes = line, ends, takes
        self._place = {name: place for place, name in enumerate(line.sources)}
        self._with: dict[tuple[str, Answered], tuple[int, int]] = {}
        choices = {name: said for name, said in line.choices.items() if name in ends}
        exits = len(ends) + sum(map(len, choices.values()))
        held = exits * sum(map(len, line.sources.values()))
        self.choices = choices if held <= MOST_HELD else {}
        if self.choices:
            self._compare()

    def end(self, name: str, beside: str) -> int:
        """When a step ends on the longest way that another is on, too; -1 if there is none."""
        if not self.choices or name == beside:
            return self._ends[name]
        return self._of((name, ""), (beside, ""))

    def together(self, one: str, other: Answered) -> bool:
        """Whether a step is on some way on which another is answered so."""
        if not self.choices or one == other[0]:
            return True
        return self._of((one, ""), self._exit(other)) != _NEVER

    def condition(self, name: str) -> Condition | None:
        """The last decision of which not all answers go together with a step, and those that do."""
        for decision in reversed(self.choices):
            if decision == name:
                continue
            answers = self.choices[decision]
            own = tuple(a for a in answers if self._of((name, ""), (decision, a)) != _NEVER)
            if own and len(own) < len(answers):
                return Condition(decision, own)
        return None

    def _compare(self) -> None:
        exits = {name: ("", *self.choices.get(name, ())) for name in self._line.sources}
        earlier: list[Answered] = []
        for name in self._line.sources:
            for other in earlier:
                self._with[name, other] = self._both(name, other)
            earlier += [(name, answer) for answer in exits[name]]

    def _both(self, later: str, other: Answered) -> tuple[int, int]:
        """When each of two ends on the longest way that both are on."""
        sources = [self._exit(source) for source in self._line.sources[later]]
        own = [self._of(source, other) for source in sources]
        beside = [self._of(other, source) for source in sources]
        if later in self._line.at_once:
            own.append(0)
            beside.append(self._ends[other[0]])
        begin = max(own)
        return (_NEVER, _NEVER) if begin == _NEVER else (begin + self._takes[later], max(beside))

    def _exit(self, source: Answered) -> Answered:
        """A step without a choice is left in one way."""
        name, _ = source
        return source if name in self.choices else (name, "")

    def _of(self, one: Answered, other: Answered) -> int:
        """When the first of two ends; an empty answer stands for whichever is given."""
        if one[0] == other[0]:
            same = one[1] == other[1] or not (one[1] and other[1])
            return self._ends[one[0]] if same else _NEVER
        if self._place[one[0]] > self._place[other[0]]:
            return self._with[one[0], other][0]
        return self._with[other[0], one][1]
