"""A chart: where everything of a timetable stands, in whole and half pixels from the top left."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.diagrams.figures.timetable import Bar, Timetable
from rollbook.diagrams.layout.charts.axis import Axis
from rollbook.diagrams.layout.geometry import Point, Rect


@dataclass(frozen=True, slots=True)
class Label:
    """What a row says: a number, lines of text and small lines under them, and their room."""

    number: str
    lines: tuple[str, ...]
    small: tuple[str, ...]
    rect: Rect
    indent: float


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its place: the row as a whole, its label, and the track that its times stand in.

    `slack` follows the bar; `over` is the part of it that is more than it should be.
    """

    bar: Bar
    rect: Rect
    label: Label
    track: Rect
    planned: Rect | None
    actual: Rect | None
    slack: Rect | None
    over: Rect | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A lane: its strip, the role, and what stands small beside or under it."""

    rect: Rect
    title: str
    small: tuple[str, ...]
    at: Point


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the end of a bar to one that begins with it."""

    points: tuple[Point, ...]
    critical: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A timetable with the places of all its parts.

    `ruled` are the stretches of height over which the axis is drawn, `scales` the baselines of
    the labels of its ticks. `tracked` says that these stretches are the tracks of the rows.
    `limit` is the place of the RTO's word.
    """

    timetable: Timetable
    width: float
    height: float
    axis: Axis
    scales: tuple[float, ...]
    ruled: tuple[tuple[float, float], ...]
    tracked: bool
    limit: Rect
    headings: tuple[Heading, ...]
    whole: Row
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
