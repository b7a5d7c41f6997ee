"""Rows of a chart as SVG: a step's label and its bar, with a link to the step."""

from __future__ import annotations

from rollbook.diagrams.formats.svg.boxes import icon_svg, linked
from rollbook.diagrams.formats.svg.icons import ICONS
from rollbook.diagrams.formats.svg.writing import line_of_text, number, rect_svg
from rollbook.diagrams.layout.boxes import ICON, LINE, SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.charts.chart import Row
from rollbook.diagrams.layout.geometry import Rect

_HATCH = 6.0


def row_svg(row: Row) -> str:
    """Write a row; what can be pressed is all of it."""
    item = row.bar.item
    looks = ["rb-d-time-row", f"rb-d-{row.bar.look}"]
    looks += ["rb-d-critical"] if row.bar.critical else []
    looks += ["rb-d-time-other"] if row.bar.other else []
    looks += ["rb-d-time-late"] if row.over else []
    inside = f"{_area(row)}{_slack(row)}{_bars(row)}{_label(row)}"
    return linked(" ".join(looks), item.kind, item.name, item.spoken, inside)


def _area(row: Row) -> str:
    """What shows that the row has the focus, or is pointed at."""
    rect = row.rect
    inner = Rect(rect.x + 3, rect.y + 1, rect.width - 6, rect.height - 2)
    return rect_svg("rb-d-time-area", inner, 5)


def _slack(row: Row) -> str:
    if row.slack is None:
        return ""
    left, right = number(row.slack.x), number(row.slack.right)
    middle = number(row.slack.y + row.slack.height / 2)
    top, bottom = number(row.slack.y), number(row.slack.bottom)
    return f'<path class="rb-d-time-slack" d="M{left} {middle}H{right}M{right} {top}V{bottom}"/>'


def _bars(row: Row) -> str:
    parts = []
    if row.planned:
        style = "rb-d-time-plan" if row.actual else "rb-d-time-bar"
        parts.append(_bar(style, row.planned))
    if row.actual:
        parts.append(_bar("rb-d-time-took", row.actual))
    if row.over:
        parts.append(_bar("rb-d-time-over", row.over))
        parts.append(f'<path class="rb-d-time-hatch" d="{_hatch(row.over)}"/>')
    return "".join(parts)


def _bar(style: str, rect: Rect) -> str:
    return rect_svg(style, rect, min(3.0, rect.width / 2))


def _hatch(rect: Rect) -> str:
    """Slanted lines across a rectangle, none of which leaves it."""
    path = ""
    x = rect.x
    while x < rect.right + rect.height:
        low_x, low_y = x - rect.height, rect.bottom
        high_x, high_y = x, rect.y
        if low_x < rect.x:
            low_x, low_y = rect.x, rect.y + (x - rect.x)
        if high_x > rect.right:
            high_x, high_y = rect.right, rect.y + (x - rect.right)
        if high_x > low_x:
            path += f"M{number(low_x)} {number(low_y)}L{number(high_x)} {number(high_y)}"
        x += _HATCH
    return path


def _label(row: Row) -> str:
    label, parts = row.label, []
    x, y = label.rect.x, label.rect.y
    room = label.rect.width - label.indent + 4
    if label.indent:
        parts.append(icon_svg(ICONS[row.bar.look], x - 1, y + 2))
    if label.number:
        parts.append(line_of_text("rb-d-num", x + ICON, y + 13, label.number, SMALL, 99))
    for line in label.lines:
        parts.append(line_of_text("rb-d-text", x + label.indent, y + 13, line, TEXT, room))
        y += LINE
    for line in label.small:
        parts.append(line_of_text("rb-d-small", x + label.indent, y + 11, line, SMALL, room))
        y += SMALL_LINE
    return "".join(parts)
