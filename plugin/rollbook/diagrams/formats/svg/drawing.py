"""SVG: a drawing as markup for a page.

Every text is cleaned and escaped on its way, every colour is left to the style sheet, and the
only addresses are those that the caller gives.
"""

from __future__ import annotations

from rollbook.diagrams.formats.svg.boxes import box_svg
from rollbook.diagrams.formats.svg.lines import lines_svg
from rollbook.diagrams.formats.svg.writing import (
    centred,
    framed,
    line_of_text,
    number,
    rect_svg,
    text,
)
from rollbook.diagrams.layout.boxes import SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.geometry import Drawing, Label, Rect, Strip
from rollbook.diagrams.layout.lanes.measures import RAIL
from rollbook.diagrams.layout.text import one_line

_HEADING_LINE = 20.0


def svg(drawing: Drawing, kind: str) -> str:
    """Write a drawing on one line; `kind` tells its ids from those of the page's other figures."""
    figure = drawing.figure
    inside = (
        '<g aria-hidden="true">',
        *_lanes(drawing),
        *_bands(drawing),
        *lines_svg(drawing.lines),
        *map(_label, drawing.labels),
        "</g>",
        *(box_svg(box) for box in drawing.boxes),
    )
    size = (drawing.width, drawing.height)
    return framed(kind, size, figure.title, figure.description, "".join(inside))


def _lanes(drawing: Drawing) -> list[str]:
    """The lanes; where they have no names, they are only columns of one sheet."""
    if any(lane.title for lane in drawing.lanes):
        return [_lane(lane) for lane in drawing.lanes]
    left = min((lane.rect.x for lane in drawing.lanes), default=0)
    return [rect_svg("rb-d-lane", Rect(left, 0, drawing.width - left, drawing.height), 6)]


def _lane(lane: Strip) -> str:
    rect, middle = lane.rect, lane.rect.x + lane.rect.width / 2
    parts = [rect_svg("rb-d-lane", rect, 6)]
    if lane.title:
        name = one_line(lane.title, TEXT, rect.width - 8)
        parts.append(centred("rb-d-lane-name", middle, _HEADING_LINE, name))
    for index, words in enumerate(lane.small, start=1):
        parts.append(centred("rb-d-small", middle, _HEADING_LINE + SMALL_LINE * index, words))
    return "".join(parts)


def _bands(drawing: Drawing) -> list[str]:
    """The phases: in a rail on the left, or by their names above their first rows."""
    left = RAIL if drawing.rail else 0.0
    parts = []
    for index, band in enumerate(drawing.bands):
        rect = band.rect
        if index:
            across = Rect(left, rect.y - 1, drawing.width - left, 1.5)
            parts.append(rect_svg("rb-d-band", across, 0))
        if drawing.rail:
            parts.append(_railed(band))
        elif band.heading:
            x, y, room = band.heading.x, band.heading.y + 11, band.heading.width
            parts.append(line_of_text("rb-d-band-name", x, y, band.title, SMALL, room))
    return parts


def _railed(band: Strip) -> str:
    rect = Rect(0, band.rect.y + 2, RAIL - 6, band.rect.height - 4)
    x, y = number(rect.width / 2 + 4), number(rect.y + rect.height / 2)
    name = text(one_line(band.title, SMALL, rect.height - 6))
    return (
        f"{rect_svg('rb-d-band', rect, 5)}"
        f'<text class="rb-d-band-name" text-anchor="middle"'
        f' transform="translate({x} {y}) rotate(-90)">{name}</text>'
    )


def _label(label: Label) -> str:
    x, y = label.rect.x + 2, label.rect.y + 12
    words = line_of_text("rb-d-label", x, y, label.text, SMALL, label.rect.width)
    mark = f" rb-d-is-{label.way.mark}" if label.way.mark else ""
    return f'<g class="rb-d-{label.way.meaning}{mark}">{words}</g>'
