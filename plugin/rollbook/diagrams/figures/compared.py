"""A real case as a timetable: when each step was taken, beside when it would have been."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rollbook.diagrams.figures.figure import Item, Lane, Look
from rollbook.diagrams.figures.flowchart import HEADS
from rollbook.diagrams.figures.items import Names, name_of, step_item, step_look
from rollbook.diagrams.figures.placing import lanes, lanes_of
from rollbook.diagrams.figures.timetable import Bar, Spelled, Timetable, against, said, small_line
from rollbook.model.flow import Flow
from rollbook.model.sop import Sop
from rollbook.model.timing import Span

_GONE = Lane("", "No longer a step")


@dataclass(frozen=True, slots=True)
class Case:
    """What is told of a case, with its steps in the order in which they were taken.

    `planned` are the same steps, had each taken as long as the procedure says today; it lacks
    those that the procedure no longer has.
    """

    title: str
    actual: Mapping[str, Span]
    planned: Mapping[str, Span]


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
    whole = _whole(case, sop.rto.seconds, spelled)
    return Timetable(
        title=f"Planned beside actual: {case.title}",
        description=f"{whole.item.spoken}. The steps follow as a table.",
        lanes=tuple(x for x in (*lanes_of(sop, names.team), _GONE) if x.name in used),
        bars=tuple(bars),
        waits=(),
        whole=whole,
        rto=sop.rto.seconds,
        limit=f"RTO {spelled(sop.rto.seconds)}",
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


def _whole(case: Case, rto: int, spelled: Spelled) -> Bar:
    took = max((span.end for span in case.actual.values()), default=0)
    due = max((span.end for span in case.planned.values()), default=0)
    words = f"In all {spelled(took)}, planned {spelled(due)}"
    small = against(took, rto, spelled)
    return Bar(
        Item("", "", words, f"{words}, {small}", small),
        "whole",
        "",
        Span(0, due),
        Span(0, took),
        over=max(0, took - rto),
    )


def _length(span: Span) -> int:
    return span.end - span.start
