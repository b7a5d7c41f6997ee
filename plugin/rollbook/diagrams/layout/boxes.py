"""Boxes: how the words of a node fit into a width, and how high that makes it."""

from __future__ import annotations

from collections.abc import Iterable

from rollbook.diagrams.figures.figure import Item, Look, Node, Way
from rollbook.diagrams.layout.geometry import Box, Exit, Rect, Words
from rollbook.diagrams.layout.text import one_line, width, wrap

TEXT, SMALL = 13, 12
"""Sizes of type, in pixels."""
LINE, SMALL_LINE, HEAD = 17, 15, 18
"""From one line of each to the next."""
PAD_X, PAD_Y = 10, 8
ICON = 18
"""What an icon takes of a line."""
POINT = 10
"""How far the points of a hexagon stand out."""
DISC = 30
"""What the disc with the number of a wave takes."""
ITEM_GAP, ITEM_PAD, ITEM_INSET = 5, 5, 6
EXIT_GAP = 4
ENDS: tuple[Look, ...] = ("stop", "escalate", "from", "to")
"""Where a figure ends, or goes on elsewhere: an icon and a text, without a head."""
FINAL, FINAL_ICON = "no way back", 16
"""What a step says behind which nothing can be undone, and what the sign before it takes."""

_MOST_LINES, _MOST_SMALL = 6, 5


def hexagonal(node: Node) -> bool:
    """Say whether the box has points left and right: what has more than one way out."""
    return node.look in ("decision", "check") and not node.grouped


def indent(node: Node, item: Item) -> float:
    """Where the text of an item begins, in pixels from the left side of its box."""
    if node.grouped:
        return ITEM_INSET + 6 + (width(item.number, SMALL) + 7 if item.number else 0)
    if node.look in ENDS:
        return PAD_X + ICON + 2
    return PAD_X + (4 if hexagonal(node) else 0) + (DISC if node.look == "restored" else 0)


def room(node: Node, item: Item, box: float) -> float:
    """How wide a line of the item can be in a box of this width."""
    pointed = hexagonal(node) or node.look == "symptom"
    right = ITEM_INSET + 6 if node.grouped else PAD_X + (4 if pointed else 0)
    return box - indent(node, item) - right


def headed(node: Node) -> bool:
    """Say whether the box begins with a line that says its kind."""
    return bool(node.head)


def head(node: Node, box: float) -> str:
    """As much of the head as fits beside the icon and the number."""
    number = "" if node.grouped or node.look == "restored" else node.items[0].number
    icon = 0 if node.look in ("restored", "affected", "needed") else ICON
    taken = icon + (width(number, SMALL) + 3 if number else 0)
    return one_line(node.head, SMALL, room(node, node.items[0], box) - taken)


def words(node: Node, box: float) -> tuple[Words, ...]:
    """The items of a node, broken into lines."""
    return tuple(_words(node, item, box) for item in node.items)


def told(node: Node, ways: Iterable[tuple[Way, Node]], box: float) -> tuple[Exit, ...]:
    """The labels of lines that the box itself has to say, each with where the line leads."""
    space = room(node, node.items[0], box)
    return tuple(
        Exit(way, wrap(f"{way.label} → {_called(target)}", SMALL, space, _MOST_LINES))
        for way, target in ways
    )


def height(node: Node, items: tuple[Words, ...], exits: tuple[Exit, ...] = ()) -> float:
    """How high the box has to be."""
    top = HEAD if headed(node) else 0
    gaps = ITEM_GAP * len(items) if node.grouped else 0
    said = SMALL_LINE * sum(len(exit.lines) for exit in exits)
    said += EXIT_GAP if exits else 0
    low = 3 if node.grouped and not exits else PAD_Y
    return PAD_Y + top + sum(item.height for item in items) + gaps + said + low


def box_at(node: Node, x: float, middle: float, box: float) -> Box:
    """The box of a node, of this width, with its left side and the middle of its height there."""
    fitted = words(node, box)
    high = height(node, fitted)
    return Box(node, Rect(x, middle - high / 2, box, high), head(node, box), fitted)


def _called(node: Node) -> str:
    """A box as others name it: by its numbers, else by its text."""
    numbers = [item.number for item in node.items if item.number]
    return ", ".join(numbers) or node.items[0].text


def _words(node: Node, item: Item, box: float) -> Words:
    space = room(node, item, box)
    lines = wrap(item.text, TEXT, space, _MOST_LINES)
    # A line that begins or ends with the dot between two remarks would look cut off.
    small = tuple(line.strip(" ·") for line in wrap(item.small, SMALL, space, _MOST_SMALL))
    final = wrap(FINAL, SMALL, space - FINAL_ICON, _MOST_SMALL) if item.final else ()
    was = wrap(f"was: {item.was}", SMALL, space, _MOST_LINES) if item.was else ()
    pads = 2 * ITEM_PAD if node.grouped else 0
    noted = SMALL_LINE * (len(small) + len(final) + len(was))
    return Words(item, lines, small, final, was, LINE * len(lines) + noted + pads)
