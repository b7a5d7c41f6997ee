"""A step that fails leads back to itself, and nobody decides whether to try again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rollbook.loading.shapes import Path
from rollbook.model.flow import EXITS, Edge, Flow
from rollbook.model.runs.answering import FAIL, answers
from rollbook.model.runs.lines import Lines
from rollbook.model.step import Approve, Decide
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.circles import circles, shown
from rollbook.rules.ways.reach import unreached
from rollbook.rules.words.answers import answered
from rollbook.rules.words.spoken import listed, quoted


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each circle: of failures alone, or with something that is done in between."""
    lost = unreached(subject.flow)
    yield from _of_failures(subject, lost)
    said: set[frozenset[str]] = set()
    for circle in _with_something_done(subject.flow, Lines(subject.flow)):
        names = [edge.source for edge in circle]
        if lost.isdisjoint(names) and frozenset(names) not in said:
            said.add(frozenset(names))
            failing = [edge.source for edge in circle if edge.kind == "fail"]
            fail = "fails" if len(failing) == 1 else "fail"
            yield Fault(
                _place(subject, next(edge for edge in circle if edge.back)),
                f"while {listed([quoted(name) for name in failing])} {fail} and the rest is done, "
                f"nothing leads out: {_way(subject, names, failing)}",
                _hint(subject, failing, "let a 'decide' ask whether to try again"),
            )


def _of_failures(subject: Subject, lost: frozenset[str]) -> Iterator[Fault]:
    steps = subject.flow.steps
    onward = {name: {step.on_fail or ""} & steps.keys() for name, step in steps.items()}
    for circle in circles(onward):
        if lost.isdisjoint(circle):
            fail = " fails" if len(circle) == 1 else " and what follows fail"
            yield Fault(
                subject.at(circle[-1], "on_fail"),
                f"while {quoted(circle[0])}{fail}, nothing leads out: "
                f"{_way(subject, circle, circle)}",
                _hint(subject, circle, "let the last 'on_fail' lead to another step"),
            )


def _with_something_done(flow: Flow, lines: Lines) -> Iterator[list[Edge]]:
    """The circles of failures and of what follows on its own, from a failure on.

    Who decides or approves can end it, and a check that passes has found that something is better:
    no circle leads through them, nor through a join that waits for them anew.
    """
    onward = {name: list(_on_its_own(flow, name)) for name in flow.steps}
    # No circle is without a way back.
    for back in (edge for edges in onward.values() for edge in edges if edge.back):
        if way := _shortest(onward, back.target, back.source):
            circle = [*way, back]
            failing = [edge.kind == "fail" for edge in circle]
            if any(failing) and not all(failing) and not _is_asked(flow, lines, circle):
                first = failing.index(True)
                yield [*circle[first:], *circle[:first]]


def _is_asked(flow: Flow, lines: Lines, circle: Sequence[Edge]) -> bool:
    """Whether a join of a circle waits for an answer beside it, given anew in each round."""
    start, names = circle[-1].target, {edge.source for edge in circle}
    beside = _reached(lines.onward, start) - names
    return any(
        not _is_forced(flow, name)
        for join in names & lines.joins.keys() - {start}
        for name in _reached(lines.sources, join) & beside
    )


def _reached(onward: Mapping[str, Iterable[str]], start: str) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        fresh = set(onward[todo.pop()]) - seen
        seen |= fresh
        todo += fresh
    return seen


def _on_its_own(flow: Flow, name: str) -> Iterator[Edge]:
    """The edges of a failure, and of what is done where that is the only other answer."""
    is_forced = _is_forced(flow, name)
    can_fail = not isinstance(flow.steps[name], (Approve, Decide))
    for edge in flow.out_of[name]:
        follows = is_forced if edge.kind == "next" else edge.kind == "fail" and can_fail
        if follows and edge.target in flow.steps:
            yield edge


def _is_forced(flow: Flow, name: str) -> bool:
    """Whether a step that is done leads on, whoever does it; a late approval counts as given."""
    step = flow.steps[name]
    if isinstance(step, Approve):
        return step.late is not None
    goes_on = not any(edge.target in EXITS for edge in flow.out_of[name] if edge.kind == "next")
    return step.VERB != "check" and answers(flow, name) == ("done", FAIL) and goes_on


def _shortest(onward: Mapping[str, Sequence[Edge]], start: str, end: str) -> list[Edge]:
    """The edges of a way with as few as any; none where there is no way."""
    came: dict[str, Edge | None] = {start: None}
    todo = deque([start])
    while todo and end not in came:
        for edge in onward[todo.popleft()]:
            if edge.target not in came:
                came[edge.target] = edge
                todo.append(edge.target)
    way: list[Edge] = []
    while (last := came.get(end)) is not None:
        way.append(last)
        end = last.source
    return way[::-1]


def _way(subject: Subject, circle: Sequence[str], failing: Sequence[str]) -> str:
    flow = subject.flow
    return shown([answered(flow, n, FAIL if n in failing else "done") for n in circle])


def _place(subject: Subject, back: Edge) -> Path:
    """Where the way back is written."""
    if back.kind == "fail":
        return subject.at(back.source, "on_fail")
    if subject.flow.steps[back.source].then == back.target:
        return subject.at(back.source, "then")
    return subject.at(back.target, "after")


def _hint(subject: Subject, failing: Sequence[str], hint: str) -> str:
    hint = f"{hint}, or lead on to 'escalate'"
    targets = subject.sop.targets
    if any(len(targets.get(subject.flow.steps[name].restores or "", ())) > 1 for name in failing):
        return f"{hint}: a step is offered again with its next target without it"
    return hint


RULE = Rule(
    module=__name__,
    level="error",
    why="At night the same is done again and again, since the page says so, and nobody is called; "
    "a retry can end where somebody decides or approves on its way, or where a check has passed.",
    bad="""\
steps:
  revert:
    on_fail: warm
fallback:
  warm:
    run: ops/search --warm
    by: executor
    takes: 2m
    expect: The caches are full
    undo: none
    then: revert
""",
    good="""\
steps:
  revert:
    on_fail: again
fallback:
  again:
    decide: Was it no more than a timeout?
    by: executor
    takes: 1m
    then: revert
    otherwise: plain
""",
    check=_check,
)
