"""DOT: a figure as a graph for Graphviz and its kin.

Every text is a quoted string, so that no label is read as HTML; backslashes, quotes and entities
are escaped (https://graphviz.org/doc/info/lang.html, https://graphviz.org/docs/attr-types/escString).
The role stands in each box: clusters for lanes or phases tangle the lines, and have made Graphviz
end with an assertion.
"""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.diagrams.figures.figure import Figure, Look, Mark, Meaning, Node, Way
from rollbook.diagrams.formats.box_words import box_words, words
from rollbook.diagrams.formats.colours import colour, kind_colour

Values = Mapping[str, str]
"""Attribute → value, not yet quoted."""

_FONT = "Roboto,Helvetica,Arial,sans-serif"
_WIDTH = 200.0
"""Of a line of text, in pixels."""
_HEXAGON: Values = {"shape": "hexagon", "style": "filled", "margin": "0.02,0.05"}
_OVAL: Values = {"shape": "oval", "style": "filled"}
_DOOR: Values = {"shape": "oval", "style": "filled,dotted"}
_LOOKS: Mapping[Look, Values] = {
    "approval": {"style": "filled", "peripheries": "2"},
    "decision": _HEXAGON,
    "check": _HEXAGON,
    "wait": {"style": "rounded,filled,dashed"},
    "notice": {"style": "filled"},
    "symptom": {"shape": "cds", "style": "filled", "margin": "0.2,0.1"},
    "procedure": {"shape": "note", "style": "filled"},
    "stop": _OVAL,
    "escalate": _OVAL,
    "from": _DOOR,
    "to": _DOOR,
    "restored": {"penwidth": "2"},
    "affected": {"style": "rounded,filled,dashed"},
    "needed": {"style": "rounded,filled,dotted"},
}
_MEANINGS: Mapping[Meaning, Values] = {
    "next": {},
    "fail": {"style": "dotted", "penwidth": "2"},
    "back": {"style": "dashed", "constraint": "false"},
    "aside": {"style": "dashed"},
}
_MARKS: Mapping[Mark, Values] = {
    "taken": {"penwidth": "3"},
    "added": {"penwidth": "3"},
    "removed": {"style": "dashed"},
    "changed": {"penwidth": "3"},
}


def dot(figure: Figure, *, sideways: bool = False) -> str:
    """Write a figure as DOT, from above to below or from left to right."""
    names = {node.name: f"n{place}" for place, node in enumerate(figure.nodes)}
    whole = {
        "charset": "UTF-8",
        "label": words(figure.title),
        "tooltip": words(figure.description),
        "labelloc": "t",
        **_type(16),
        "rankdir": "LR" if sideways else "TB",
        "bgcolor": colour("paper"),
    }
    usual = {"shape": "box", "style": "rounded,filled", "fillcolor": colour("box"), **_type(12)}
    line = {"color": colour("line"), **_type(11)}
    return "\n".join(
        (
            "digraph {",
            f"  graph {_attributes(whole)};",
            f"  node {_attributes(usual)};",
            f"  edge {_attributes(line)};",
            *(_node(figure, node, names[node.name]) for node in figure.nodes),
            *(_edge(way, names) for way in figure.ways),
            "}",
            "",
        )
    )


def _node(figure: Figure, node: Node, name: str) -> str:
    spoken = "; ".join(item.spoken for item in node.items)
    values = {
        "label": box_words(figure, node, _WIDTH),
        "tooltip": words(spoken),
        "color": kind_colour(node.look),
        **({} if node.grouped else _LOOKS.get(node.look, {})),
        **_MARKS.get(node.mark, {}),
    }
    return f"  {name} {_attributes(values)};"


def _edge(way: Way, names: Mapping[str, str]) -> str:
    values = {**_MEANINGS[way.meaning], **_MARKS.get(way.mark, {})}
    if way.meaning in ("fail", "back"):
        values |= dict.fromkeys(("color", "fontcolor"), colour(way.meaning))
    if way.label:
        values["label"] = words(way.label)
    shown = f" {_attributes(values)}" if values else ""
    return f"  {names[way.source]} -> {names[way.target]}{shown};"


def _type(size: int) -> Values:
    return {"fontname": _FONT, "fontsize": str(size)}


def _attributes(values: Values) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in values.items())}]"


def _quoted(value: str) -> str:
    escaped = value.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n") + '"'
