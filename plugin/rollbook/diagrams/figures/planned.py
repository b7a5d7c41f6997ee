"""What an SOP plans as a timetable: when each step is due, and which of them cannot be late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rollbook.diagrams.figures.figure import Item, Look
from rollbook.diagrams.figures.flowchart import HEADS
from rollbook.diagrams.figures.items import Names, step_item, step_look
from rollbook.diagrams.figures.placing import lanes, lanes_of
from rollbook.diagrams.figures.timetable import (
    Bar,
    Spelled,
    Timetable,
    against,
    only_if,
    said,
    small_line,
)
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
    for name, due in sorted(schedule.items(), key=lambda entry: entry[1].span.start):
        look = step_look(flow.steps[name])
        item = step_item(sop, name, numbers.get(name), HEADS[look], names)
        bars.append(_bar(item, look, place[name], due, only_if(due, numbers), spelled))
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


def _bar(item: Item, look: Look, lane: str, due: Planned, only: str, spelled: Spelled) -> Bar:
    told = [said(due.span, spelled)]
    if due.critical:
        told.append("critical")
    elif due.slack or not due.other:
        told.append(f"slack {spelled(due.slack)}")
    small = small_line(*told)
    if only:
        # An answer is as long as its author likes, so it is broken like any text.
        told.append(only)
        small += f"\u00a0· {only}"
    return Bar(
        replace(item, small=small, spoken=f"{item.spoken}, from {', '.join(told)}"),
        look,
        lane,
        due.span,
        slack=due.slack,
        critical=due.critical,
        only=only,
        other=due.other,
    )
