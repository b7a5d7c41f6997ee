"""Drawings: the bar that each of them meets, on random SOPs and on this repository's."""

from __future__ import annotations

import datetime
import itertools
import json
import re
import xml.etree.ElementTree as ET

import pytest

import rollbook.diagrams.layout.graphviz as graphviz_room
from rollbook.diagrams import NOWHERE, Picture
from rollbook.diagrams.layout.geometry import Drawing, Line, Point, Rect
from rollbook.loading.folder import load
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.pictures import components_picture, flow_picture
from tests.diagrams.random_sops import shared, sop
from tests.sites import REPOSITORY

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
SEEDS = range(120)
RANDOM = {f"s{seed}" for seed in SEEDS}
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="module")
def dossiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dossier]:
    """Random SOPs by their seeds, one of 60 steps, and those of this repository."""
    folder = tmp_path_factory.mktemp("drawings") / "sops"
    folder.mkdir()
    (folder / "handbook.yml").write_text(json.dumps(shared(), ensure_ascii=False), "utf-8")
    for seed in SEEDS:
        (folder / f"s{seed}.yml").write_text(json.dumps(sop(seed), ensure_ascii=False), "utf-8")
    (folder / "sixty.yml").write_text(json.dumps(sop(7, 60), ensure_ascii=False), "utf-8")
    found: dict[str, Dossier] = {}
    for sops in (folder, REPOSITORY / "sops"):
        loaded = load([sops], sops.parent)
        assert loaded.findings == ()
        assert loaded.handbook is not None
        found |= {d.id: d for d in Library(loaded.handbook, TODAY).dossiers.values()}
    return found


def pictures(d: Dossier) -> dict[str, Picture]:
    """Every picture of an SOP."""
    found = [flow_picture(d), components_picture(d)]
    return {picture.name: picture for picture in found}


def drawings(d: Dossier) -> dict[str, Drawing]:
    """Every drawing of an SOP, before it is written as SVG."""
    found = pictures(d)
    return {
        "lanes": found["flow"].wide,
        "column": found["flow"].narrow,
        "map": found["components"].wide,
        "map column": found["components"].narrow,
    }


def svgs(d: Dossier) -> dict[str, str]:
    """Every drawing of an SOP as SVG."""

    def href(kind: str, name: str) -> str:
        return f"#{kind}-{name}"

    found = pictures(d)
    both = (*found["flow"].svgs(href, NOWHERE), *found["components"].svgs(href, NOWHERE))
    return dict(zip(("lanes", "column", "map", "map column"), both, strict=True))


def stretches(line: Line) -> list[tuple[Point, Point]]:
    return list(itertools.pairwise(line.points))


def strip(a: Point, b: Point) -> Rect:
    """A stretch of a line as a rectangle without breadth."""
    return Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))


def test_boxes_stand_apart_and_inside_the_picture(dossiers: dict[str, Dossier]) -> None:
    """No box touches another, and none is cut off."""
    for name, dossier in dossiers.items():
        for kind, drawing in drawings(dossier).items():
            for box in drawing.boxes:
                assert box.rect.x >= 0, (name, kind)
                assert box.rect.y >= 0, (name, kind)
                assert box.rect.right <= drawing.width, (name, kind)
                assert box.rect.bottom <= drawing.height, (name, kind)
            for one, other in itertools.combinations(drawing.boxes, 2):
                assert not one.rect.touches(other.rect, 8), (name, kind, one.node.name)


def shrunk(rect: Rect, by: float) -> Rect:
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def test_no_line_runs_through_a_box(dossiers: dict[str, Dossier]) -> None:
    """A line meets the boxes at its ends, under whose edges it begins, and no other."""
    for name, dossier in dossiers.items():
        for kind, drawing in drawings(dossier).items():
            for line in drawing.lines:
                for box in drawing.boxes:
                    inner = shrunk(box.rect, 4)
                    through = [s for s in stretches(line) if strip(*s).touches(inner)]
                    assert not through, (name, kind, line.way, box.node.name)


def test_lines_are_straight_up_or_across(dossiers: dict[str, Dossier]) -> None:
    """Every stretch is level or upright, and none is without length."""
    for name, dossier in dossiers.items():
        for kind, drawing in drawings(dossier).items():
            for line in drawing.lines:
                for a, b in stretches(line):
                    assert (a[0] == b[0]) != (a[1] == b[1]), (name, kind, line.way)


def test_labels_stand_free_of_boxes_and_of_each_other(dossiers: dict[str, Dossier]) -> None:
    """A word on a line can be read; in a crowded random flow one in forty pictures may fail."""
    covered: list[tuple[str, str, str]] = []
    for name, dossier in dossiers.items():
        for kind, drawing in drawings(dossier).items():
            for label in drawing.labels:
                if any(box.rect.touches(shrunk(label.rect, 3)) for box in drawing.boxes):
                    covered.append((name, kind, label.text))
            for one, other in itertools.combinations(drawing.labels, 2):
                if one.rect.touches(shrunk(other.rect, 3)):
                    covered.append((name, kind, one.text))
    assert [found for found in covered if found[0] not in RANDOM] == []
    assert len(covered) <= 4 * len(dossiers) / 40, covered


def test_every_way_of_the_flow_is_drawn(dossiers: dict[str, Dossier]) -> None:
    """As many lines lead from step to step as the flow has edges, with grouped boxes as one."""
    for name, dossier in dossiers.items():
        for kind in ("lanes", "column"):
            drawing = drawings(dossier)[kind]
            holds = {item.name: box.node.name for box in drawing.boxes for item in box.node.items}
            drawn = {(line.way.source, line.way.target) for line in drawing.lines}
            for edge in dossier.flow.edges:
                if edge.target in dossier.flow.steps:
                    ends = (holds[edge.source], holds[edge.target])
                    assert ends in drawn, (name, kind, edge)


def test_lines_go_down_unless_they_lead_back(dossiers: dict[str, Dossier]) -> None:
    """A reader's eye goes one way."""
    for name, dossier in dossiers.items():
        for kind in ("lanes", "column"):
            for line in drawings(dossier)[kind].lines:
                if line.way.meaning != "back":
                    assert line.points[0][1] < line.points[-1][1], (name, kind, line.way)


def test_widths_fit_a_page_and_a_phone(dossiers: dict[str, Dossier]) -> None:
    """The lanes fit a column of text, and the single column a phone.

    Where many ways lead back it is a little wider, and shown a little smaller. One of 60 random
    steps does not fit a phone.
    """
    for name, dossier in dossiers.items():
        found = drawings(dossier)
        if name == "sixty":
            continue
        assert found["lanes"].width <= 740, name
        assert found["column"].width <= (430 if name in RANDOM else 348), name
        assert found["map column"].width <= 348, name


def test_every_step_is_a_link_to_its_text(dossiers: dict[str, Dossier]) -> None:
    """Once in each picture, with a name for who cannot see it."""
    for name, dossier in dossiers.items():
        for kind, text in svgs(dossier).items():
            if kind.startswith("map"):
                continue
            links = list(ET.fromstring(text).iter(f"{SVG}a"))
            hrefs = [link.get(HREF, "") for link in links]
            found = [href for href in hrefs if href.startswith("#step-")]
            assert sorted(found) == sorted(f"#step-{s}" for s in dossier.sop.all_steps), (
                name,
                kind,
            )
            assert all(a.get("aria-label") for a in links), (name, kind)


def test_pictures_hold_no_script_and_no_foreign_address(dossiers: dict[str, Dossier]) -> None:
    """Hostile texts are texts."""
    for name, dossier in dossiers.items():
        for kind, text in svgs(dossier).items():
            root = ET.fromstring(text)
            for element in root.iter():
                assert element.tag.removeprefix(SVG) in {
                    *("svg", "g", "a", "title", "desc", "text", "tspan", "path", "rect"),
                    *("circle", "polygon", "line", "bdi"),
                }, (name, kind, element.tag)
                for key, value in element.attrib.items():
                    assert not key.lower().startswith("on"), (name, kind, key)
                    assert "javascript:" not in value or key == "aria-label", (name, kind)
                    assert key != HREF or value.startswith("#"), (name, kind, value)


def test_titles_read_as_written(dossiers: dict[str, Dossier]) -> None:
    """The picture's name is that of the SOP, whatever it holds."""
    for dossier in dossiers.values():
        title = ET.fromstring(svgs(dossier)["lanes"]).findtext(f"{SVG}title")
        assert title == f"Flow: {dossier.sop.title}"


def test_colours_are_left_to_the_style_sheet(dossiers: dict[str, Dossier]) -> None:
    """No picture names a colour, so that dark, print and forced colours work."""
    for dossier in dossiers.values():
        for text in svgs(dossier).values():
            assert not re.search(r'(?:fill|stroke|color)\s*[=:]\s*"?(?:#|rgb|hsl|[a-z]+\()', text)


def test_the_same_sop_gives_the_same_bytes(dossiers: dict[str, Dossier]) -> None:
    """A picture does not depend on the moment."""
    for dossier in list(dossiers.values())[::10]:
        again = Dossier(dossier.handbook, dossier.id, TODAY)
        assert svgs(dossier) == svgs(again)


def test_no_text_reaches_graphviz(
    dossiers: dict[str, Dossier], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets numbered nodes with sizes."""
    given: list[str] = []

    class Spy(graphviz_room.pygraphviz.AGraph):  # type: ignore[misc]
        def layout(self, *arguments: object, **options: object) -> None:
            given.append(self.to_string())
            super().layout(*arguments, **options)

    monkeypatch.setattr(graphviz_room.pygraphviz, "AGraph", Spy)
    graphviz_room.ranks.cache_clear()
    for dossier in list(dossiers.values())[::6]:
        svgs(dossier)
    assert given
    for graph in given:
        names = set(re.findall(r"\b[A-Za-z_]\w*\b", graph))
        known = {"digraph", "strict", "graph", "node", "edge", "nodesep", "ranksep", "shape", "box"}
        known |= {"label", "fixedsize", "true", "width", "height", "arrowhead", "none"}
        assert {n for n in names - known if not re.fullmatch(r"n\d+", n)} == set()


def test_a_flow_of_twenty_steps_is_small(dossiers: dict[str, Dossier]) -> None:
    """Both pictures of it together stay under 80 kB."""
    for dossier in dossiers.values():
        if 15 <= len(dossier.sop.all_steps) <= 20:
            found = svgs(dossier)
            assert len(found["lanes"].encode()) + len(found["column"].encode()) < 80_000
