"""Taking: what an answer does to a run."""

from __future__ import annotations

from rollbook.model.runs.answering import Answer
from rollbook.model.runs.bits import Bits, bits, union
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.numbered import ESCALATE, STOP
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State, Table, row


def begun(procedure: Procedure) -> State:
    """A run before its first answer."""
    steps = procedure.numbered
    run = _Run(State(steps))
    for name in procedure.flow.starts:
        run.open(steps.number[name], 0)
    run.settle()
    return run.state()


def take(procedure: Procedure, state: State, name: str, answer: Answer) -> State:
    """A run after one more answer; the step has to be open."""
    return after(state, procedure.numbered.answer[name, answer])


def after(state: State, answer: int) -> State:
    """A run after one more answer, by its number."""
    run = _Run(state)
    run.take(answer)
    run.settle()
    return run.state()


class _Run:
    """A state while it changes."""

    def __init__(self, state: State) -> None:
        self.steps = state.steps
        self.said, self.opened, self.given = state.said, state.opened, state.given
        self.came, self.carried, self.returned = state.came, state.carried, state.returned
        self.forgiven, self.checked, self.tried = state.forgiven, state.checked, state.tried
        self.back, self.stopped, self.cut = state.back, state.stopped, state.cut
        # A join can open only where something has changed before it.
        self.changed = 0

    def state(self) -> State:
        return State(
            self.steps,
            self.said,
            self.opened,
            self.given,
            self.came,
            self.carried,
            self.returned,
            self.forgiven,
            self.checked,
            self.tried,
            self.back,
            self.stopped,
            self.cut,
        )

    def take(self, answer: int) -> None:
        steps = self.steps
        step = steps.step_of[answer]
        here, failed = 1 << step, steps.failures >> answer & 1
        done = steps.done >> answer & 1
        if (component := steps.restores[step]) and (done or failed):
            self.checked = _with(self.checked, step, 0)
            if failed and self.try_next(step, component):
                return
        causes = row(self.came, step)
        self.changed |= here
        self.opened &= ~here
        self.came = _without(self.came, here)
        self.said = self.said & ~steps.answers[step] | 1 << answer
        # Where it leaves once more, it has not come back from there, and has lost what it loses.
        self.returned &= ~here
        if self.forgiven:
            self.forgiven = frozenset(each for each in self.forgiven if each[0] != step)
        self.carried = _without(self.carried, here)
        if causes:
            self.carried = _with(self.carried, step, causes)
        if done and (before := steps.restored_before[step]):
            self.checked = frozenset(
                (one, checks | here if before >> one & 1 else checks)
                for one, checks in self.checked
            )
        if failed or not steps.late >> step & 1:
            self.follow(step, answer, steps.led[answer], causes | here)

    def try_next(self, step: int, component: str) -> bool:
        """Count a target as failed; say whether the step is offered again with the next one."""
        known = self.steps.targets.get(component, 0)
        before = dict(self.tried).get(component, 0)
        tried = min(before + 1, max(known, 1))
        self.tried = self.tried - {(component, before)} | {(component, tried)}
        return tried < known and not self.steps.stands_for_next[self.steps.names[step]]

    def follow(self, step: int, answer: int, targets: tuple[int, ...], causes: Bits) -> None:
        """Follow an answer to wherever it leads."""
        if len(targets) > 1:
            # What leads back takes away what the others would have opened.
            targets = tuple(sorted(targets, key=lambda target: self.leads_back(step, target)))
        for target in targets:
            self.lead(step, answer, target, causes)

    def lead(self, step: int, answer: int, target: int, causes: Bits) -> None:
        steps = self.steps
        if self.stopped or target == ESCALATE:
            # Somebody else has it now, or nobody has to do more.
            return
        if target == STOP:
            self.stopped = 1 << step
            self.cut = self.opened & ~steps.late
            self.close(self.cut)
            return
        to_main, from_main = steps.main >> target & 1, steps.main >> step & 1
        if to_main and not from_main:
            self.come_back(step, target, causes)
        elif steps.going_on >> answer & 1:
            self.go_on(step, target, causes & ~(1 << step))
        elif to_main == from_main:
            self.come_back(step, target, causes)
        else:
            self.go_on(step, target, causes)

    def go_on(self, step: int, target: int, causes: Bits) -> None:
        # Whose ways stood there before stand there again.
        before = row(self.carried, target)
        # What was said of a step that was answered already, and of all behind it, is forgotten.
        if self.leads_back(step, target):
            self.back |= {(step, target)}
            self.forget(target)
        if (waits := self.steps.joins.get(target)) is None:
            self.open(target, causes | before)
            return
        if not waits >> step & 1:
            self.make_good(causes or 1 << step, target, target)
        if self.opened >> target & 1:
            self.come(target, causes)

    def leads_back(self, step: int, target: int) -> bool:
        """Whether a way leads to a step that was answered already, or that it stands behind."""
        if target < 0:
            return False
        steps = self.steps
        if self.said & steps.answers[target] or self.given >> target & 1:
            return True
        return bool(steps.behind[target] >> step & 1)

    def come_back(self, step: int, target: int, causes: Bits) -> None:
        """Let a way that had left its line come back to a step of it, or to the main line."""
        steps, before = self.steps, row(self.carried, target)
        leads_back = self.leads_back(step, target)
        good_at = self.made_good(target)
        if leads_back or self.opened >> target & 1:
            self.back |= {(step, target)}
        to_main = steps.main >> target & 1
        if to_main or leads_back:
            self.forget(target)
        if to_main:
            self.returned |= causes
            # Which step of the fallback brought it makes nothing good.
            causes = causes & steps.main or causes
        # A cause that is taken back has lost nothing any more, and may lose it anew.
        new = causes & ~(1 << target | steps.behind[target])
        for join in bits(good_at):
            self.make_good(causes if join == target else new, join, target)
        if target not in steps.joins:
            self.open(target, 0 if to_main else causes | before)

    def make_good(self, causes: Bits, join: int, target: int) -> None:
        """Let what these causes have lost at a join be lost no longer."""
        self.changed |= 1 << join
        self.forgiven |= {(cause, join, target) for cause in bits(causes)}

    def made_good(self, target: int) -> Bits:
        """The joins at which a way that comes back here counts for all that it lost there."""
        steps, known = self.steps, Joining(self.state())
        good = 1 << target if target in steps.joins else 0
        if known.fate(target).fate != "passed":
            return good
        behind = steps.behind[target]
        way = 1 << target | union(
            1 << step for step in bits(behind) if known.fate(step).fate == "passed"
        )
        ahead = (join for join, waits in steps.joins.items() if behind >> join & 1 and way & waits)
        return good | union(1 << join for join in ahead)

    def forget(self, target: int) -> None:
        """Let what was said of a step and all behind it count no longer; close what is open."""
        steps = self.steps
        gone = 1 << target | steps.behind[target]
        self.changed |= gone
        # In the fallback, what is open may be so by the way of another failure.
        self.close(gone & steps.main)
        self.said &= ~steps.answers_of(gone)
        self.carried = _forgetting(_without(self.carried, gone), gone)
        self.came = _forgetting(self.came, gone)
        self.checked = frozenset((step, checks & ~gone) for step, checks in self.checked)
        self.given &= ~gone
        self.returned &= ~gone
        if self.forgiven:
            self.forgiven -= {
                (cause, join, at)
                for cause, join, at in self.forgiven
                if gone >> cause & 1 or (gone >> at & 1 and at != join)
            }

    def close(self, steps: Bits) -> None:
        """Close open steps; an approval that may come late stays open."""
        closing = steps & self.opened & ~self.steps.late
        self.opened &= ~closing
        self.came = _without(self.came, closing)

    def open(self, step: int, causes: Bits) -> None:
        """Open a step; what follows an approval that may come late opens with it."""
        self.opened |= 1 << step
        self.changed |= 1 << step
        self.come(step, causes)
        if self.steps.late >> step & 1:
            self.given |= 1 << step
            done = self.steps.answer[self.steps.names[step], "done"]
            targets = tuple(target for target in self.steps.led[done] if target >= 0)
            self.follow(step, done, targets, causes | 1 << step)

    def come(self, step: int, causes: Bits) -> None:
        """Note by whose ways somebody has come to an open step."""
        if causes:
            self.came = _with(self.came, step, row(self.came, step) | causes)

    def settle(self) -> None:
        """Open every join that has all it waits for."""
        opened = not self.stopped
        while opened:
            opened = False
            known: Joining | None = None
            for join, waits in self.steps.joins.items():
                if not self.changed & self.steps.upstream[join]:
                    continue
                # Where one is open, nobody has to ask what became of the others.
                if waits & self.opened & ~self.steps.late or not self.is_waiting(join, waits):
                    continue
                known = known or Joining(self.state())
                if known.can_open(join):
                    if self.said & self.steps.answers[join]:
                        self.forget(join)
                    in_main = self.steps.main >> join & 1
                    self.open(join, 0 if in_main else self.come_to(join))
                    opened = True
                    break

    def come_to(self, join: int) -> Bits:
        """The causes whose ways have come to a join of the fallback."""
        waits = self.steps.joins[join]
        came = (causes for step, causes in (*self.carried, *self.came) if waits >> step & 1)
        return union(came) | union(1 << cause for cause, _, at in self.forgiven if at == join)

    def is_waiting(self, join: int, waits: Bits) -> bool:
        """Whether somebody has come to a join that is closed; a late approval may open anew."""
        steps = self.steps
        came = self.said & steps.answers_of(waits) or self.given & waits
        if not came and not any(at == join for _, _, at in self.forgiven):
            return False
        if steps.late >> join & 1:
            return not self.given >> join & 1
        return not (self.opened >> join & 1 or self.said & steps.answers[join])


def _with(table: Table, step: int, others: Bits) -> Table:
    return frozenset((*(each for each in table if each[0] != step), (step, others)))


def _without(table: Table, steps: Bits) -> Table:
    if not table:
        return table
    return frozenset(each for each in table if not steps >> each[0] & 1)


def _forgetting(table: Table, causes: Bits) -> Table:
    """A table of causes without some, and without the steps that have none left."""
    if not table:
        return table
    return frozenset((step, kept) for step, others in table if (kept := others & ~causes))
