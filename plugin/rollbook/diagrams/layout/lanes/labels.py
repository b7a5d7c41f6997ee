"""Labels: the word on each line, near where the line begins, clear of everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rollbook.diagrams.figures.figure import Way
from rollbook.diagrams.layout.geometry import Box, Label, Line, Point, Rect
from rollbook.diagrams.layout.text import clean, width

SIZE = 12
WIDEST = 150.0
"""A longer label is told in the box where its line begins."""

_HEIGHT = 15.0
_STEP = 6.0
_FARTHEST = 240.0
_ON_OWN_LINE = 120.0
_Sides = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def labels(
    lines: Sequence[Line], boxes: Sequence[Box], headings: Sequence[Rect], sheet: Rect
) -> tuple[tuple[Label, ...], frozenset[Way]]:
    """Give each label the best place along its line that is clear of everything but that line.

    Gives the labels, and the ways whose label has no such place.
    """
    stretches = [
        (index, _around(a, b)) for index, line in enumerate(lines) for a, b in pairwise(line.points)
    ]
    taken = [_sides(rect) for rect in (*(box.rect for box in boxes), *headings)]
    placed: list[Label] = []
    crowded: set[Way] = set()
    for index, line in enumerate(lines):
        text = clean(line.way.label)
        if not text or line.told:
            continue
        others = [around for other, around in stretches if other != index]
        own = [around for other, around in stretches if other == index]
        wide = width(text, SIZE) + 4
        places = sorted(p for p in _places(line, wide) if _inside(p[1], sheet))
        place = _clearest(places, taken, others, own) if wide <= WIDEST else None
        if place is None:
            crowded.add(line.way)
            continue
        x, y, right, bottom = place
        taken.append(place)
        placed.append(Label(line.way, text, Rect(x, y, right - x, bottom - y)))
    return tuple(placed), frozenset(crowded)


def _clearest(
    places: list[tuple[float, _Sides]],
    taken: list[_Sides],
    others: list[_Sides],
    own: list[_Sides],
) -> _Sides | None:
    """The cheapest place that is clear; on its own line a label is less well read."""
    best, least = None, float("inf")
    for cost, place in places:
        if cost >= least:
            break
        cost += _ON_OWN_LINE * _hits(place, own, 0)
        if cost < least and not _hits(place, taken, 1.5) and not _hits(place, others, 1):
            best, least = place, cost
    return best


def _places(line: Line, wide: float) -> Iterator[tuple[float, _Sides]]:
    """Places beside each stretch of a line, the nearer to its beginning the cheaper."""
    run = 0.0
    for (ax, ay), (bx, by) in pairwise(line.points):
        length = abs(bx - ax) + abs(by - ay)
        if run > _FARTHEST:
            return
        for at in range(int(min(length, _FARTHEST) // _STEP) + 1):
            gone = at * _STEP
            cost = 0.35 * (run + gone)
            if ay == by:
                ahead = 1 if bx > ax else -1
                x = ax + ahead * (gone + 2)
                left = x if ahead > 0 else x - wide
                short = 8.0 if length < wide else 0.0
                yield cost + short, (left, ay - _HEIGHT - 1, left + wide, ay - 1)
                yield cost + short + 6, (left, ay + 2, left + wide, ay + 2 + _HEIGHT)
            else:
                y = ay + (gone if by > ay else -gone) - _HEIGHT / 2
                yield cost, (ax + 4, y, ax + 4 + wide, y + _HEIGHT)
                yield cost + 3, (ax - 4 - wide, y, ax - 4, y + _HEIGHT)
        run += length


def _around(a: Point, b: Point) -> _Sides:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _sides(rect: Rect) -> _Sides:
    return rect.x, rect.y, rect.right, rect.bottom


def _inside(place: _Sides, sheet: Rect) -> bool:
    return (
        place[0] >= sheet.x
        and place[1] >= sheet.y
        and place[2] <= sheet.right
        and place[3] <= sheet.bottom
    )


def _hits(place: _Sides, others: list[_Sides], margin: float) -> int:
    left, top, right, bottom = place
    return sum(
        1
        for x, y, end, low in others
        if left < end + margin and x < right + margin and top < low + margin and y < bottom + margin
    )
