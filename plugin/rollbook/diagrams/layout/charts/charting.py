"""Charting: a timetable becomes a chart, for a wide and for a narrow place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Lane
from rollbook.diagrams.figures.timetable import Bar, Timetable
from rollbook.diagrams.layout.boxes import LINE, SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.charts.axis import MARGIN, Axis, axis
from rollbook.diagrams.layout.charts.chart import Arrow, Chart, Heading, Row
from rollbook.diagrams.layout.charts.rows import RowSheet, placed
from rollbook.diagrams.layout.geometry import Rect
from rollbook.diagrams.layout.text import one_line, width, wrap

_SCALE = 22.0
"""What the labels of the ticks take."""
_FLAG = 17.0
"""What the word of the RTO takes."""
_BETWEEN = 4.0
_HEADING_PAD = 7.0
_TURN = 6.0
_FOLLOWED = 1000.0
"""A line that is much longer than a screen is high cannot be followed: it is left out."""
_WIDE = (688.0, 252.0)
_NARROW = (348.0, 0.0)
"""How wide the whole is, and the column of labels; without one, labels stand above the bars."""


def wide_chart(timetable: Timetable) -> Chart:
    """Labels in a column, and beside it the bars, with lines from one to the next."""
    return _chart(timetable, *_WIDE)


def narrow_chart(timetable: Timetable) -> Chart:
    """Each label above its bar; the axis is drawn bar by bar, so that no line crosses a word."""
    return _chart(timetable, *_NARROW)


def _chart(timetable: Timetable, wide: float, column: float) -> Chart:
    scale = axis(timetable.longest, timetable.rto, column or MARGIN, wide - 2 * MARGIN)
    numbers = max((width(bar.item.number, SMALL) for bar in timetable.bars), default=0.0)
    sheet = RowSheet(wide, column, scale, numbers)
    flag = _FLAG if column else 0.0
    whole = placed(timetable.whole, _SCALE, sheet, above=_FLAG)
    stack = _Stack(sheet, whole.rect.bottom + _BETWEEN)
    rows: list[Row] = []
    headings: list[Heading] = []
    for lane in timetable.lanes:
        heading, found = stack.lane(lane, timetable.in_lane(lane.name))
        headings.append(heading)
        rows += found
    bottom = stack.y - _BETWEEN
    tracks = [(row.track.y, row.track.bottom) for row in (whole, *rows)]
    return Chart(
        timetable=timetable,
        width=wide,
        height=bottom + _SCALE,
        axis=scale,
        scales=(_SCALE - 8, bottom + _SCALE - 7),
        ruled=((_SCALE + flag, bottom),) if column else tuple(tracks),
        tracked=not column,
        limit=_limit(timetable.limit, scale, whole.track.y - _FLAG),
        headings=tuple(headings),
        whole=whole,
        rows=tuple(rows),
        arrows=tuple(_arrows(timetable, rows, scale)) if column else (),
    )


@dataclass
class _Stack:
    """The lanes, one below the other; `y` is where the next begins."""

    sheet: RowSheet
    y: float

    def lane(self, lane: Lane, bars: list[Bar]) -> tuple[Heading, list[Row]]:
        """Place a lane with its rows."""
        top = self.y
        heading, high = _heading(lane, top, self.sheet)
        self.y += high
        rows = []
        for bar in bars:
            rows.append(placed(bar, self.y, self.sheet))
            self.y = rows[-1].rect.bottom
        strip = Rect(0, top, self.sheet.width, self.y + 3 - top)
        self.y += 3 + _BETWEEN
        return Heading(strip, heading.title, heading.small, heading.at), rows


def _heading(lane: Lane, top: float, sheet: RowSheet) -> tuple[Heading, float]:
    """What stands small comes beside the role, or under it where there is no room."""
    room = (sheet.column or sheet.width) - 2 * MARGIN
    title = one_line(lane.title, TEXT, room)
    taken = width(title, TEXT) * 1.05 + 8
    beside = taken + width(lane.small, SMALL) <= room
    small = wrap(lane.small, SMALL, room, 2) if lane.small else ()
    y = top + _HEADING_PAD + 13
    at = (MARGIN + taken, y) if beside else (MARGIN, y + SMALL_LINE)
    high = _HEADING_PAD + LINE + (0 if beside else SMALL_LINE * len(small))
    return Heading(Rect(0, top, sheet.width, high), title, small, at), high


def _limit(word: str, scale: Axis, y: float) -> Rect:
    """The RTO's word beside its line: before it, or behind it where there is more room."""
    room = max(scale.rto - scale.left, scale.right - scale.rto) - 6
    wide = min(width(word, SMALL) * 1.05 + 2, room)
    before = scale.rto - 6 - wide >= scale.left
    return Rect(scale.rto - 5 - wide if before else scale.rto + 5, y, wide, 15)


def _arrows(timetable: Timetable, rows: list[Row], scale: Axis) -> Iterator[Arrow]:
    """From each bar to those that begin when it ends; what begins later waits for another."""
    at: Mapping[str, Row] = {row.bar.item.name: row for row in rows}
    for source, target in timetable.waits:
        one, other = at[source], at[target]
        if not (one.planned and other.planned and one.bar.planned and other.bar.planned):
            continue
        later = one.bar.planned.end != other.bar.planned.start
        if later or abs(one.rect.y - other.rect.y) > _FOLLOWED:
            continue
        x = other.planned.x + min(_TURN, other.planned.width / 2)
        down = one.rect.y < other.rect.y
        y = other.planned.y if down else other.planned.bottom
        middle = one.planned.y + one.planned.height / 2
        edge = one.planned.bottom if down else one.planned.y
        outside = one.planned.right <= x - 1
        points = ((one.planned.right, middle), (x, middle)) if outside else ((x, edge),)
        yield Arrow((*points, (x, y)), one.bar.critical and other.bar.critical)
