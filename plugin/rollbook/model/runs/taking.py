"""Taking: what an answer does to a run."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from rollbook.model.flow import EXITS
from rollbook.model.runs.answering import FAIL, Answer, same_line
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.lines import Lines
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import NONE, Causes, State


def begun(procedure: Procedure) -> State:
    """A run before its first answer."""
    run = _Run(procedure.lines, procedure, State())
    for name in procedure.flow.starts:
        run.open(name, NONE)
    run.settle()
    return run.state()


def take(procedure: Procedure, state: State, name: str, answer: Answer) -> State:
    """A run after one more answer; the step has to be open."""
    run = _Run(procedure.lines, procedure, state)
    run.take(name, answer)
    run.settle()
    return run.state()


class _Run:
    """A state while it changes."""

    def __init__(self, lines: Lines, procedure: Procedure, state: State) -> None:
        self.lines, self.procedure, self.flow = lines, procedure, lines.flow
        self.answers = dict(state.answers)
        self.opened = dict(state.open)
        self.carried = dict(state.carried)
        self.given, self.forgiven, self.returned = state.given, state.forgiven, state.returned
        self.tried = dict(state.tried)
        self.checked = dict(state.checked)
        self.back, self.stopped, self.cut = state.back, state.stopped, state.cut

    def state(self) -> State:
        return State(
            self.answers,
            self.opened,
            self.carried,
            self.given,
            self.forgiven,
            self.returned,
            self.tried,
            self.checked,
            self.back,
            self.stopped,
            self.cut,
        )

    def take(self, name: str, answer: Answer) -> None:
        step = self.flow.steps[name]
        if step.restores and answer in ("done", FAIL):
            self.checked[name] = NONE
        if answer == FAIL and step.restores and self.try_next(name, step.restores):
            return
        carried = self.opened.pop(name)
        self.answers[name] = answer
        # Where it leaves once more, it has not come back from there.
        self.returned -= {name}
        if name not in self.flow.main:
            self.carried[name] = carried
        if answer == "done":
            for restoring in self.procedure.leading_to.get(name, NONE) & self.checked.keys():
                self.checked[restoring] |= {name}
        causes = carried | {name}
        if name not in self.lines.late or answer == FAIL:
            # What leads back takes away what the others would have opened.
            for target in sorted(self.lines.led[name, answer], key=partial(self.turn, name)):
                self.lead(name, answer, target, causes)

    def try_next(self, name: str, component: str) -> bool:
        """Count a target as failed; say whether the step is offered again with the next one."""
        known = self.procedure.targets.get(component, 0)
        tried = self.tried[component] = min(self.tried.get(component, 0) + 1, max(known, 1))
        return tried < known and not self.procedure.stands_for_next[name]

    def lead(self, name: str, answer: Answer, target: str, causes: Causes) -> None:
        """Follow an answer to where it leads."""
        if target == "stop" and not self.stopped:
            self.stopped = name
            self.cut = frozenset(self.opened) - self.lines.late
            self.close(self.cut)
        elif target in EXITS or self.stopped:
            # Somebody else has it now, or nobody has to do more.
            pass
        elif target in self.flow.main and name not in self.flow.main:
            self.come_back(name, target, causes)
        elif (name, answer) in self.lines.goes_on:
            self.go_on(name, target, causes - {name})
        elif same_line(self.flow, name, target):
            self.come_back(name, target, causes)
        else:
            self.go_on(name, target, causes)

    def turn(self, name: str, target: str) -> tuple[bool, int]:
        """When a target has its turn: of those that lead back, the one behind another is first."""
        return self.leads_back(name, target), -self.lines.place.get(target, 0)

    def go_on(self, name: str, target: str, causes: Causes) -> None:
        # Whose ways stood there before stand there again.
        before = self.carried.get(target, NONE)
        self.go_back(name, target)
        if target not in self.lines.joins:
            self.open(target, causes | before)
            return
        if name not in self.lines.joins[target]:
            self.forgiven |= {(cause, target, target) for cause in causes or {name}}
        if target in self.opened:
            self.opened[target] |= causes

    def go_back(self, name: str, target: str) -> None:
        """Forget what was said of a step that was answered already, and of all behind it."""
        if self.leads_back(name, target):
            self.back |= {(name, target)}
            self.forget(target)

    def leads_back(self, name: str, target: str) -> bool:
        """Whether a way leads to a step that was answered already, or that it stands behind."""
        answered = target in self.answers or target in self.given
        return answered or (target in self.flow.steps and self.lines.is_behind(name, target))

    def come_back(self, name: str, target: str, causes: Causes) -> None:
        """Let a way that had left its line come back to a step of it, or to the main line."""
        passed = Joining(self.lines, self.state()).fate(target).fate == "passed"
        before = self.carried.get(target, NONE)
        if self.leads_back(name, target) or target in self.opened:
            self.back |= {(name, target)}
        good_at = self.made_good(target, passed)
        if target in self.flow.main or self.leads_back(name, target):
            self.forget(target)
        if target in self.flow.main:
            self.returned |= causes
        # A cause that is taken back has lost nothing any more, and may lose it anew.
        new = causes - {target} - self.lines.behind[target]
        self.forgiven |= {
            (cause, join, target)
            for join in good_at
            for cause in (causes if join == target else new)
        }
        if target not in self.lines.joins:
            self.open(target, NONE if target in self.flow.main else causes | before)

    def made_good(self, target: str, passed: bool) -> set[str]:
        """The joins at which a way that comes back here counts for all that it lost there."""
        good = {target} & self.lines.joins.keys()
        if not passed:
            return good
        known = Joining(self.lines, self.state())
        on_the_way = {
            target,
            *(s for s in self.lines.behind[target] if known.fate(s).fate == "passed"),
        }
        return good | {
            join
            for join, waits in self.lines.joins.items()
            if join in self.lines.behind[target] and not on_the_way.isdisjoint(waits)
        }

    def forget(self, target: str) -> None:
        """Let what was said of a step and all behind it count no longer; close what is open."""
        gone = {target, *self.lines.behind[target]}
        # In the fallback, what is open may be so by the way of another failure.
        self.close(gone & self.flow.main)
        for name in gone:
            self.answers.pop(name, None)
            self.carried.pop(name, None)
        for name, checks in self.checked.items():
            self.checked[name] = checks - gone
        for name, causes in self.carried.items():
            self.carried[name] = causes - gone
        for name, causes in self.opened.items():
            self.opened[name] = causes - gone
        self.given -= gone
        self.returned -= gone
        self.forgiven -= {
            (cause, join, at)
            for cause, join, at in self.forgiven
            if cause in gone or (at in gone and at != join)
        }

    def close(self, names: Iterable[str]) -> None:
        """Close open steps; an approval that may come late stays open."""
        for name in names:
            if name in self.opened and name not in self.lines.late:
                del self.opened[name]

    def open(self, name: str, causes: Causes) -> None:
        """Open a step; what follows an approval that may come late opens with it."""
        self.opened[name] = self.opened.get(name, NONE) | causes
        if name in self.lines.late:
            self.given |= {name}
            for target in sorted(self.lines.led[name, "done"], key=partial(self.turn, name)):
                if target in self.flow.steps:
                    self.lead(name, "done", target, causes | {name})

    def settle(self) -> None:
        """Open every join that has all it waits for."""
        opened = not self.stopped
        while opened:
            opened = False
            known = Joining(self.lines, self.state())
            for join in filter(self.is_waiting, self.lines.joins):
                if known.can_open(join):
                    if join in self.answers:
                        self.forget(join)
                    self.open(join, NONE if join in self.flow.main else self.come_to(join))
                    opened = True
                    break

    def come_to(self, join: str) -> Causes:
        """The causes whose ways have come to a join of the fallback."""
        waited = self.lines.joins[join]
        return NONE.union(
            *(self.carried.get(name, NONE) | self.opened.get(name, NONE) for name in waited),
            {cause for cause, _, at in self.forgiven if at == join},
        )

    def is_waiting(self, join: str) -> bool:
        """Whether somebody has come to a join that is closed; a late approval may open anew."""
        if join in self.given or (
            join not in self.lines.late and (join in self.opened or join in self.answers)
        ):
            return False
        waits = self.lines.joins[join]
        return any(source in self.answers or source in self.given for source in waits) or any(
            at == join for _, _, at in self.forgiven
        )
