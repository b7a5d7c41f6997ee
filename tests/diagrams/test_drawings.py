"""Drawings as SVG: what readers, browsers and screen readers get, for whatever an SOP holds."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest

import rollbook.diagrams.layout.lanes.graphviz as graphviz_room
from rollbook.diagrams import NOWHERE, Figure, Picture
from rollbook.diagrams.figures.figure import Item, Lane, Node, Way
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import flow_picture
from tests.diagrams import samples
from tests.diagrams.bar import faults, upwards
from tests.diagrams.dossiers import TODAY, own, pictures, random_set, sized, written
from tests.sites import BIN, REPOSITORY

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = {"svg", "g", "a", "title", "desc", "text", "path", "rect", "circle"}
HOSTILE = (
    "<script>alert(1)</script>",
    "\\N \\G \\n",
    "]]> <!-- &amp; \"quotes' {{ 7*7 }}",
    "lone \ud800 surrogate \udfff",
    "NUL \x00 and bell \x07",
    "x" * 10_000,
    "استرجاع النموذج \u202e غير",
    "模型回滚到上一个版本",
    "🚒 👩‍💻 page",
    " ",
    "",
)


@functools.cache
def dossiers() -> Mapping[str, Dossier]:
    """50 random SOPs, those of known sizes, and this repository's."""
    return {**random_set(0), **sized(), **own()}


def address(kind: str, name: str) -> str:
    return f"#{kind}-{name}"


def svgs(picture: Picture) -> tuple[str, str]:
    return picture.svgs(address, NOWHERE)


@functools.cache
def every() -> tuple[tuple[str, Dossier, str], ...]:
    """Each SVG, with the SOP that it shows and a name for when it fails."""
    return tuple(
        (f"{name} {picture.name}", dossier, svg)
        for name, dossier in dossiers().items()
        for picture in pictures(dossier)
        for svg in svgs(picture)
    )


def test_every_way_of_the_flow_is_drawn() -> None:
    """As many lines lead from step to step as the flow has edges, with grouped boxes as one."""
    for name, dossier in dossiers().items():
        picture = flow_picture(dossier)
        for drawing in (picture.wide, picture.narrow):
            holds = {item.name: box.node.name for box in drawing.boxes for item in box.node.items}
            drawn = {(line.way.source, line.way.target) for line in drawing.lines}
            for edge in dossier.flow.edges:
                if edge.target in dossier.flow.steps:
                    assert (holds[edge.source], holds[edge.target]) in drawn, (name, edge)


def test_every_step_is_a_link_to_its_text() -> None:
    """Once in each picture of the flow, with a name for who cannot see it."""
    for name, dossier in dossiers().items():
        for svg in svgs(flow_picture(dossier)):
            links = list(ET.fromstring(svg).iter(f"{SVG}a"))
            found = [link.get(HREF, "") for link in links]
            steps = [href for href in found if href.startswith("#step-")]
            assert sorted(steps) == sorted(f"#step-{s}" for s in dossier.sop.all_steps), name
            assert all(link.get("aria-label") for link in links), name


def test_steps_are_named_by_number_kind_and_text() -> None:
    """As in "3. Approval: Approve"; the first thing that a screen reader says is the title."""
    svg = svgs(flow_picture(own()["home-feed-ranking"]))[0]
    root = ET.fromstring(svg)
    assert root.get("role") == "group"
    titles = {root.get("aria-labelledby"): "title", root.get("aria-describedby"): "desc"}
    assert {e.get("id"): e.tag.removeprefix(SVG) for e in root[:2]} == titles
    names = {link.get("aria-label") for link in root.iter(f"{SVG}a")}
    assert "3. Approval: Approve" in names
    assert "8. Command: Revert features, no way back after it" in names


def test_pictures_hold_no_script_and_no_foreign_address() -> None:
    """Hostile texts are texts."""
    for name, _, svg in every():
        for element in ET.fromstring(svg).iter():
            assert element.tag.removeprefix(SVG) in ELEMENTS, (name, element.tag)
            for key, value in element.attrib.items():
                assert not key.lower().startswith("on"), (name, key)
                assert "javascript:" not in value or key == "aria-label", name
                assert key != HREF or value.startswith("#"), (name, value)


@pytest.mark.parametrize("plan", ["lanes", "phases", "map"])
def test_no_text_breaks_a_picture(plan: str) -> None:
    """Not even one that no reader of YAML lets through; each box is there and well-formed."""
    nodes = tuple(
        Node(f"n{i}", "decision", text, (Item("step", f"s{i}", text, text, text, was=text),), "l")
        for i, text in enumerate(HOSTILE)
    )
    ways = tuple(
        Way(a.name, b.name, "fail", text)
        for a, b, text in zip(nodes, nodes[1:], HOSTILE, strict=False)
    )
    lanes = (Lane("l", HOSTILE[0], HOSTILE[2]), Lane("m", HOSTILE[5], HOSTILE[6]))
    figure = Figure(HOSTILE[3], HOSTILE[4], lanes, (("", HOSTILE[2]),), nodes, ways)
    for svg in svgs(Picture("hostile", figure, plan)):  # type: ignore[arg-type]
        root = ET.fromstring(svg)
        assert len(list(root.iter(f"{SVG}a"))) == len(HOSTILE)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ELEMENTS
        assert "\n" not in svg


def test_titles_read_as_written() -> None:
    """The picture's name is that of the SOP, whatever it holds."""
    for dossier in dossiers().values():
        title = ET.fromstring(svgs(flow_picture(dossier))[0]).findtext(f"{SVG}title")
        assert title == f"Flow: {dossier.sop.title}"


def test_colours_are_left_to_the_style_sheet() -> None:
    """No picture names a colour, so that dark, print and forced colours work."""
    literal = re.compile(r'(?:fill|stroke|color)\s*[=:]\s*"?(?:#|rgb|hsl|[a-z]+\()')
    for name, _, svg in every():
        assert not literal.search(svg), name


def test_a_flow_of_twenty_steps_is_small() -> None:
    """Each picture of up to 20 steps stays under 40 kB."""
    measured = 0
    for name, dossier, svg in every():
        if name in (f"{own_name} flow" for own_name in own()) and len(dossier.sop.all_steps) <= 20:
            measured += 1
            assert len(svg.encode()) < 40_000, name
    assert measured


def test_odd_procedures_are_drawn(odd: Mapping[str, Dossier]) -> None:
    """One step alone, a step that leads to itself, 12 roles, and 200 steps."""
    for name, dossier in odd.items():
        for picture in pictures(dossier):
            for drawing in (picture.wide, picture.narrow):
                assert faults(drawing) == [], (name, picture.name)
                assert picture.plan != "lanes" or upwards(drawing) == [], name
    assert len(odd["many"].sop.all_steps) == 200


@pytest.fixture
def odd() -> Mapping[str, Dossier]:
    """Procedures at the ends of what can be written."""
    one, loop, roles, many = (samples.eight() for _ in range(4))
    one["steps"] = {"only": {"do": "Go back", "by": "executor", "takes": "1m"}}
    one["fallback"] = {}
    one["checks"] = {"c": {"ask": "Is it right?", "by": "verifier"}}
    loop["steps"]["redeploy"]["on_fail"] = "redeploy"
    roles["roles"] |= {f"role-{i}": {"who": "oncall"} for i in range(8)}
    roles["steps"] |= {
        f"s-{i}": {"do": f"Do {i}", "by": f"role-{i}", "takes": "1m"} for i in range(8)
    }
    turns = ("executor", "verifier", "approver")
    many["steps"] |= {
        f"s-{i}": {"do": f"Do the thing number {i}", "by": turns[i % 3], "takes": "1m"}
        for i in range(193)
    }
    return written({"one": one, "loop": loop, "roles": roles, "many": many}, samples.shared())


def test_a_figure_of_nothing_is_drawn() -> None:
    """An empty picture is a picture."""
    for plan in ("lanes", "phases", "map"):
        empty = Picture("empty", Figure("Nothing", "", (), (), (), ()), plan)  # type: ignore[arg-type]
        for svg in svgs(empty):
            assert ET.fromstring(svg).findtext(f"{SVG}title") == "Nothing"


def test_the_same_sop_gives_the_same_bytes() -> None:
    """A picture does not depend on the moment."""
    for dossier in list(dossiers().values())[::10]:
        again = Dossier(dossier.handbook, dossier.id, TODAY)
        assert [svgs(p) for p in pictures(dossier)] == [svgs(p) for p in pictures(again)]


def test_neither_hashes_nor_fonts_change_a_picture(tmp_path: Path) -> None:
    """Three hash seeds, with and without the fonts of the system; nothing else is said."""
    bare = tmp_path / "fonts.conf"
    bare.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    found = set()
    for seed, fonts in (("0", {}), ("1", {}), ("2", {"FONTCONFIG_FILE": str(bare)})):
        for view in ("flow", "components", "timeline", "triggers"):
            done = subprocess.run(
                [BIN / "rollbook", "draw", "inference-latency", "--view", view],
                cwd=REPOSITORY,
                env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed, **fonts},
                check=True,
                capture_output=True,
            )
            assert done.stderr == b""
            found.add((view, done.stdout))
    assert len(found) == 4


def test_a_thousand_drawings_take_no_more_memory_than_a_hundred() -> None:
    """What Graphviz and we take for a drawing is given back."""
    program = textwrap.dedent(
        """
        import resource
        from tests.diagrams.dossiers import random_set, pictures
        from rollbook.diagrams import NOWHERE
        def rounds(count):
            for _ in range(count):
                for dossier in list(random_set(0).values())[:10]:
                    for picture in pictures(dossier):
                        picture.svgs(lambda kind, name: "#", NOWHERE)
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        first = rounds(5)
        print(rounds(17) - first)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=REPOSITORY,
        env={"PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    grown = int(done.stdout) / (1024 if sys.platform == "darwin" else 1)
    assert grown < 4_000, "kB"


def test_no_text_reaches_graphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets numbered nodes with sizes."""
    given: list[str] = []

    class Spy(graphviz_room.pygraphviz.AGraph):  # type: ignore[misc]
        def layout(self, *arguments: object, **options: object) -> None:
            given.append(self.to_string())
            super().layout(*arguments, **options)

    monkeypatch.setattr(graphviz_room.pygraphviz, "AGraph", Spy)
    graphviz_room.ranks.cache_clear()
    for dossier in list(dossiers().values())[::6]:
        for picture in pictures(dossier):
            svgs(picture)
    assert given
    for graph in given:
        names = set(re.findall(r"\b[A-Za-z_]\w*\b", graph))
        known = {"digraph", "strict", "graph", "node", "edge", "nodesep", "ranksep", "shape", "box"}
        known |= {"label", "fixedsize", "true", "width", "height", "arrowhead", "none"}
        assert {n for n in names - known if not re.fullmatch(r"n\d+", n)} == set()
