"""Writing: numbers, texts and paths as SVG takes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from zlib import crc32

from rollbook.diagrams.layout.geometry import Point, Rect
from rollbook.diagrams.layout.text import clean, width

CORNER = 7.0
ARROW = 8.0
_TIGHT = 0.6
"""From this share of its room on, a text is pinned to its measured width: no font leaves it."""


@lru_cache(maxsize=16_384)
def number(value: float) -> str:
    """A length to half a pixel, as short as it can be written."""
    return f"{round(2 * value) / 2:g}" if abs(value) < 100_000 else str(round(value))


def text(words: str) -> str:
    """Text as XML can hold it."""
    return escape(clean(words))


def framed(kind: str, size: tuple[float, float], title: str, description: str, inside: str) -> str:
    """A whole drawing on one line; `kind` tells its ids from those of the page's other figures."""
    words = text(title)
    name = f"rb-d-{kind}-{crc32(words.encode()):08x}"
    wide, high = map(number, size)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' class="rb-d rb-d--{kind}" role="group"'
        f' viewBox="0 0 {wide} {high}" style="width:{wide}px"'
        f' aria-labelledby="{name}-t" aria-describedby="{name}-d">'
        f'<title id="{name}-t">{words}</title><desc id="{name}-d">{text(description)}</desc>'
        f'<g id="{name}">{inside}</g></svg>'
    )


def line_of_text(style: str, x: float, y: float, words: str, size: float, room: float) -> str:
    """One line of text at the left end of its baseline, with its room in pixels."""
    wide = width(words, size)
    pinned = wide > _TIGHT * room and len(words) > 3
    fixed = f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"' if pinned else ""
    return f'<text class="{style}" x="{number(x)}" y="{number(y)}"{fixed}>{text(words)}</text>'


def centred(style: str, x: float, y: float, words: str) -> str:
    """One line of text, in the middle of its room."""
    return (
        f'<text class="{style}" text-anchor="middle" x="{number(x)}" y="{number(y)}">'
        f"{text(words)}</text>"
    )


def rect_svg(style: str, rect: Rect, corner: float) -> str:
    """A rectangle with round corners."""
    return (
        f'<rect class="{style}" x="{number(rect.x)}" y="{number(rect.y)}"'
        f' width="{number(rect.width)}" height="{number(rect.height)}" rx="{number(corner)}"/>'
    )


def rounded(points: Sequence[Point], *, ends_in_arrow: bool) -> str:
    """The path along these corners, rounded; it ends where its arrow begins, if it has one."""
    end = _before(points[-1], points[-2], ARROW - 1) if ends_in_arrow else points[-1]
    ends = [*points[:-1], end]
    path = f"M{_pair(ends[0])}"
    for index in range(1, len(ends) - 1):
        before, corner, behind = ends[index - 1 : index + 2]
        radius = min(CORNER, _distance(before, corner) / 2, _distance(corner, behind) / 2)
        start, end = _before(corner, before, radius), _before(corner, behind, radius)
        path += f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}"
    return f"{path}L{_pair(ends[-1])}"


def arrow(points: Sequence[Point]) -> str:
    """The path of the arrow head at the last of these corners."""
    (x, y), tail = points[-1], _before(points[-1], points[-2], ARROW)
    aside_x, aside_y = (tail[1] - y) / 2, (tail[0] - x) / 2
    left, right = (tail[0] + aside_x, tail[1] + aside_y), (tail[0] - aside_x, tail[1] - aside_y)
    return f"M{_pair((x, y))}L{_pair(left)}L{_pair(right)}z"


def straight(points: Sequence[Point]) -> list[Point]:
    """Leave out corners that are none."""
    kept = list(points[:1])
    for index, point in enumerate(points[1:], start=1):
        last = index == len(points) - 1
        if point == kept[-1] and not last:
            continue
        if not last and _in_line(kept[-1], point, points[index + 1]):
            continue
        kept.append(point)
    return kept


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def _before(point: Point, towards: Point, distance: float) -> Point:
    length = _distance(point, towards) or 1.0
    share = distance / length
    return (
        point[0] + (towards[0] - point[0]) * share,
        point[1] + (towards[1] - point[1]) * share,
    )


def _distance(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"
