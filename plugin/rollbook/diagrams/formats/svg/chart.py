"""A chart as SVG: an axis, the lanes of the roles, and a linked row for each step."""

from __future__ import annotations

from rollbook.diagrams.formats.svg.rows import row_svg
from rollbook.diagrams.formats.svg.writing import (
    arrow,
    centred,
    framed,
    line_of_text,
    number,
    rect_svg,
    rounded,
)
from rollbook.diagrams.layout.boxes import SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.charts.chart import Arrow, Chart, Heading

_ZIGZAG = 5.0


def svg_chart(chart: Chart, kind: str) -> str:
    """Write a chart on one line; `kind` tells its ids from those of the page's other figures."""
    timetable = chart.timetable
    inside = (
        '<g aria-hidden="true">',
        *map(_heading, chart.headings),
        rect_svg("rb-d-lane", chart.whole.rect, 6),
        *_tracks(chart),
        *_axis(chart),
        *map(_arrow, sorted(chart.arrows, key=lambda arrow: arrow.critical)),
        "</g>",
        row_svg(chart.whole),
        *(row_svg(row) for row in chart.rows),
        f'<g class="rb-d-time-rto" aria-hidden="true">{_limit(chart)}</g>',
    )
    size = (chart.width, chart.height)
    return framed(kind, size, timetable.title, timetable.description, "".join(inside))


def _heading(heading: Heading) -> str:
    x, y = heading.at
    parts = [rect_svg("rb-d-lane", heading.rect, 6)]
    room = heading.rect.right - x
    title_x, title_y = heading.rect.x + 10, heading.rect.y + 20
    parts.append(line_of_text("rb-d-lane-name", title_x, title_y, heading.title, TEXT, 9999))
    for place, words in enumerate(heading.small):
        parts.append(line_of_text("rb-d-small", x, y + place * SMALL_LINE, words, SMALL, room))
    return "".join(parts)


def _tracks(chart: Chart) -> list[str]:
    if not chart.tracked:
        return []
    return [rect_svg("rb-d-time-track", row.track, 3) for row in (chart.whole, *chart.rows)]


def _axis(chart: Chart) -> list[str]:
    """The ticks: a label above and below, and a line wherever bars stand."""
    path = "".join(
        f"M{number(tick.x)} {number(top)}V{number(bottom)}"
        for tick in chart.axis.ticks
        for top, bottom in chart.ruled
    )
    labels = [
        centred("rb-d-small", tick.x, y, tick.label)
        for y in chart.scales
        for tick in chart.axis.ticks
    ]
    return [f'<path class="rb-d-time-grid" d="{path}"/>', *labels]


def _limit(chart: Chart) -> str:
    """The line of the RTO and its word; where the axis is broken, the break before it."""
    x, place = chart.axis.rto, chart.limit
    path = "".join(f"M{number(x)} {number(top)}V{number(bottom)}" for top, bottom in chart.ruled)
    words = line_of_text(
        "rb-d-time-limit", place.x, place.y + 12, chart.timetable.limit, SMALL, place.width
    )
    gap = f'<path class="rb-d-time-break" d="{_break(chart)}"/>' if chart.axis.broken else ""
    return f'{gap}<path class="rb-d-time-line" d="{path}"/>{words}'


def _break(chart: Chart) -> str:
    """Two zigzags across each stretch of the axis."""
    path = ""
    middle = (chart.axis.end + chart.axis.right) / 2
    for top, bottom in chart.ruled:
        for x in (middle - 3, middle + 3):
            path += f"M{number(x)} {number(top)}"
            turns = max(4, int((bottom - top) / 8))
            for turn in range(1, turns + 1):
                aside = _ZIGZAG if turn % 2 else 0.0
                path += f"L{number(x - aside)} {number(top + (bottom - top) * turn / turns)}"
    return path


def _arrow(way: Arrow) -> str:
    style = "rb-d-time-way rb-d-critical" if way.critical else "rb-d-time-way"
    path = rounded(way.points, ends_in_arrow=True)
    return (
        f'<g class="{style}"><path class="rb-d-line" d="{path}"/>'
        f'<path class="rb-d-arrow" d="{arrow(way.points)}"/></g>'
    )
