"""One run through the net: each answer moves tokens, and what they reach opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, Self

from tests.model.oracle.net import Arc, Net

Kind = Literal["coming", "there", "passed", "lost"]


class Token(NamedTuple):
    """What an arc carries: nothing yet, a yes, word that nobody comes, or a loss with its colours.

    The colours of a loss are the steps at which the line was left.
    """

    kind: Kind
    colours: frozenset[str] = frozenset()


_COMING, _THERE, _PASSED = Token("coming"), Token("there"), Token("passed")


class Standing(NamedTuple):
    """What all arcs carry, and what has become of all steps."""

    arcs: Mapping[Arc, Token]
    fates: Mapping[str, Token]


class Pardon(NamedTuple):
    """A way has come back at `at`; what it lost at the join counts as passed by there."""

    join: str
    at: str
    colour: str


@dataclass
class Run:
    """Where a run stands."""

    net: Net
    said: dict[str, str] = field(default_factory=dict)
    """What counts of what was said."""
    open: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    """The late approvals whose turn has come: they count as given."""
    colours: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each step of the fallback, the ways that led to it."""
    pardons: set[Pardon] = field(default_factory=set)
    returned: set[str] = field(default_factory=set)
    """The steps whose way has come back to the main line."""
    failed: dict[str, int] = field(default_factory=dict)
    """For each component, how many of its targets have failed."""
    log: list[tuple[str, str]] = field(default_factory=list)
    stopped_at: str = ""
    cut: set[str] = field(default_factory=set)
    """What was open when the run was stopped."""
    standing: Standing = field(init=False)

    @classmethod
    def begin(cls, net: Net) -> Self:
        """A run that has just begun."""
        run = cls(net)
        for start in net.starts:
            run._open(start)
        run._settle()
        return run

    def after(self, step: str, answer: str) -> Run:
        """The same run when one more answer was given."""
        run = replace(
            self,
            said=dict(self.said),
            open=set(self.open),
            given=set(self.given),
            colours=dict(self.colours),
            pardons=set(self.pardons),
            returned=set(self.returned),
            failed=dict(self.failed),
            log=[*self.log, (step, answer)],
        )
        run._answer(step, answer)
        run._settle()
        return run

    def same(self, other: Run) -> bool:
        """Whether nothing tells this run from another, whatever is said from now on."""
        return self._mark() == other._mark()

    def _mark(self) -> tuple[object, ...]:
        last = {step: place for place, (step, _) in enumerate(self.log)}
        checks = [step for step in last if self.net.is_check(step)]
        behind = {
            (step, check)
            for step in last
            if self.net.steps[step].restores
            for check in checks
            if last[check] > last[step]
        }
        return (
            self.said,
            self.open,
            self.given,
            {name: ways for name, ways in self.colours.items() if ways},
            self.pardons,
            self.returned,
            self.failed,
            behind,
            self.stopped_at,
            self.cut,
        )

    def missing(self) -> Mapping[str, Mapping[str, Token]]:
        """For each closed join what it still waits for, or has lost."""
        arcs = self.standing.arcs
        return {
            join: {
                source: arcs[source, join]
                for source in self.net.into[join]
                if not self._is_settled(arcs[source, join], join)
            }
            for join in self._closed_joins()
        }

    def fate(self, step: str) -> Token:
        """Whether a step was answered, may still be, was passed by or is lost."""
        return self.standing.fates[step]

    # What an answer does.

    def _answer(self, step: str, answer: str) -> None:
        self.open.discard(step)
        if answer == "fail" and self._offered_again(step):
            self.open.add(step)
            return
        self.said[step] = answer
        self.returned.discard(step)
        self.pardons = {pardon for pardon in self.pardons if pardon.colour != step}
        if step in self.net.late and answer == "done":
            return
        colours = self.colours.get(step, frozenset())
        if not self.net.goes_on(step, answer):
            colours |= {step}
        self._lead(step, answer, colours)

    def _lead(self, step: str, answer: str, colours: frozenset[str]) -> None:
        for end in self._in_turn(step, self.net.leads(step, answer)):
            if self.stopped_at:
                return
            if end == "stop":
                self._stop(step)
            elif answer != "fail" and end in self.net.out[step]:
                self._arrive(end, colours)
            elif end in self.net.steps:
                same = end in self.net.line(step) and answer != "fail"
                self._land(end, frozenset() if same else colours, colours, step)

    def _in_turn(self, step: str, ends: Iterable[str]) -> list[str]:
        """A way back closes what is behind it, also what the same answer has opened.

        What comes back from the fallback is last: what its way has led to there stands for it.
        """
        steps, order = self.net.steps, self.net.order
        line = self.net.line(step)
        return sorted(
            ends,
            key=lambda n: (n not in steps or n in line, order.index(n) if n in steps else -1),
            reverse=True,
        )

    def _offered_again(self, step: str) -> bool:
        part = self.net.steps[step].restores
        if part is None:
            return False
        left = len(self.net.sop.targets.get(part, ())) - self.failed.get(part, 0) - 1
        self.failed[part] = self.failed.get(part, 0) + (left >= 0)
        return left > 0 and not self.net.next_stands_in(step)

    def _stop(self, step: str) -> None:
        self.stopped_at = step
        self.cut = self.open - self.net.late
        self.open -= self.cut

    def _arrive(self, step: str, colours: frozenset[str]) -> None:
        """By an arc that leads onward; a join looks at its tokens itself."""
        self.colours[step] = self.colours.get(step, frozenset()) | colours
        if step in self.said or step in self.given:
            self._withdraw(step)
        if step not in self.net.joins:
            self._open(step)

    def _land(self, step: str, by: frozenset[str], colours: frozenset[str], source: str) -> None:
        """By a way back, or by the way that left at these steps."""
        main = step in self.net.sop.steps
        fates = self._sweep().fates
        answered = step in self.said or step in self.given
        if main or answered or source in {step, *self.net.behind[step]}:
            self._withdraw(step)
        if main:
            self.returned |= by
            by = frozenset(colour for colour in by if colour in self.net.sop.steps) or by
        else:
            self.colours[step] = self.colours.get(step, frozenset()) | colours
        if fates[step].kind == "passed":
            way = {n for n in (step, *self.net.behind[step]) if fates[n].kind == "passed"}
            ahead = [n for n in self.net.joins & self.net.behind[step] if way & {*self.net.into[n]}]
            # What lies behind the step is waited for anew, and may be lost once more.
            left = by - {step, *self.net.behind[step]}
            self.pardons |= {Pardon(join, step, colour) for join in ahead for colour in left}
        if step in self.net.joins:
            self.pardons |= {Pardon(step, step, colour) for colour in by or {source}}
        else:
            self._open(step)

    def _open(self, step: str) -> None:
        self.open.add(step)
        if step in self.net.late and step not in self.given:
            self.given.add(step)
            self._lead(step, "done", self.colours.get(step, frozenset()))

    def _withdraw(self, step: str) -> None:
        """What was said of this step and of all behind it counts no longer."""
        gone = {step, *self.net.behind[step]}
        for name in gone & set(self.said):
            del self.said[name]
        self.given -= gone
        self.returned -= gone
        self.colours = {name: ways - gone for name, ways in self.colours.items()}
        if step in self.net.sop.steps:
            self.open -= {name for name in gone if name not in self.net.late}
        self.pardons = {
            pardon
            for pardon in self.pardons
            if pardon.colour not in gone and not (pardon.at in gone and pardon.at != pardon.join)
        }

    # What the tokens say.

    def _settle(self) -> None:
        """Open each join that its tokens allow, until there is none."""
        while True:
            self.standing = self._sweep()
            closed = () if self.stopped_at else self._closed_joins()
            ready = [join for join in closed if self._is_ready(join)]
            if not ready:
                return
            first = min(ready, key=self.net.order.index)
            self._arrive(first, self._brought(first))
            self._open(first)

    def _brought(self, join: str) -> frozenset[str]:
        """The ways by which somebody has come to a join of the fallback."""
        if join in self.net.sop.steps:
            return frozenset()
        return frozenset().union(
            *(self.colours.get(n, frozenset()) for n in self.net.into[join] if n in self.said)
        )

    def _closed_joins(self) -> frozenset[str]:
        """An approval that may come late stays open, and can be closed to what follows."""
        return self.net.joins - self.given - ((self.open | set(self.said)) - self.net.late)

    def _is_ready(self, join: str) -> bool:
        tokens = [self.standing.arcs[source, join] for source in self.net.into[join]]
        there = _THERE in tokens or self._come_back(join)
        return there and all(self._is_settled(token, join) for token in tokens)

    def _come_back(self, join: str) -> bool:
        return any(pardon.join == pardon.at == join for pardon in self.pardons)

    def _is_settled(self, token: Token, join: str) -> bool:
        """Whether a join need not wait for more on this arc."""
        if token.kind != "lost":
            return token.kind != "coming"
        return all(
            any(pardon.join == join and pardon.colour == colour for pardon in self.pardons)
            for colour in token.colours
        )

    def _sweep(self) -> Standing:
        """Push the tokens through the net, from the starts to the ends."""
        arcs: dict[Arc, Token] = {}
        fates: dict[str, Token] = {}
        for name in self.net.order:
            late = name in self.net.late
            said = ("done" if name in self.given else None) if late else self.said.get(name)
            if said is not None:
                fates[name] = _THERE
                for end in self.net.out[name]:
                    arcs[name, end] = _pushed(self.net, name, said, end)
                continue
            if name in self.cut:
                fate = Token("lost", frozenset({self.stopped_at}))
            elif name in self.open and not late:
                fate = _COMING
            else:
                fate = self._next(name, [arcs[before, name] for before in self.net.into[name]])
            fates[name] = fate
            for end in self.net.out[name]:
                arcs[name, end] = fate
        return Standing(arcs, fates)

    def _next(self, step: str, tokens: Sequence[Token]) -> Token:
        """What becomes of a closed step, by the tokens on the arcs that lead to it."""
        kinds = {token.kind for token in tokens}
        lost = [token.colours for token in tokens if token.kind == "lost"]
        if lost and step in self.net.joins:
            against = [token for token in tokens if not self._is_settled(token, step)]
            lasting = [token.colours for token in against if token.kind == "lost"]
            if lasting:
                return Token("lost", frozenset().union(*lasting))
        if "coming" in kinds:
            return _COMING
        return Token("lost", frozenset().union(*lost)) if lost else _PASSED


def _pushed(net: Net, step: str, answer: str, end: str) -> Token:
    if answer != "fail" and end in net.leads(step, answer):
        return _THERE
    return _PASSED if net.goes_on(step, answer) else Token("lost", frozenset({step}))
