"""The bar that every drawing is held to: of this repository's SOPs, made-up and random ones."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from rollbook.diagrams import NOWHERE, Picture
from rollbook.views.pictures import flow_picture
from tests.diagrams.bar import crossings, faults, upwards
from tests.diagrams.dossiers import own, pictures, random_set, sized

LINK = "{http://www.w3.org/1999/xlink}href"
SETS = 10
"""Random sets, of 50 SOPs each."""


def wrong(picture: Picture) -> list[str]:
    found = [*faults(picture.wide), *faults(picture.narrow)]
    if picture.plan in ("lanes", "phases"):
        found += [*upwards(picture.wide), *upwards(picture.narrow)]
    return found


def address(kind: str, name: str) -> str:
    return f"#{kind}-{name}"


def unfit(svg: str) -> list[str]:
    """What of an SVG is no drawing: scripts, foreign addresses, colours, links without a name."""
    found = []
    for element in ET.fromstring(svg).iter():
        tag = element.tag.rpartition("}")[2]
        if tag not in {"svg", "g", "a", "title", "desc", "text", "path", "rect", "circle"}:
            found.append(tag)
        found += [key for key in element.attrib if key in {"fill", "stroke", "color"}]
        if tag == "a" and not (element.get(LINK, "").startswith("#") and element.get("aria-label")):
            found.append("a link without a name")
    return found


@pytest.mark.parametrize("name", [*own(), *sized()])
def test_drawings_meet_the_bar(name: str) -> None:
    """Boxes, lines and labels keep clear of each other, and lines lead down."""
    dossier = {**own(), **sized()}[name]
    for picture in pictures(dossier):
        assert wrong(picture) == [], picture.name
        assert picture.wide.width <= 688, picture.name
        assert picture.narrow.width <= 348, picture.name


@pytest.mark.no_cover
@pytest.mark.parametrize("number", range(SETS))
def test_random_drawings_meet_the_bar(number: int) -> None:
    """Whatever an SOP holds."""
    for name, dossier in random_set(number).items():
        for picture in pictures(dossier):
            assert wrong(picture) == [], (name, picture.name)
            assert picture.wide.width <= 688, (name, picture.name)
            assert picture.narrow.width <= 380, (name, picture.name)
            for svg in picture.svgs(address, NOWHERE):
                assert unfit(svg) == [], (name, picture.name)


@pytest.mark.parametrize(("name", "most"), [("eight", 1), ("twenty", 0), ("sixty", 1)])
def test_lines_of_an_ordinary_flow_hardly_cross(name: str, most: int) -> None:
    """None do in 20 steps, one at most in 8 and in 60."""
    assert crossings(flow_picture(sized()[name]).wide) <= most
