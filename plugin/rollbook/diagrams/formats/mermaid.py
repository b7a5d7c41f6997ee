"""Mermaid: a figure as a flowchart in text, for wherever Mermaid is rendered.

Every text stands in quotes, and every character with a meaning of its own is written by its
number (https://mermaid.js.org/syntax/flowchart.html). Fills are left to the reader's theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rollbook.diagrams.figures.figure import Figure, Look, Meaning, Node, Way
from rollbook.diagrams.formats.box_words import box_words, words
from rollbook.diagrams.formats.colours import colour, kind_colour

_WIDTH = 150.0
"""Of a line of text, in pixels; Mermaid writes larger than we do, and breaks what is wider."""
_RECTANGLE = ("[", "]")
_SHAPES: Mapping[Look, tuple[str, str]] = {
    "trigger": ("([", "])"),
    "approval": ("[[", "]]"),
    "decision": ("{{", "}}"),
    "check": ("{{", "}}"),
    "wait": ("(", ")"),
    "notice": ("[/", "/]"),
    "stop": ("([", "])"),
    "escalate": ("([", "])"),
    "from": ("([", "])"),
    "to": ("([", "])"),
    "symptom": (">", "]"),
}
_LINES: Mapping[Meaning, str] = {"next": "-->", "fail": "-.->", "back": "-.->", "aside": "-.-"}
_DASHED: Mapping[Look, str] = {
    "wait": "5 3",
    "affected": "5 3",
    "needed": "2 3",
    "from": "2 3",
    "to": "2 3",
}
_WITH_A_MEANING = re.compile(r"""["#&;<>`*_~$%@{}|\[\]\\^]|(?<=\d)[.)](?=\s)|^[-+](?=\s)""", re.M)


def mermaid(figure: Figure, *, sideways: bool = False) -> str:
    """Write a figure as a flowchart, its bands as subgraphs; from above, or from the left."""
    names = {node.name: f"n{place}" for place, node in enumerate(figure.nodes)}
    return "\n".join(
        (
            f"flowchart {'LR' if sideways else 'TD'}",
            f"  accTitle: {_escaped(words(figure.title))}",
            f"  accDescr: {_escaped(words(figure.description))}",
            *_nodes(figure, names),
            *(_way(way, names) for way in figure.ways),
            *_line_styles(figure),
            *_styles(figure, names),
            "",
        )
    )


def _nodes(figure: Figure, names: Mapping[str, str]) -> Iterator[str]:
    named = [(band, title) for band, title in figure.bands if title]
    bands = {band for band, _ in named}
    for node in figure.nodes:
        if node.band not in bands:
            yield f"  {names[node.name]}{_box(figure, node)}"
    for place, (band, title) in enumerate(named):
        yield f"  subgraph b{place} [{_quoted(title)}]"
        for node in figure.nodes:
            if node.band == band:
                yield f"    {names[node.name]}{_box(figure, node)}"
        yield "  end"


def _box(figure: Figure, node: Node) -> str:
    opening, closing = _RECTANGLE if node.grouped else _SHAPES.get(node.look, _RECTANGLE)
    return f"{opening}{_quoted(box_words(figure, node, _WIDTH))}{closing}"


def _way(way: Way, names: Mapping[str, str]) -> str:
    line = "==>" if way.mark == "taken" and way.meaning == "next" else _LINES[way.meaning]
    label = f"|{_quoted(words(way.label))}|" if way.label else ""
    return f"  {names[way.source]} {line}{label} {names[way.target]}"


def _line_styles(figure: Figure) -> Iterator[str]:
    for meaning, dashes in (("fail", "2 3"), ("back", "7 4")):
        found = [str(i) for i, way in enumerate(figure.ways) if way.meaning == meaning]
        if found:
            yield (
                f"  linkStyle {','.join(found)} stroke:{colour(meaning)},stroke-dasharray:{dashes}"
            )


def _styles(figure: Figure, names: Mapping[str, str]) -> Iterator[str]:
    for look in dict.fromkeys(node.look for node in figure.nodes):
        found = [names[node.name] for node in figure.nodes if node.look == look]
        dashes = f",stroke-dasharray:{_DASHED[look]}" if look in _DASHED else ""
        yield f"  classDef {look} stroke:{kind_colour(look)},stroke-width:2px{dashes}"
        yield f"  class {','.join(found)} {look}"


def _quoted(text: str) -> str:
    # A label without anything in it would not be read.
    return f'"{_escaped(text) or " "}"'


def _escaped(text: str) -> str:
    return _WITH_A_MEANING.sub(lambda match: f"#{ord(match[0])};", text)
