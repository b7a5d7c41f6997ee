"""A real case as a timetable: when each step was taken, beside when it would have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rollbook.diagrams.figures.figure import Item, Lane, Look
from rollbook.diagrams.figures.flowchart import HEADS
from rollbook.diagrams.figures.items import Names, name_of, step_item, step_look
from rollbook.diagrams.figures.placing import lanes, lanes_of
from rollbook.diagrams.figures.timetable import Bar, Spelled, Timetable, said, small_line
from rollbook.model.flow import Flow
from rollbook.model.sop import Sop
from rollbook.model.timing import Span

_GONE = Lane("", "No longer a step")


@dataclass(frozen=True, slots=True)
class Case:
    """What is told of a case, with its steps in the order in which they were taken.

    `planned` are the same steps, had each taken as long as the procedure says today; it lacks
    those that the procedure no longer has. `took` and `due` are how long all of both takes, against
    the `rto`, and `over` by how much that is too long; all in seconds. `says` is the same in words.
    """

    title: str
    actual: Mapping[str, Span]
    planned: Mapping[str, Span]
    took: int
    due: int
    rto: int
    over: int
    says: str


def compared(
    sop: Sop, flow: Flow, case: Case, numbers: Mapping[str, int], names: Names, spelled: Spelled
) -> Timetable:
    """Put planned and actual times of the steps that were taken beside each other."""
    place = lanes(sop, flow)
    bars = []
    for name in sorted(case.actual, key=lambda name: case.actual[name].start):
        look, item = _step(sop, name, numbers, names)
        span, due = case.actual[name], case.planned.get(name)
        over = max(0, _length(span) - _length(due)) if due else 0
        item = _item(item, span, due, over, spelled)
        bars.append(Bar(item, look, place.get(name, _GONE.name), due, span, over=over))
    used = {bar.lane for bar in bars}
    whole = _whole(case, spelled)
    return Timetable(
        title=f"Planned beside actual: {case.title}",
        description=f"{whole.item.spoken}. The steps follow as a table.",
        lanes=tuple(x for x in (*lanes_of(sop, names.team), _GONE) if x.name in used),
        bars=tuple(bars),
        waits=(),
        whole=whole,
        rto=case.rto,
        limit=f"RTO {spelled(case.rto)}",
    )


def _step(sop: Sop, name: str, numbers: Mapping[str, int], names: Names) -> tuple[Look, Item]:
    step = sop.steps.get(name) or sop.fallback.get(name)
    if step is None:
        return "action", Item("", "", name_of(name), name_of(name))
    look = step_look(step)
    return look, step_item(sop, name, numbers.get(name), HEADS[look], names)


def _item(item: Item, span: Span, due: Span | None, over: int, spelled: Spelled) -> Item:
    took = f"took {spelled(_length(span))}"
    plan = [f"planned {spelled(_length(due))}"] if due else []
    parts = [took, *plan, *(["longer"] if over else [])]
    when = f"from {said(span, spelled)}"
    return replace(item, small=small_line(*parts), spoken=", ".join([item.spoken, when, *parts]))


def _whole(case: Case, spelled: Spelled) -> Bar:
    words = f"In all {spelled(case.took)}, planned {spelled(case.due)}"
    return Bar(
        Item("", "", words, f"{words}. {case.says}", case.says),
        "whole",
        "",
        Span(0, case.due),
        Span(0, case.took),
        over=case.over,
    )


def _length(span: Span) -> int:
    return span.end - span.start
