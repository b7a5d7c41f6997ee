"""Boxes as SVG: shape, icon, words, and the link to what the box stands for."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from rollbook.diagrams.figures.figure import Mark
from rollbook.diagrams.formats.svg.icons import ICONS
from rollbook.diagrams.formats.svg.links import neutral
from rollbook.diagrams.formats.svg.writing import centred, line_of_text, number, rect_svg, text
from rollbook.diagrams.layout.boxes import (
    DISC,
    ENDS,
    FINAL_ICON,
    HEAD,
    ICON,
    ITEM_GAP,
    ITEM_INSET,
    ITEM_PAD,
    LINE,
    PAD_X,
    PAD_Y,
    POINT,
    SMALL,
    SMALL_LINE,
    TEXT,
    hexagonal,
    indent,
    room,
)
from rollbook.diagrams.layout.geometry import Box, Rect, Words

_BADGES: Mapping[Mark, str] = {"added": "+", "removed": "−", "changed": "~"}

FOLD = 11
"""How much of a sheet's corner is folded down."""


def box_svg(box: Box) -> str:
    """Write a box; it is a link itself, or holds one for each of its items."""
    node = box.node
    style = f"rb-d-box rb-d-{node.look}" + (f" rb-d-is-{node.mark}" if node.mark else "")
    if node.grouped:
        words = "".join(_grouped(box)) + _exits(box)
        label = f' role="group" aria-label="{text(box.node.head)}"'
        return f'<g class="{style}"{label}>{_shape(box)}{_head(box)}{words}{_badge(box)}</g>'
    item = node.items[0]
    words = _words(box, box.words[0], _first_line(box)) + _exits(box)
    inside = f"{_ring(box.rect)}{_shape(box)}{_head(box)}{words}{_badge(box)}"
    return linked(style, item.kind, item.name, item.spoken, inside)


def linked(style: str, kind: str, name: str, spoken: str, inside: str) -> str:
    """Let what is inside lead to where a thing is told of; without a kind it leads nowhere."""
    if not kind:
        return f'<g class="{style}">{inside}</g>'
    address = escape(neutral(kind, name))
    # Not a plain `href`: Material's instant navigation sets that of every element anew, and an
    # SVG link's cannot be set.
    return f'<a class="{style}" xlink:href="{address}" aria-label="{text(spoken)}">{inside}</a>'


def _grouped(box: Box) -> list[str]:
    y = _first_line(box)
    parts = []
    for words in box.words:
        rect = Rect(box.rect.x + ITEM_INSET, y, box.rect.width - 2 * ITEM_INSET, words.height)
        inside = rect_svg("rb-d-item", rect, 4)
        if words.item.number:
            x = rect.x + 6
            inside += line_of_text("rb-d-num", x, y + ITEM_PAD + 13, words.item.number, SMALL, 99)
        inside += _words(box, words, y + ITEM_PAD)
        item = words.item
        parts.append(linked("rb-d-link", item.kind, item.name, item.spoken, inside))
        y += words.height + ITEM_GAP
    return parts


def _first_line(box: Box) -> float:
    return box.rect.y + PAD_Y + (HEAD if box.node.head else 0)


def _words(box: Box, words: Words, y: float) -> str:
    x = box.rect.x + indent(box.node, words.item)
    space = room(box.node, words.item, box.rect.width)
    parts = []
    for line in words.lines:
        parts.append(line_of_text("rb-d-text", x, y + 13, line, TEXT, space))
        y += LINE
    for line in words.small:
        parts.append(line_of_text("rb-d-small", x, y + 11, line, SMALL, space))
        y += SMALL_LINE
    if words.final:
        parts.append(_sign(x, y + 1))
    for line in words.final:
        inner = space - FINAL_ICON
        parts.append(line_of_text("rb-d-final", x + FINAL_ICON, y + 11, line, SMALL, inner))
        y += SMALL_LINE
    for line in words.was:
        parts.append(line_of_text("rb-d-was", x, y + 11, line, SMALL, space))
        y += SMALL_LINE
    return "".join(parts)


def _sign(x: float, y: float) -> str:
    """A bar across the way, as on a road that ends."""
    rim = f'<circle class="rb-d-sign" cx="{number(x + 6)}" cy="{number(y + 6)}" r="6"/>'
    return rim + rect_svg("rb-d-sign-bar", Rect(x + 2.5, y + 4.5, 7, 3), 0)


def _badge(box: Box) -> str:
    """What a new edition did to the box: a sign at its corner."""
    sign = _BADGES.get(box.node.mark)
    if sign is None:
        return ""
    x, y = box.rect.right - 4, box.rect.y + 2
    disc = f'<circle class="rb-d-badge" cx="{number(x)}" cy="{number(y)}" r="9"/>'
    return disc + centred("rb-d-badge-sign", x, y + 4.5, sign)


def _exits(box: Box) -> str:
    """Where the lines lead whose labels have no room beside them."""
    x = box.rect.x + indent(box.node, box.node.items[0])
    space = room(box.node, box.node.items[0], box.rect.width)
    y = box.rect.bottom - PAD_Y - SMALL_LINE * sum(len(exit.lines) for exit in box.exits)
    parts = []
    for way, lines in ((exit.way, exit.lines) for exit in box.exits):
        for line in lines:
            words = line_of_text("rb-d-label", x, y + 11, line, SMALL, space)
            parts.append(f'<g class="rb-d-{way.meaning}">{words}</g>')
            y += SMALL_LINE
    return "".join(parts)


def _head(box: Box) -> str:
    """The icon, the kind and the number; a component has the number of its wave in a disc."""
    node, rect = box.node, box.rect
    left = rect.x + PAD_X + (4 if hexagonal(node) else 0)
    right = rect.right - PAD_X - (4 if hexagonal(node) else 0)
    y = rect.y + PAD_Y
    parts = []
    if node.look == "restored":
        middle = rect.y + rect.height / 2
        disc = f'<circle class="rb-d-disc" cx="{number(left + 11)}" cy="{number(middle)}" r="11"/>'
        parts += [disc, centred("rb-d-wave", left + 11, middle + 4.5, node.items[0].number)]
        left += DISC
    elif node.look in ICONS:
        parts.append(icon_svg(ICONS[node.look], left, y))
        left += ICON
        if not node.grouped and node.items[0].number:
            end, words = number(right), text(node.items[0].number)
            parts.append(
                f'<text class="rb-d-num" text-anchor="end" x="{end}" y="{number(y + 11)}">'
                f"{words}</text>"
            )
    if box.head:
        parts.append(line_of_text("rb-d-head", left, y + 11, box.head, SMALL, right - left))
    return "".join(parts)


def icon_svg(path: str, x: float, y: float) -> str:
    """An icon, 14 pixels wide."""
    place = f"translate({number(x)} {number(y - 1)}) scale(.6)"
    return f'<path class="rb-d-icon" transform="{place}" d="{path}"/>'


def _ring(rect: Rect) -> str:
    """What shows around a box that has the focus."""
    wide = Rect(rect.x - 4, rect.y - 4, rect.width + 8, rect.height + 8)
    return rect_svg("rb-d-ring", wide, 9)


def _shape(box: Box) -> str:
    node, rect = box.node, box.rect
    if hexagonal(node):
        middle = number(rect.y + rect.height / 2)
        left, right = number(rect.x + POINT), number(rect.right - POINT)
        top, bottom = number(rect.y), number(rect.bottom)
        return (
            f'<path class="rb-d-shape" d="M{left} {top}H{right}L{number(rect.right)} {middle}'
            f'L{right} {bottom}H{left}L{number(rect.x)} {middle}z"/>'
        )
    if node.look == "symptom":
        return f'<path class="rb-d-shape" d="{_signpost(rect)}"/>'
    if node.look == "procedure":
        return f'<path class="rb-d-shape" d="{_sheet(rect)}"/>'
    if node.look in ENDS or (node.look == "trigger" and not node.grouped):
        return rect_svg("rb-d-shape", rect, min(rect.height / 2, 20))
    if node.look == "approval":
        bar = Rect(rect.x, rect.y, 5, rect.height)
        return rect_svg("rb-d-shape", rect, 2) + rect_svg("rb-d-bar", bar, 2)
    return rect_svg("rb-d-shape", rect, 7)


def _signpost(rect: Rect) -> str:
    """The path of a box that points to the right."""
    left, edge, right = number(rect.x), number(rect.right - POINT), number(rect.right)
    top, middle, bottom = number(rect.y), number(rect.y + rect.height / 2), number(rect.bottom)
    return f"M{left} {top}H{edge}L{right} {middle}L{edge} {bottom}H{left}z"


def _sheet(rect: Rect) -> str:
    """The path of a sheet of paper with a corner folded down."""
    left, edge, right = number(rect.x), number(rect.right - FOLD), number(rect.right)
    top, fold, bottom = number(rect.y), number(rect.y + FOLD), number(rect.bottom)
    return f"M{left} {top}H{edge}L{right} {fold}V{bottom}H{left}zM{edge} {top}V{fold}H{right}"
