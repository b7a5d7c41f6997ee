"""Drawings as DOT: Graphviz reads the graph that was meant, and shows every text as it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from rollbook.diagrams import Picture
from rollbook.diagrams.figures.figure import Figure, Item, Lane, Node, Way
from rollbook.diagrams.formats.dot import dot
from rollbook.diagrams.layout.text import clean
from tests.diagrams.exports import bare, ends, file, graphs, pictures, said

# In a process of its own, so that a crash is one failed test.
READ = """
import json, sys
import xml.etree.ElementTree as ET
import pygraphviz
svg = "{http://www.w3.org/2000/svg}"
for path in sys.argv[1:]:
    graph = pygraphviz.AGraph(path)
    graph.layout("dot")
    drawn = ET.fromstring(graph.draw(format="svg"))
    groups = [g for g in drawn.iter(svg + "g") if g.get("class") in ("node", "edge")]
    texts = {g.findtext(svg + "title"): [t.text for t in g.iter(svg + "text")] for g in groups}
    nodes = {str(node): node.attr["label"] for node in graph.nodes()}
    edges = [(*edge, edge.attr["label"] or "") for edge in graph.edges()]
    print(json.dumps([nodes, edges, texts, graph.graph_attr["label"]]))
    graph.close()
"""
HOSTILE = (
    "<b>bold</b>",
    '"quoted" \\N \\G \\',
    "&lt;&amp;&#65;",
    "a; b -> c [x=y] // no /* comment */ # at all",
    "line\nbreak\r\n\x00\x1b",
    "\u202eright to left\u2066",
    "模型 استرجاع 👩\u200d💻",
    "<<table>>",
)


def read(texts: list[str], folder: Path) -> list[Any]:
    """What Graphviz reads from each text: nodes, edges, what it draws of each, and the title."""
    paths = [folder / f"{place}.dot" for place in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def plain(label: str) -> str:
    """A label as it reads: DOT's escapes undone, without spaces."""
    lines = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], label)
    return bare(unescape(lines))


def hostile() -> Figure:
    """A figure of texts that mean something to Graphviz."""
    nodes = tuple(
        Node(
            f"x{place}", "command", text, (Item("step", "s", text, text, text, was=text),), "l", "b"
        )
        for place, text in enumerate(HOSTILE)
    )
    ways = tuple(Way("x0", node.name, label=node.head) for node in nodes[1:])
    return Figure(
        HOSTILE[0], HOSTILE[1], (Lane("l", HOSTILE[2]),), (("b", HOSTILE[3]),), nodes, ways
    )


def test_graphviz_reads_the_graph_that_was_meant(tmp_path: Path) -> None:
    """Compared as graphs: every box with its words, every line with its label, and no other."""
    found = list(graphs())
    answers = read([file(picture, "dot") for _, picture in found], tmp_path)
    for (name, picture), (nodes, edges, _, title) in zip(found, answers, strict=True):
        figure = picture.figure
        assert set(nodes) == {f"n{place}" for place in range(len(figure.nodes))}, name
        for place, node in enumerate(figure.nodes):
            label = plain(nodes[f"n{place}"])
            assert [text for text in said(node) if text not in label] == [], name
        meant = sorted(ends(figure))
        assert sorted((a, b, plain(label)) for a, b, label in edges) == meant, name
        assert plain(title) == bare(clean(figure.title)), name


def test_hostile_texts_are_shown_as_texts(tmp_path: Path) -> None:
    """Nothing is read as HTML, as an escape, or as the end of a string."""
    figure = hostile()
    ((nodes, _, drawn, _),) = read([dot(figure)], tmp_path)
    for place, node in enumerate(figure.nodes):
        shown = bare("".join(drawn[f"n{place}"]))
        assert shown == plain(nodes[f"n{place}"])
        assert shown.count(bare(clean(node.items[0].text))) >= 4, shown
        if place:
            assert bare("".join(drawn[f"n0->n{place}"])) == bare(clean(node.head))


def test_a_timeline_is_a_network(tmp_path: Path) -> None:
    """Steps that wait for one another, with their times in words."""
    found = [(name, file(p, "dot")) for name, p in pictures() if not isinstance(p, Picture)]
    for (name, _), (nodes, edges, _, _) in zip(
        found, read([text for _, text in found], tmp_path), strict=True
    ):
        assert nodes, name
        assert all(a in nodes and b in nodes for a, b, _ in edges), name


@pytest.mark.parametrize("sideways", [False, True])
def test_a_tree_goes_sideways(sideways: bool) -> None:
    """As its drawing does."""
    assert (f'rankdir="{"LR" if sideways else "TB"}"') in dot(hostile(), sideways=sideways)


def test_what_a_line_means_is_said_without_colour() -> None:
    """Failures are dotted and ways back dashed."""
    figure = hostile()
    for meaning, style in (("fail", "dotted"), ("back", "dashed"), ("aside", "dashed")):
        way = replace(figure.ways[1], meaning=meaning, label="")
        assert f'style="{style}"' in dot(replace(figure, ways=(way,))).splitlines()[-2]
