"""What an SOP plans as a timetable: when each step is due, and which of them cannot be late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rollbook.diagrams.figures.figure import Item
from rollbook.diagrams.figures.flowchart import HEADS
from rollbook.diagrams.figures.items import Names, step_item, step_look
from rollbook.diagrams.figures.placing import lanes, lanes_of
from rollbook.diagrams.figures.timetable import Bar, Spelled, Timetable, against, said, small_line
from rollbook.model.flow import Flow
from rollbook.model.sop import Sop
from rollbook.model.timing import Planned, Span


def planned(
    sop: Sop,
    flow: Flow,
    schedule: Mapping[str, Planned],
    numbers: Mapping[str, int],
    names: Names,
    spelled: Spelled,
) -> Timetable:
    """Put the steps that the critical path counts into the lanes of their roles."""
    place = lanes(sop, flow)
    bars = []
    for name in sorted(schedule, key=lambda name: schedule[name].span.start):
        step = flow.steps[name]
        look = step_look(step)
        item = _item(
            step_item(sop, name, numbers.get(name), HEADS[look], names), schedule[name], spelled
        )
        due = schedule[name]
        bars.append(Bar(item, look, place[name], due.span, slack=due.slack, critical=due.critical))
    total = max((due.span.end for due in schedule.values() if due.critical), default=0)
    rto = sop.rto.seconds
    words, small = f"Critical path: {spelled(total)}", against(total, rto, spelled)
    used = {bar.lane for bar in bars}
    return Timetable(
        title=f"Timeline: {sop.title}",
        description=f"{words}, {small}. The steps follow as a list.",
        lanes=tuple(lane for lane in lanes_of(sop, names.team) if lane.name in used),
        bars=tuple(bars),
        waits=tuple((s, name) for name, due in schedule.items() for s in due.after),
        whole=Bar(
            Item("", "", words, f"{words}, {small}", small),
            "whole",
            "",
            Span(0, total),
            over=max(0, total - rto),
        ),
        rto=rto,
        limit=f"RTO {spelled(rto)}",
    )


def _item(item: Item, due: Planned, spelled: Spelled) -> Item:
    span = said(due.span, spelled)
    told = "critical" if due.critical else f"slack {spelled(due.slack)}"
    return replace(item, small=small_line(span, told), spoken=f"{item.spoken}, from {span}, {told}")
