"""draw.io: a chart as rectangles, lines and texts that can be moved, in the places we gave them."""

from __future__ import annotations

from rollbook.diagrams.formats.colours import colour, kind_colour
from rollbook.diagrams.formats.drawio.page import Page, Style
from rollbook.diagrams.layout.boxes import ICON, SMALL_LINE
from rollbook.diagrams.layout.charts.chart import Arrow, Chart, Heading, Row
from rollbook.diagrams.layout.geometry import Rect

_LEFT: Style = {"align": "left", "verticalAlign": "top", "spacing": "0"}
_TICK = 60.0


def drawio_chart(chart: Chart) -> str:
    """Write a chart; what is filled cannot be late, and what is dashed is slack or the RTO."""
    page = Page(chart.timetable.title, chart.width, chart.height)
    for place, heading in enumerate(chart.headings):
        _heading(page, f"lane{place}", heading)
    page.shape("lane", (), chart.whole.rect, _plain("lane"))
    rows = (chart.whole, *chart.rows)
    for place, row in enumerate(rows if chart.tracked else ()):
        page.shape(f"track{place}", (), row.track, _plain("box"))
    _axis(page, chart)
    for place, arrow in enumerate(chart.arrows):
        _arrow(page, f"way{place}", arrow)
    for place, row in enumerate(rows):
        _row(page, f"row{place}", row)
    _limit(page, chart)
    return page.written()


def _heading(page: Page, name: str, heading: Heading) -> None:
    rect, (x, y) = heading.rect, heading.at
    page.shape(name, (), rect, _plain("lane"))
    title = Rect(rect.x + 10, rect.y + 8, rect.width - 20, 16)
    page.text(f"{name}-title", (heading.title,), title, {**_LEFT, "fontStyle": "1"})
    small = Rect(x, y - 12, rect.right - x, SMALL_LINE * max(len(heading.small), 1))
    page.text(f"{name}-small", heading.small, small, {**_LEFT, "fontColor": colour("soft")})


def _axis(page: Page, chart: Chart) -> None:
    soft = {"strokeColor": colour("band"), "strokeWidth": "1"}
    for place, tick in enumerate(chart.axis.ticks):
        for part, (top, bottom) in enumerate(chart.ruled):
            page.line(f"tick{place}-{part}", None, ((tick.x, top), (tick.x, bottom)), soft)
        for part, y in enumerate(chart.scales):
            rect = Rect(tick.x - _TICK / 2, y - 12, _TICK, 16)
            words = {"align": "center", "fontColor": colour("soft")}
            page.text(f"time{place}-{part}", (tick.label,), rect, words)


def _arrow(page: Page, name: str, arrow: Arrow) -> None:
    stroke, wide = (colour("ink"), "2") if arrow.critical else (colour("soft"), "1")
    style = {"strokeColor": stroke, "strokeWidth": wide, "endArrow": "block", "endSize": "4"}
    page.line(name, None, arrow.points, {**style, "rounded": "1", "arcSize": "14"})


def _row(page: Page, name: str, row: Row) -> None:
    bar, label = row.bar, row.label
    stroke = kind_colour(bar.look)
    hollow = {"strokeColor": stroke, "fillColor": colour("box"), "strokeWidth": "1.5"}
    filled = {**hollow, "fillColor": stroke}
    if row.slack:
        middle = row.slack.y + row.slack.height / 2
        ends = ((row.slack.x, middle), (row.slack.right, middle))
        page.line(f"{name}-slack", None, ends, {"strokeColor": stroke, **_dashed("3 3")})
    if row.planned:
        certain = (bar.critical or bar.look == "whole") and not row.actual
        dashed = _dashed("4 3") if bar.other else {}
        page.shape(f"{name}-planned", (), row.planned, filled if certain else {**hollow, **dashed})
    if row.actual:
        page.shape(f"{name}-actual", (), row.actual, filled)
    if row.over:
        page.shape(f"{name}-over", (), row.over, {**hollow, **_late()})
    lines = [f"{label.number} {label.lines[0]}".strip(), *label.lines[1:], *label.small]
    indent = label.indent - (ICON if label.number else 0)
    room = Rect(label.rect.x + indent, label.rect.y, label.rect.width - indent, label.rect.height)
    page.text(f"{name}-label", lines, room, _LEFT)


def _limit(page: Page, chart: Chart) -> None:
    red = {"strokeColor": colour("fail"), "strokeWidth": "2", **_dashed("6 3")}
    for part, (top, bottom) in enumerate(chart.ruled):
        ends = ((chart.axis.rto, top), (chart.axis.rto, bottom))
        page.line(f"limit{part}", None, ends, red)
    words = {**_LEFT, "fontColor": colour("fail"), "fontStyle": "1"}
    page.text("limit", (chart.timetable.limit,), chart.limit, words)


def _late() -> Style:
    return {"strokeColor": colour("fail"), "strokeWidth": "2", **_dashed("2 2")}


def _plain(name: str) -> Style:
    return {"fillColor": colour(name), "strokeColor": "none"}


def _dashed(pattern: str) -> Style:
    return {"dashed": "1", "fixDash": "1", "dashPattern": pattern}
