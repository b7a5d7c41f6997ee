"""Answers: with which a step can end, and where each leads."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import Edge, Flow
from rollbook.model.step import Approve, Decide

Answer = str
"""`done`, `yes`, `no`, `fail`, or `case:` and the text of a case."""

FAIL: Answer = "fail"
CASE = "case:"

_KINDS = {"done": ("next",), "yes": ("yes", "next"), "no": ("no",), FAIL: ("fail",)}


def answers(flow: Flow, name: str) -> tuple[Answer, ...]:
    """The answers that a step can end with, the one that is hoped for first.

    Whatever could not be done, or only in part, has failed; an approval that is refused has, too.
    """
    step = flow.steps[name]
    has_no = any(edge.kind == "no" for edge in flow.out_of[name])
    if isinstance(step, Decide):
        cases = tuple(f"{CASE}{answer}" for answer in step.exits)
        return (*cases, *(("no",) if has_no else ()), FAIL) if cases else ("yes", "no", FAIL)
    return ("done", "no", FAIL) if has_no and not isinstance(step, Approve) else ("done", FAIL)


def led(flow: Flow, name: str, answer: Answer) -> tuple[str, ...]:
    """Where an answer leads: to steps, or to one of `EXITS`.

    A failure that leads nowhere escalates, and so does a no without `otherwise`; any other answer
    that leads nowhere is the end of its line.
    """
    targets = tuple(edge.target for edge in taken(flow, name, answer))
    return targets or (("escalate",) if answer in ("no", FAIL) else ())


def taken(flow: Flow, name: str, answer: Answer) -> tuple[Edge, ...]:
    """The edges along which an answer goes."""
    edges = flow.out_of[name]
    if answer.startswith(CASE):
        said = answer.removeprefix(CASE)
        chosen = [edge for edge in edges if edge.kind == "case" and edge.answer == said]
        return (*chosen, *_after_any(flow, name, chosen))
    kinds = _KINDS[answer]
    if answer == FAIL and isinstance(flow.steps[name], Approve):
        kinds = ("fail",) if any(edge.kind == "fail" for edge in edges) else ("no",)
    chosen = [edge for edge in edges if edge.kind in kinds]
    if answer == "no" and flow.steps[name].exits:
        return (*chosen, *_after_any(flow, name, chosen))
    return tuple(chosen)


def goes_on(flow: Flow, name: str, answer: Answer) -> bool:
    """Whether an answer is no failure, and leads nowhere out of its line but into the main one.

    One that does not go on leaves its line.
    """
    if answer == FAIL:
        return False
    return all(_stays(flow, name, target) for target in led(flow, name, answer))


def same_line(flow: Flow, one: str, other: str) -> bool:
    """Whether two steps are both of the main line, or both of the fallback."""
    return (one in flow.main) == (other in flow.main)


def _stays(flow: Flow, name: str, target: str) -> bool:
    return target in flow.main or (target in flow.steps and name not in flow.main)


def _after_any(flow: Flow, name: str, chosen: list[Edge]) -> Iterator[Edge]:
    """What comes after a decision whichever case it is, as long as that goes on."""
    if not all(_stays(flow, name, edge.target) for edge in chosen):
        return
    named = {edge.target for edge in chosen}
    for edge in flow.out_of[name]:
        if edge.kind == "next" and edge.target not in named:
            yield edge
