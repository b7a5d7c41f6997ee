"""How long a procedure takes: its steps on a time axis, beside the RTO."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.diagrams.figures.timetable import only_if
from rollbook.model.timing import Planned
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.figure import figure
from rollbook.views.pictures import timeline_picture
from rollbook.views.rendering import render
from rollbook.views.report import counted
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Due:
    """A step in the list: when it is due, by how much it can be late, and with which answer."""

    number: int | None
    name: str
    href: str
    start: str
    end: str
    slack: str
    critical: bool
    only: str


def timeline(dossier: Dossier) -> Markup:
    """The timeline, the critical path against the RTO, and the same as a list."""
    picture = timeline_picture(dossier)
    whole, bars = picture.timetable.whole, picture.timetable.bars
    late = whole.over > 0
    legend = render(
        "time_legend",
        late=late,
        slack=any(bar.slack for bar in bars),
        other=any(bar.other for bar in bars),
    )
    due = sorted(dossier.schedule.items(), key=lambda entry: entry[1].span.start)
    return render(
        "sop/timeline",
        figure=figure(dossier, picture, legend),
        path=whole.item.text,
        against=whole.item.small,
        late=late,
        slack=_slack(dossier),
        steps=[_due(dossier, name, planned) for name, planned in due],
    )


def _slack(dossier: Dossier) -> str:
    """Which part of the procedure may be late, or is for another answer, in a sentence or two."""
    planned = dossier.schedule.values()
    found = [due.slack for due in planned if due.slack and not due.other]
    others = sum(due.other for due in planned)
    said = "No step can be late."
    if found:
        said = (
            f"{counted(len(found), 'step')} beside it can be late, by up to {duration(max(found))}."
        )
    if others:
        said += f" {counted(others, 'step')} {'are' if others > 1 else 'is'} for another answer."
    return said


def _due(dossier: Dossier, name: str, due: Planned) -> Due:
    return Due(
        dossier.numbers.get(name),
        title_case(name),
        link(sop_page(dossier.id), "step", name),
        duration(due.span.start),
        duration(due.span.end),
        duration(due.slack) if due.slack else "",
        due.critical,
        only_if(due, dossier.numbers),
    )
