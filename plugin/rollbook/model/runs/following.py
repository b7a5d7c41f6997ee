"""Following: the edges that a run went along, and how each of its steps was taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rollbook.model.flow import EXITS, Edge
from rollbook.model.runs.answering import FAIL, Answer, taken
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.replaying import Replay, Taken
from rollbook.model.runs.state import State


@dataclass(frozen=True, slots=True)
class Try:
    """A step as it was taken once: its answer, and how many targets of a component had failed.

    Where it is offered `again`, with the next target, its answer led nowhere.
    """

    answer: Answer
    failed: Mapping[str, int]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """A run as it went: the steps that it began with, the edges, and step → each time taken.

    An edge was followed where its answer led to a step that was taken by that, or to an exit.
    """

    starts: frozenset[str] = frozenset()
    edges: frozenset[Edge] = frozenset()
    tries: Mapping[str, tuple[Try, ...]] = field(default_factory=dict)

    def first(self, name: str) -> tuple[Try, ...]:
        """The first time that a step was taken, with each target that was tried then."""
        found: list[Try] = []
        for each in self.tries.get(name, ()):
            found.append(each)
            if not each.again:
                break
        return tuple(found)


def followed(procedure: Procedure, run: Replay) -> Followed:
    """Go along with a run, and note where each answer led."""
    following = _Following(procedure, run.begun)
    before = run.begun
    for each in run.taken:
        following.take(before, each)
        before = each.after
    tries = {name: tuple(each) for name, each in following.tries.items()}
    return Followed(frozenset(following.starts), frozenset(following.edges), tries)


class _Following:
    """What was followed so far; `coming` has the edges to steps that may still be taken."""

    def __init__(self, procedure: Procedure, begun: State) -> None:
        self.procedure, self.flow = procedure, procedure.flow
        self.fresh = set(self.flow.starts) & set(begun.open)
        self.starts: set[str] = set()
        self.edges: set[Edge] = set()
        self.coming: dict[str, set[Edge]] = {}
        self.tries: dict[str, list[Try]] = {}
        self.give(begun.steps.named(begun.given))

    def take(self, before: State, each: Taken) -> None:
        """Note by which edges a step was come to, and where its answer leads."""
        name, answer, after = each.step, each.answer, each.after
        steps = after.steps
        self.edges |= self.coming.pop(name, set())
        self.starts |= {name} & self.fresh
        again = answer == FAIL and self.is_offered_again(name, before, after)
        self.tries.setdefault(name, []).append(Try(answer, dict(before.tried), again))
        self.forget(before, each)
        late = name in self.procedure.lines.late and answer != FAIL
        if not (again or late or before.stopped):
            edges = [e for e in taken(self.flow, name, answer) if self.counts(e, after)]
            self.lead(edges)
            led = {edge.target for edge in edges}
            self.give(name for name in steps.named(after.given) if name in led)
        self.give(steps.named(after.given & ~before.given))

    def is_offered_again(self, name: str, before: State, after: State) -> bool:
        """Whether a failure of a step has changed nothing but which target is next."""
        if self.procedure.stands_for_next.get(name, True):
            return False
        return before.open == after.open and before.back == after.back

    def forget(self, before: State, each: Taken) -> None:
        """Forget what led to steps that have closed, and what counts no longer at joins."""
        after = each.after
        closed = set(before.open) - set(after.open)
        self.fresh -= closed
        gone = (set(before.answers) - set(after.answers)) | set(
            after.steps.named(before.given & ~after.given)
        )
        for target in list(self.coming):
            if target in closed and target not in self.procedure.lines.joins:
                del self.coming[target]
            elif target not in after.open:
                self.coming[target] = {e for e in self.coming[target] if e.source not in gone}

    def counts(self, edge: Edge, after: State) -> bool:
        """Whether an edge leads on: the same answer may also lead back, which takes it away."""
        come = edge.target in EXITS or edge.target in after.open
        waits = any(after.steps.names[at] == edge.target for _, _, at in after.forgiven)
        return come or waits or edge.source in after.answers

    def give(self, late: Iterable[str]) -> None:
        """Let approvals that may come late lead on as soon as they open."""
        for name in late:
            self.lead(taken(self.flow, name, "done"))

    def lead(self, edges: Iterable[Edge]) -> None:
        for edge in edges:
            if edge.target in EXITS:
                self.edges.add(edge)
            else:
                self.coming.setdefault(edge.target, set()).add(edge)
