"""Lines as SVG: net by net, each stretch once, with a gap where one net crosses another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rollbook.diagrams.formats.svg.writing import CORNER, arrow, rounded, straight
from rollbook.diagrams.layout.geometry import Line, Point

_DRAWN_FIRST = ("back", "aside", "fail", "next")
_FAINT_FIRST = ("passed", "same", "removed", "", "changed", "added", "taken")

_Drawn = dict[tuple[bool, float], list[tuple[float, float]]]
"""Whether it is upright, and its x or y → from where to where something is drawn there."""


def lines_svg(lines: Sequence[Line]) -> list[str]:
    """The lines, net by net: each leaves a gap where it crosses one that was drawn before."""
    nets: dict[tuple[int, str], list[Line]] = {}
    for line in sorted(lines, key=_rank):
        nets.setdefault((line.net, line.way.mark), []).append(line)
    return [_net(net) for net in nets.values()]


def _rank(line: Line) -> tuple[int, int]:
    return _FAINT_FIRST.index(line.way.mark), _DRAWN_FIRST.index(line.way.meaning)


def _net(lines: list[Line]) -> str:
    """One path for all: a dotted line that is drawn twice would look solid."""
    drawn: _Drawn = defaultdict(list)
    every = sorted((straight(line.points) for line in lines), key=_length, reverse=True)
    path = "".join(
        rounded(_joined(piece, corners), ends_in_arrow=piece[-1] == corners[-1])
        for corners in every
        for piece in _new(corners, drawn)
    )
    heads = "".join(dict.fromkeys(map(arrow, every)))
    way = lines[0].way
    style = f"rb-d-{way.meaning}" + (f" rb-d-is-{way.mark}" if way.mark else "")
    return (
        f'<g class="{style}"><path class="rb-d-halo" d="{path}"/>'
        f'<path class="rb-d-line" d="{path}"/><path class="rb-d-arrow" d="{heads}"/></g>'
    )


def _length(corners: Sequence[Point]) -> float:
    return sum(abs(ax - bx) + abs(ay - by) for (ax, ay), (bx, by) in pairwise(corners))


def _new(corners: Sequence[Point], drawn: _Drawn) -> list[list[Point]]:
    """The parts of a line that no line of its net has drawn yet, which from now on are drawn."""
    pieces: list[list[Point]] = []
    for a, b in pairwise(corners):
        for start, end in _uncovered(a, b, drawn):
            if pieces and pieces[-1][-1] == start:
                pieces[-1].append(end)
            else:
                pieces.append([start, end])
    for a, b in pairwise(corners):
        upright, at, low, high = _stretch(a, b)
        drawn[upright, at].append((low, high))
    return pieces


def _joined(piece: list[Point], corners: Sequence[Point]) -> list[Point]:
    """A part with a little of what comes before and behind it, into which it bends at a corner."""
    joined = list(piece)
    for (before, corner), (_, behind) in pairwise(pairwise(corners)):
        if corner == piece[0]:
            joined.insert(0, _near(corner, before))
        if corner == piece[-1]:
            joined.append(_near(corner, behind))
    return joined


def _near(corner: Point, end: Point) -> Point:
    """As far from a corner as it is rounded, and no farther than halfway to this end."""
    length = abs(end[0] - corner[0]) + abs(end[1] - corner[1])
    share = min(2 * CORNER / length, 0.5)
    return corner[0] + (end[0] - corner[0]) * share, corner[1] + (end[1] - corner[1]) * share


def _uncovered(a: Point, b: Point, drawn: _Drawn) -> Iterator[tuple[Point, Point]]:
    """What of a stretch is not drawn, in its direction."""
    upright, at, low, high = _stretch(a, b)
    free = []
    for start, end in sorted(drawn[upright, at]):
        if start > low:
            free.append((low, min(start, high)))
        low = max(low, end)
        if low >= high:
            break
    if low < high:
        free.append((low, high))
    for start, end in free if a < b else reversed(free):
        ends = ((at, start), (at, end)) if upright else ((start, at), (end, at))
        yield ends if a < b else (ends[1], ends[0])


def _stretch(a: Point, b: Point) -> tuple[bool, float, float, float]:
    upright = a[0] == b[0]
    axis = 1 if upright else 0
    return upright, a[1 - axis], min(a[axis], b[axis]), max(a[axis], b[axis])
