"""Geometry: where everything of a figure stands, in whole and half pixels from the top left."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Figure, Item, Node, Way

Point = tuple[float, float]
"""x and y."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with its sides along the axes."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    def touches(self, other: Rect, margin: float = 0) -> bool:
        """Say whether the two come closer than the margin."""
        return (
            self.x < other.right + margin
            and other.x < self.right + margin
            and self.y < other.bottom + margin
            and other.y < self.bottom + margin
        )


@dataclass(frozen=True, slots=True)
class Words:
    """An item broken into lines that fit its box.

    `final` says that there is no way back, `was` what stood there before.
    """

    item: Item
    lines: tuple[str, ...]
    small: tuple[str, ...]
    final: tuple[str, ...]
    was: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Exit:
    """A line's label as the box says it where the line itself has no room: `fails → 20`."""

    way: Way
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place; `head` is what of its head fits."""

    node: Node
    rect: Rect
    head: str
    words: tuple[Words, ...]
    exits: tuple[Exit, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A way with the corners it runs through; lines of the same `net` may share a stretch.

    `told` says that the box where it begins says its label.
    """

    way: Way
    net: int
    points: tuple[Point, ...]
    told: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The word on a line."""

    way: Way
    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane or a band: its rectangle, its heading and what stands small under it.

    `heading` is where the name of a band stands that has no rail.
    """

    name: str
    rect: Rect
    title: str
    small: tuple[str, ...] = ()
    heading: Rect | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with the places of all its parts; `rail` says that bands are named on the left."""

    figure: Figure
    rail: bool
    width: float
    height: float
    lanes: tuple[Strip, ...]
    bands: tuple[Strip, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
