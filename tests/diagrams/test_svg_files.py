"""Drawings as SVG files: alike to those on a page, and whole by themselves."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rollbook.diagrams import NOWHERE
from rollbook.diagrams.exporting import Wish
from rollbook.diagrams.formats.files.style_sheet import read, sheet
from tests.diagrams.dossiers import own
from tests.diagrams.exports import every_picture, file, pictures
from tests.sites import REPOSITORY

SVG = "{http://www.w3.org/2000/svg}"
ASSETS = REPOSITORY / "plugin" / "rollbook" / "assets"
COMPUTED = """() => [...document.querySelectorAll('svg :is(text, path, rect, circle)')]
  .filter(e => !e.matches('.rb-d-ring, .rb-d-paper, .rb-d-title'))
  .map(e => {
    const s = getComputedStyle(e);
    const text = e.matches('text') ? [s.fontSize, s.fontWeight, s.textDecorationLine] : [];
    return [e.getAttribute('class'), s.fill, s.stroke, s.strokeWidth, s.strokeDasharray, ...text];
  })"""


def test_a_file_is_whole_by_itself() -> None:
    """No link, script, style sheet or variable; nothing but shapes, text and its own styles."""
    for name, picture in pictures():
        text = file(picture, "svg")
        assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
        root = ET.fromstring(text)
        for element in root.iter():
            assert element.tag.removeprefix(SVG) in {
                *("svg", "g", "title", "desc", "style", "text", "path", "rect", "circle"),
            }, (name, element.tag)
            for key in element.attrib:
                assert not key.startswith(("on", "{", "href", "style")), (name, key)
        style = root.findtext(f"{SVG}style", "")
        assert "var(" not in style
        assert not re.search(r"url\(|@import|</", style)


def test_a_file_has_the_name_and_the_size_of_its_drawing() -> None:
    """Its title is what the picture is called, and it says how large it is on paper."""
    for name, picture in pictures():
        root = ET.fromstring(file(picture, "svg"))
        assert root.findtext(f"{SVG}title") == picture.title, name
        wide, high = root.get("viewBox", "").split()[2:]
        assert (root.get("width"), root.get("height")) == (wide, high)


def test_boxes_keep_their_spoken_names() -> None:
    """What is a link on a page has its name as a title."""
    for name, picture in pictures():
        titles = {title.text for title in ET.fromstring(file(picture, "svg")).iter(f"{SVG}title")}
        for spoken in re.findall(r' aria-label="([^"]*)"><', _on_a_page(picture)):
            whole = ET.fromstring(f"<x>{spoken}</x>").text
            assert whole in titles or "xlink" not in spoken, (name, spoken)


def _on_a_page(picture: object) -> str:
    return picture.svgs(lambda kind, name: "#", NOWHERE)[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_looks_as_on_a_page(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    """Every shape and text has the colours, lines and type that the style sheets give it there."""
    styles = "".join(
        path.read_text("utf-8")
        for path in sorted(ASSETS.glob("*.css"))
        if "rb-d" in path.read_text()
    )
    slate = "slate" if scheme == "dark" else "default"
    context = chromium.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page, reader = context.new_page(), context.new_page()
    for dossier in (own()["home-feed-ranking"], own()["support-assistant-prompt"]):
        for picture in every_picture(dossier):
            page.set_content(
                f'<style>{styles}</style><body data-md-color-scheme="{slate}">'
                f'<div class="rb rb-figure">{_on_a_page(picture)}</div>'
            )
            expected = page.evaluate(COMPUTED)
            path = tmp_path / "drawing.svg"
            path.write_text(file(picture, "svg"), "utf-8")
            reader.goto(path.as_uri())
            found = reader.evaluate(COMPUTED)[: len(expected)]
            assert found == expected, (dossier.id, picture.name)
    context.close()


def test_one_scheme_can_be_chosen() -> None:
    """Such a file says the colours of that scheme, whatever its reader has."""
    picture = next(every_picture(own()["home-feed-ranking"]))
    for scheme in ("light", "dark"):
        text = file(picture, "svg", Wish(scheme=scheme))
        assert "@media" not in text
        assert sheet().colours[scheme]["--rb-d-paper"] in text


def test_the_style_sheets_can_be_taken_apart() -> None:
    """What a file could not follow is noticed here, and not by who draws."""
    assert len(sheet().rules) > 50
    assert set(sheet().colours["light"]) == set(sheet().colours["dark"])


def test_a_mistake_in_a_style_sheet_is_not_passed_over() -> None:
    """Half a rule is none."""
    with pytest.raises(ValueError, match="this is no rule"):
        read(".rb-d-line { stroke: red")


def test_the_note_and_the_legend_stand_below() -> None:
    """A drawing on a wall says which edition it is, and what its lines mean."""
    picture = next(every_picture(own()["home-feed-ranking"]))
    root = ET.fromstring(file(picture, "svg", Wish(note="edition 3 <b>")))
    words = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "rb-d-note"]
    assert words == ["goes on", "fails", "edition 3 <b>"]
