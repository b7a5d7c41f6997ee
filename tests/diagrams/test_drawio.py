"""Drawings as draw.io files: of the documented structure, with everything where we put it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from rollbook.diagrams import Picture
from rollbook.diagrams.exporting import Wish
from rollbook.diagrams.formats.drawio.drawing import drawio
from rollbook.diagrams.layout.geometry import Drawing
from rollbook.diagrams.layout.lanes.plans import in_lanes
from rollbook.diagrams.layout.text import clean
from tests.diagrams.exports import bare, file, graphs, pictures
from tests.diagrams.test_dot import HOSTILE, hostile

Place = tuple[float, float, float, float]


def cells(text: str) -> dict[str, ET.Element]:
    """The cells of a file's only page by their ids, which are unique."""
    root = ET.fromstring(text).find("./diagram/mxGraphModel/root")
    assert root is not None
    found = {cell.attrib["id"]: cell for cell in root}
    assert len(found) == len(root)
    return found


def style(cell: ET.Element) -> dict[str, str]:
    pairs = (part.partition("=") for part in cell.get("style", "").split(";") if part)
    return {key: value for key, _, value in pairs}


def place(cell: ET.Element) -> Place:
    """Where a shape stands in its parent."""
    box = geometry(cell)
    x, y, width, height = (float(box.attrib[side]) for side in ("x", "y", "width", "height"))
    return x, y, width, height


def geometry(cell: ET.Element) -> ET.Element:
    (found,) = cell
    assert (found.tag, found.get("as")) == ("mxGeometry", "geometry")
    return found


def points(cell: ET.Element) -> list[tuple[float, float]]:
    """The corners between the ends of a line."""
    found = geometry(cell).findall("./Array[@as='points']/mxPoint")
    return [(float(p.attrib["x"]), float(p.attrib["y"])) for p in found]


def drawings() -> Iterator[tuple[str, Drawing, dict[str, ET.Element]]]:
    for name, picture in graphs():
        for narrow in (False, True):
            drawn = picture.narrow if narrow else picture.wide
            yield f"{name} {narrow}", drawn, cells(file(picture, "drawio", Wish(narrow=narrow)))


def test_a_file_has_the_structure_that_is_documented() -> None:
    """A root and a layer; every shape with its place, every line with its ends, all in parents."""
    for name, picture in pictures():
        found = cells(file(picture, "drawio"))
        assert found["0"].attrib == {"id": "0"}, name
        assert found["1"].attrib == {"id": "1", "parent": "0"}, name
        for key, cell in found.items():
            if key in ("0", "1"):
                continue
            assert cell.attrib["parent"] in found, (name, key)
            assert ("vertex" in cell.attrib) != ("edge" in cell.attrib), (name, key)
            assert style(cell)["html"] == "0", (name, key)
            if cell.get("vertex") == "1":
                _, _, width, height = place(cell)
                assert width >= 0, (name, key)
                assert height >= 0, (name, key)
            else:
                _line_is_whole(cell, found)


def _line_is_whole(cell: ET.Element, found: dict[str, ET.Element]) -> None:
    inside = geometry(cell)
    assert inside.get("relative") == "1"
    if "source" in cell.attrib:
        assert found[cell.attrib["source"]].get("vertex") == "1"
        assert found[cell.attrib["target"]].get("vertex") == "1"
    else:
        assert {p.get("as") for p in inside.findall("mxPoint")} == {"sourcePoint", "targetPoint"}


def test_boxes_stand_where_they_were_drawn() -> None:
    """Each in the container of its lane, so that it moves along with it."""
    for name, drawn, found in drawings():
        lanes = {lane.title: lane.rect for lane in drawn.lanes if lane.title}
        for index, box in enumerate(drawn.boxes):
            cell = found[f"box{index}"]
            x, y, width, height = place(cell)
            if cell.attrib["parent"] != "1":
                lane = found[cell.attrib["parent"]]
                assert style(lane)["container"] == "1", name
                title = lane.attrib["value"].splitlines()[0]
                x, y = x + lanes[title].x, y + lanes[title].y
            rect = box.rect
            expected = (rect.x, rect.y, rect.width, rect.height)
            assert (x, y, width, height) == pytest.approx(expected, abs=0.5), name


def test_lines_run_as_they_were_drawn() -> None:
    """Through the same corners, from the same side of one box to the same side of the other."""
    for name, drawn, found in drawings():
        for index, line in enumerate(drawn.lines):
            cell = found[f"way{index}"]
            corners = set(points(cell))
            assert corners <= set(line.points[1:-1]), name
            keys = style(cell)
            for end, at in (("exit", line.points[0]), ("entry", line.points[-1])):
                source = line.way.source if end == "exit" else line.way.target
                rect = next(box.rect for box in drawn.boxes if box.node.name == source)
                x = rect.x + float(keys[f"{end}X"]) * rect.width
                y = rect.y + float(keys[f"{end}Y"]) * rect.height
                assert (x, y) == pytest.approx(at, abs=0.1), name


def test_boxes_and_lines_say_what_they_say_in_the_drawing() -> None:
    """Every word of a box, and every label."""
    for name, drawn, found in drawings():
        for index, box in enumerate(drawn.boxes):
            value = bare(found[f"box{index}"].attrib["value"])
            for words in box.words:
                for line in (*words.lines, *words.small, *words.final, *words.was):
                    assert bare(line) in value, name
        labels = {(label.way, label.text) for label in drawn.labels}
        for index, line in enumerate(drawn.lines):
            value = found[f"way{index}"].attrib["value"]
            assert not value or (line.way, value) in labels, name


def test_lines_that_fail_or_lead_back_are_dashed() -> None:
    """What a line means is said without colour, too."""
    for name, drawn, found in drawings():
        for index, line in enumerate(drawn.lines):
            dashed = style(found[f"way{index}"]).get("dashed") == "1"
            assert dashed == (line.way.meaning != "next"), name


def test_hostile_texts_are_texts() -> None:
    """`<b>` is shown as it is written: no label is HTML."""
    figure = hostile()
    found = cells(drawio(in_lanes(figure)))
    values = [cell.attrib["value"] for key, cell in found.items() if key.startswith("box")]
    for text, value in zip(HOSTILE, values, strict=True):
        assert bare(clean(text))[:10] in bare(value)


def test_a_timeline_has_its_bars() -> None:
    """A rectangle for each step that takes time, at its place on the axis."""
    for name, picture in pictures():
        if isinstance(picture, Picture):
            continue
        found = cells(file(picture, "drawio"))
        for index, row in enumerate((picture.wide.whole, *picture.wide.rows)):
            if row.planned:
                rect = row.planned
                expected = (rect.x, rect.y, rect.width, rect.height)
                assert place(found[f"row{index}-planned"]) == pytest.approx(expected, abs=0.5), name
            said = bare(found[f"row{index}-label"].attrib["value"])
            assert all(bare(line) in said for line in row.label.lines), name
