"""SVG: a drawing as markup for a page.

Every text is cleaned and escaped on its way, every colour is left to the style sheet, and the
only addresses are those that the caller gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from rollbook.diagrams.formats.svg_boxes import Href, box_svg
from rollbook.diagrams.formats.svg_writing import (
    arrow,
    centred,
    line_of_text,
    number,
    rect_svg,
    rounded,
    straight,
    text,
)
from rollbook.diagrams.layout.boxes import PAD_X, SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.geometry import Drawing, Label, Line, Rect, Strip
from rollbook.diagrams.layout.measures import RAIL
from rollbook.diagrams.layout.text import one_line

_HEADING_LINE = 20.0
_DRAWN_FIRST = ("back", "aside", "fail", "next")


def svg(drawing: Drawing, kind: str, href: Href) -> str:
    """Write a drawing on one line; `kind` tells its ids from those of the page's other figures."""
    title = text(drawing.figure.title)
    name = f"rb-d-{kind}-{crc32(title.encode()):08x}"
    wide, high = number(drawing.width), number(drawing.height)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg"',
            ' xmlns:xlink="http://www.w3.org/1999/xlink"',
            f' class="rb-d rb-d--{kind}" role="group"',
            f' viewBox="0 0 {wide} {high}" style="max-width:{wide}px"',
            f' aria-labelledby="{name}-t" aria-describedby="{name}-d">',
            f'<title id="{name}-t">{title}</title>',
            f'<desc id="{name}-d">{text(drawing.figure.description)}</desc>',
            '<g aria-hidden="true">',
            *map(_lane, drawing.lanes),
            *_bands(drawing),
            *_nets(drawing.lines),
            *map(_label, drawing.labels),
            "</g>",
            *(box_svg(box, href) for box in drawing.boxes),
            "</svg>",
        )
    )


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
        else:
            x = drawing.boxes[0].rect.x if drawing.boxes else PAD_X
            parts.append(line_of_text("rb-d-band-name", x, rect.y + 19, band.title, SMALL, 999))
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


def _nets(lines: Sequence[Line]) -> list[str]:
    """The lines, net by net: each leaves a gap where it crosses one that was drawn before."""
    nets: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: _DRAWN_FIRST.index(line.way.meaning)):
        nets.setdefault(line.net, []).append(line)
    return [_net(net) for net in nets.values()]


def _net(lines: list[Line]) -> str:
    corners = [straight(line.points) for line in lines]
    path = "".join(dict.fromkeys(map(rounded, corners)))
    heads = "".join(dict.fromkeys(map(arrow, corners)))
    return (
        f'<g class="rb-d-{lines[0].way.meaning}"><path class="rb-d-halo" d="{path}"/>'
        f'<path class="rb-d-line" d="{path}"/><path class="rb-d-arrow" d="{heads}"/></g>'
    )


def _label(label: Label) -> str:
    x, y = label.rect.x + 2, label.rect.y + 12
    words = line_of_text("rb-d-label", x, y, label.text, SMALL, label.rect.width)
    return f'<g class="rb-d-{label.way.meaning}">{words}</g>'
