"""Rows of a chart: a bar with its label and its track."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rollbook.diagrams.figures.timetable import Bar
from rollbook.diagrams.layout.boxes import ICON, LINE, SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.charts.axis import MARGIN, Axis
from rollbook.diagrams.layout.charts.chart import Label, Row
from rollbook.diagrams.layout.geometry import Rect
from rollbook.diagrams.layout.text import width, wrap
from rollbook.model.timing import Span

_TRACK = 22.0
_CRITICAL, _PLAIN = 16.0, 10.0
_PLANNED, _ACTUAL = 7.0, 11.0
_NARROWEST = 4.0
"""A bar that takes no time is seen all the same."""
_PAD = 5.0
_CAP = 8.0
_MOST_LINES, _MOST_SMALL = 4, 3


@dataclass(frozen=True, slots=True)
class RowSheet:
    """What rows are drawn on: its width, the column of labels, the axis and the numbers' width."""

    width: float
    column: float
    axis: Axis
    numbers: float


def placed(bar: Bar, y: float, sheet: RowSheet, above: float = 0.0) -> Row:
    """Place a bar from this height on, with so much room above its track."""
    label = _label(bar, sheet)
    scale = sheet.axis
    if sheet.column:
        high = max(label.rect.height, _TRACK + above) + 2 * _PAD
        label_y = y + (high - label.rect.height) / 2
        track_y = y + (high - _TRACK - above) / 2 + above
    else:
        high = label.rect.height + _TRACK + above + 3 + 2 * _PAD
        label_y, track_y = y + _PAD, y + high - _PAD - _TRACK
    room = Rect(label.rect.x, label_y, label.rect.width, label.rect.height)
    track = Rect(scale.left, track_y, scale.right - scale.left, _TRACK)
    row = Rect(0, y, sheet.width, high)
    return _with_bars(bar, row, replace(label, rect=room), track, scale)


def _label(bar: Bar, sheet: RowSheet) -> Label:
    """What a row says, broken into lines that fit; its room begins at the top."""
    indent = ICON + sheet.numbers + 6 if bar.item.number else ICON if bar.item.kind else 0.0
    room = (sheet.column - 8 if sheet.column else sheet.width - MARGIN) - MARGIN - indent
    lines = wrap(bar.item.text, TEXT, room, _MOST_LINES) or ("–",)
    broken = wrap(bar.item.small, SMALL, room, _MOST_SMALL)
    small = tuple(line.removesuffix("\u00a0·") for line in broken)
    widths = [width(line, TEXT) for line in lines] + [width(line, SMALL) for line in small]
    high = LINE * len(lines) + SMALL_LINE * len(small)
    return Label(bar.item.number, lines, small, Rect(MARGIN, 0, indent + max(widths), high), indent)


def _with_bars(bar: Bar, rect: Rect, label: Label, track: Rect, scale: Axis) -> Row:
    middle = track.y + track.height / 2
    if bar.actual is None:
        high = _CRITICAL if bar.critical or not bar.item.kind else _PLAIN
        planned = _bar(bar.planned, middle - high / 2, high, scale)
        actual = None
    else:
        top = middle - (_PLANNED + _ACTUAL + 2) / 2
        planned = _bar(bar.planned, top, _PLANNED, scale)
        actual = _bar(bar.actual, top + _PLANNED + 2, _ACTUAL, scale)
    span, over = bar.actual or bar.planned, None
    if bar.over and span:
        shown = actual or planned or track
        over = _bar(Span(span.end - bar.over, span.end), shown.y, shown.height, scale)
    slack = None
    if bar.slack and planned and bar.planned:
        left, right = planned.right, scale.x(bar.planned.end + bar.slack)
        slack = Rect(left, middle - _CAP / 2, max(0.0, right - left), _CAP)
    return Row(bar, rect, label, track, planned, actual, slack, over)


def _bar(span: Span | None, y: float, high: float, scale: Axis) -> Rect | None:
    if span is None:
        return None
    left, right = scale.x(span.start), scale.x(span.end)
    wide = max(right - left, _NARROWEST)
    return Rect(min(left, scale.end - wide), y, wide, high)
