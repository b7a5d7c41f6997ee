"""Colours of drawings for programs with styles of their own: those of a page in light colours."""

from __future__ import annotations

from functools import cache

from rollbook.diagrams.figures.figure import Look
from rollbook.diagrams.formats.files.style_sheet import sheet

_OF_KIND = "--rb-d-kind"


def colour(name: str) -> str:
    """A colour by the name that it has in the style sheets, as `#rrggbb`."""
    value = sheet().colours["light"][f"--rb-d-{name}"]
    short = value.removeprefix("#")
    return "#" + "".join(2 * digit for digit in short) if len(short) == 3 else value


@cache
def kind_colour(look: Look) -> str:
    """The colour of what a box stands for."""
    for rule in reversed(sheet().rules):
        if f".rb-d-{look}" in rule.selectors and _OF_KIND in rule.values:
            return colour(rule.values[_OF_KIND].removeprefix("var(--rb-d-").removesuffix(")"))
    return colour("line")
