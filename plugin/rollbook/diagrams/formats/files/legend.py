"""The legend below a drawing in a file: a sample of each sign that is in it, and its words."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.diagrams.formats.files.styles import Looks
from rollbook.diagrams.formats.svg.writing import arrow, line_of_text, number, rect_svg
from rollbook.diagrams.layout.boxes import SMALL
from rollbook.diagrams.layout.geometry import Rect
from rollbook.diagrams.layout.text import width

Legend = Mapping[str, str]
"""Sign → what it says."""

_LINES: Mapping[str, str] = {
    "next": "rb-d-next",
    "fail": "rb-d-fail",
    "back": "rb-d-back",
    "aside": "rb-d-aside",
    "taken": "rb-d-next rb-d-is-taken",
    "passed": "rb-d-next rb-d-is-passed",
    "added": "rb-d-next rb-d-is-added",
    "removed": "rb-d-next rb-d-is-removed",
}
_BARS: Mapping[str, tuple[str, str]] = {
    "critical": ("rb-d-wait rb-d-critical", "rb-d-time-bar"),
    "late": ("rb-d-wait", "rb-d-time-bar"),
    "other": ("rb-d-wait rb-d-time-other", "rb-d-time-bar"),
    "planned": ("rb-d-wait", "rb-d-time-plan"),
    "actual": ("rb-d-wait", "rb-d-time-took"),
    "over": ("rb-d-wait", "rb-d-time-over"),
}
_STROKES = {"slack": "rb-d-time-slack", "limit": "rb-d-time-line"}
_SAMPLE = 30.0
_APART = 18.0


def legend_lines(legend: Legend, looks: Looks, room: float) -> list[str]:
    """Samples with their words, for the signs that are drawn; one alone says nothing."""
    shown = {sign: said for sign, said in legend.items() if _drawn(sign, looks)}
    if len(shown) < 2:
        return []
    lines, x = [""], 0.0
    for sign, said in shown.items():
        wide = _SAMPLE + 6 + width(said, SMALL)
        if x and x + wide > room:
            lines, x = [*lines, ""], 0.0
        words = line_of_text("rb-d-note", x + _SAMPLE + 6, 11, said, SMALL, wide)
        lines[-1] += _sample(sign, x) + words
        x += wide + _APART
    return lines


def _sample(sign: str, x: float) -> str:
    end = x + _SAMPLE
    if sign in _BARS:
        outer, inner = _BARS[sign]
        slant = "".join(f"M{number(x + at)} 12l10 -10" for at in range(0, 20, 6))
        hatch = f'<path class="rb-d-time-hatch" d="{slant}"/>' if sign == "over" else ""
        return f'<g class="{outer}">{rect_svg(inner, Rect(x, 2, _SAMPLE, 10), 3)}{hatch}</g>'
    if sign in _STROKES:
        path = f'<path class="{_STROKES[sign]}" d="M{number(x)} 7H{number(end)}"/>'
        return f'<g class="rb-d-wait">{path}</g>'
    head = arrow([(x, 7.0), (end, 7.0)])
    return (
        f'<g class="{_LINES[sign]}"><path class="rb-d-line" d="M{number(x)} 7H{number(end - 7)}"/>'
        f'<path class="rb-d-arrow" d="{head}"/></g>'
    )


def _drawn(sign: str, looks: Looks) -> bool:
    """Say whether an element has what tells the sign from others."""
    if sign in _LINES:
        needed = _LINES[sign].split()[-1]
    elif sign in ("critical", "other"):
        needed = _BARS[sign][0].split()[-1]
    else:
        needed = _BARS[sign][1] if sign in _BARS else _STROKES[sign]
    return any(needed in look for look in looks)
