"""Time: the critical path and slack, beside every way that a procedure can be gone."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.model.flow import Flow
from rollbook.model.runs.answering import answers, goes_on, led
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.step import Approve
from rollbook.views.dossier import Dossier
from tests.model.procedures import dossier

CASES = 400


@dataclass(frozen=True)
class Way:
    """When each step of a way ends, and when the last of its checks does."""

    ends: dict[str, int]
    last: int


class Twice(Exception):
    """A step was reached by two ways at once: a fault of the procedure."""


def ways(found: Dossier, late: dict[str, int] | None = None) -> list[Way]:
    """Every complete way on which every answer goes on and none leads back, by acting it out.

    `late` says by how many seconds a step takes longer.
    """
    procedure = Procedure.of(found.sop)
    state = begun(procedure)
    return list(_ways(found, procedure, state, dict.fromkeys(state.open, 0), {}, late or {}))


def _ways(
    found: Dossier,
    procedure: Procedure,
    state: State,
    begins: dict[str, int],
    ends: dict[str, int],
    late: dict[str, int],
) -> Iterator[Way]:
    flow = procedure.flow
    due = {
        name: begins[name] + seconds(found, name) + late.get(name, 0)
        for name in state.open
        if not may_come_late(flow, name)
    }
    if not due:
        checks = [n for n in ends if flow.steps[n].VERB == "check" and not is_review(flow, n)]
        yield Way(ends, max((ends[name] for name in checks), default=-1))
        return
    name = min(due, key=lambda step: (due[step], step))
    for answer in answers(flow, name):
        if answer == "fail" or not goes_on(flow, name, answer) or leads_back(flow, name, answer):
            continue
        after = take(procedure, state, name, answer)
        if set(state.answers) - set(after.answers) or any(
            target in state.open or target in state.answers
            for target in led(flow, name, answer)
            if target not in procedure.lines.joins
        ):
            raise Twice
        new = {step: due[name] for step in after.open if step not in state.open}
        yield from _ways(found, procedure, after, begins | new, ends | {name: due[name]}, late)


def seconds(found: Dossier, name: str) -> int:
    """What a step says, or the longest window of its checks."""
    step = found.sop.all_steps[name]
    checks = [found.sop.checks[check] for check in getattr(step, "check", ())]
    windows = [over.seconds for c in checks if (over := getattr(c, "over", None))]
    return max(step.takes.seconds, *windows, 0)


def may_come_late(flow: Flow, name: str) -> bool:
    step = flow.steps[name]
    return isinstance(step, Approve) and step.late is not None


def is_review(flow: Flow, name: str) -> bool:
    return flow.steps[name].phase == "review"


def leads_back(flow: Flow, name: str, answer: str) -> bool:
    targets = led(flow, name, answer)
    return any(edge.back and edge.target in targets for edge in flow.out_of[name])


def made(seed: int) -> str:
    """The steps of a small procedure, with parallel steps, joins, choices and late approvals."""
    source = random.Random(seed)
    names = [f"s{place}" for place in range(source.randint(2, 8))]
    lines, named = [], set()
    for place, name in enumerate(names):
        later = names[place + 1 :]
        verb = source.choice(
            ["{act", "{act", "{ask", "{ask", "{yes", "{test", "{check: slow, by: verifier"]
        )
        parts = [verb, f"takes: {source.randint(1, 30)}m"]
        if verb == "{ask" and len(later) > 1 and source.random() < 0.6:
            targets = source.sample(later, source.randint(1, 2)) + source.choices(
                ["stop", later[0]]
            )
            cases = dict(zip(("p", "q", "r"), targets, strict=False))
            named |= set(targets)
            parts.append(f"cases: {{{', '.join(f'{c}: {t}' for c, t in cases.items())}}}")
        elif verb == "{ask":
            target = source.choice([*later, "stop", *names[:place]])
            parts.append(f"otherwise: {target}")
        elif verb == "{yes" and source.random() < 0.5:
            parts.append("late: 4h")
        if source.random() < 0.2:
            parts.append("phase: review")
        if place > 1 and source.random() < 0.5:
            few = 2 if name in named else 1
            before = source.sample(names[:place], source.randint(few, min(place, 3)))
            parts.append(f"after: [{', '.join(before)}]")
        elif source.random() < 0.1 and name not in named:
            parts.append("after: []")
        lines.append(f"{name}: {', '.join(parts)}}}")
    return "\n".join(lines)


@functools.cache
def small() -> dict[int, tuple[Dossier, list[Way]]]:
    """Small procedures with all their ways."""
    found = {}
    for seed in range(CASES):
        one = dossier(made(seed))
        try:
            found[seed] = (one, ways(one))
        except Twice:
            continue
    assert len(found) > CASES / 2
    return found


def test_the_critical_path_is_the_longest_of_all_ways() -> None:
    """From the trigger to the end of its last check, whatever the phases of its steps."""
    for seed, (found, every) in small().items():
        longest = max((way.last for way in every), default=-1)
        if longest >= 0:
            assert found.critical_path.seconds == longest, made(seed)
            assert any(set(found.critical_path.steps) <= way.ends.keys() for way in every), made(
                seed
            )


def test_a_step_may_be_late_by_its_slack_on_the_longest_way_that_it_is_on() -> None:
    """One second more, and the last check of that way is later."""
    for seed, (found, every) in list(small().items())[::4]:
        longest = max((way.last for way in every), default=-1)
        for name, due in found.schedule.items():
            own = [way for way in every if name in way.ends]
            assert own, (made(seed), name)
            assert due.span.end == max(way.ends[name] for way in own), (made(seed), name)
            last = max(way.last for way in own)
            by_slack, by_more = (
                max(way.last for way in ways(found, {name: late}) if name in way.ends)
                for late in (due.slack, due.slack + 1)
            )
            assert by_slack == last, (made(seed), name)
            felt = max(way.last for way in ways(found, {name: 10**7}) if name in way.ends) > last
            assert (by_more > last) == felt, (made(seed), name)
            if longest >= 0:
                critical = felt and not due.slack and last == longest
                assert due.critical == critical, (made(seed), name)


def test_a_step_that_only_some_answers_lead_to_says_which() -> None:
    """The last decision that has other answers, with which the step is never taken."""
    for seed, (found, _) in small().items():
        procedure = Procedure.of(found.sop)
        for name, due in found.schedule.items():
            if due.only:
                said = set(due.only.answers)
                assert said, (made(seed), name)
                taken = given(procedure, due.only.decision)
                for answer, steps in taken.items():
                    assert (name in steps) == (answer in said), (made(seed), name, answer)


def given(procedure: Procedure, decision: str) -> dict[str, set[str]]:
    """Each answer of a decision → the steps that are on some way on which it was given."""
    found: dict[str, set[str]] = {}
    flow = procedure.flow
    todo = [begun(procedure)]
    while todo:
        state = todo.pop()
        names = [n for n in state.open if not may_come_late(flow, n)]
        if not names and decision in state.answers:
            found.setdefault(state.answers[decision], set()).update(state.answers)
        for name in names[:1]:
            todo += [
                take(procedure, state, name, answer)
                for answer in answers(flow, name)
                if answer != "fail"
                and goes_on(flow, name, answer)
                and not leads_back(flow, name, answer)
            ]
    return found
