"""What a box says as lines of text, for programs that draw it themselves."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.diagrams.figures.figure import Figure, Mark, Node
from rollbook.diagrams.layout.boxes import FINAL, TEXT
from rollbook.diagrams.layout.text import clean, wrap

_ALL = 99

MARKS: dict[Mark, str] = {
    "taken": "taken",
    "passed": "not taken",
    "added": "+ added",
    "removed": "− removed",
    "changed": "~ changed",
}
"""What is told of a box, in words."""


def box_words(figure: Figure, node: Node, width: float) -> str:
    """The kind of box and whose work it is, then its items, in lines of so many pixels."""
    return "\n".join(
        line
        for part in (_head(figure, node), *_items(node))
        for line in wrap(part, TEXT, width, _ALL)
    )


def words(text: str) -> str:
    """A text on one line, without what turns it round or is no character."""
    return clean(text)


def _head(figure: Figure, node: Node) -> str:
    role = next((lane.title for lane in figure.lanes if lane.name == node.lane), "")
    number = "" if node.grouped else node.items[0].number
    doer = role if node.head and node.attended and role != node.head else ""
    return " · ".join(filter(None, (number, node.head, doer, MARKS.get(node.mark, ""))))


def _items(node: Node) -> Iterator[str]:
    for item in node.items:
        lead = f"{item.number or '•'} " if node.grouped else ""
        yield lead + item.text
        yield item.small
        yield FINAL if item.final else ""
        yield f"(was: {item.was})" if item.was else ""
