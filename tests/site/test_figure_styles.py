"""Styles of drawings beyond this repository's: of 60 steps, of random SOPs, of two editions."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

import rollbook
from rollbook.diagrams import NOWHERE, Picture
from tests.diagrams.dossiers import own, pictures, random_set, sized
from tests.diagrams.test_looks import changes
from tests.site.test_figure_colours import FAINT, FONTS, LOADED, OUTSIDE, ROBOTO

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

ASSETS = Path(rollbook.__file__).parent / "assets"
STYLES = ("rollbook.css", "diagrams.css", "timeline.css", "figure.css")
LOOKS = """() => Object.fromEntries(
  [...document.querySelectorAll("g > .rb-d-line")].map(line => {
    const look = getComputedStyle(line);
    return [line.parentElement.getAttribute("class"),
      `${look.strokeDasharray} at ${look.strokeWidth}`];
  })
)"""


def drawn(found: list[Picture]) -> str:
    """Both forms of pictures on a page of their own."""
    styles = "".join((ASSETS / name).read_text("utf-8") for name in STYLES)
    figures = "".join(
        f'<div class="rb rb-figure">{svg}</div>'
        for picture in found
        for svg in picture.svgs(lambda kind, name: f"#{kind}-{name}", NOWHERE)
    )
    return f'<!doctype html><title>Figures</title><style>{styles}</style><body class="rb">{figures}'


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that is wide enough for every form."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("font", FONTS)
def test_text_of_any_drawing_stays_in_its_box(page: Page, font: str) -> None:
    """Of this repository's SOPs, of 60 steps, and of random ones, in four fonts."""
    chosen = [*own().values(), sized()["sixty"], *list(random_set(0).values())[:20]]
    page.set_content(drawn([picture for dossier in chosen for picture in pictures(dossier)]))
    page.evaluate(LOADED, base64.b64encode(ROBOTO.read_bytes()).decode())
    family = ", ".join(f'"{name}"' for name in FONTS[font])
    page.add_style_tag(content=f".rb-d text {{ font-family: {family} !important; }}")
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_marks_of_a_new_edition_stand_out(page: Page, scheme: Literal["default", "slate"]) -> None:
    """4.5 to 1 or better, for the way of a case, too."""
    page.set_content(drawn([changes(), *pictures(sized()["twenty"])]))
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    assert page.evaluate(FAINT) == []


def test_no_line_differs_by_colour_alone(page: Page) -> None:
    """What goes on, fails, goes back or stays aside, and what became of it, has its own strokes."""
    page.set_content(drawn([changes(), *pictures(sized()["twenty"]), *map_with_asides()]))
    looks = page.evaluate(LOOKS)
    plain = {name: look for name, look in looks.items() if " " not in name}
    assert set(plain) == {"rb-d-next", "rb-d-fail", "rb-d-back", "rb-d-aside"}
    assert len(set(plain.values())) == len(plain), plain
    marked = {name: look for name, look in looks.items() if name.startswith("rb-d-next")}
    assert len(marked) >= 5, marked
    same = ("rb-d-next rb-d-is-same", "rb-d-next rb-d-is-passed")
    assert marked.pop(same[0]) == marked.pop(same[1])
    thick = ("rb-d-next rb-d-is-taken", "rb-d-next rb-d-is-added")
    assert marked.pop(thick[0]) == marked.pop(thick[1])
    assert len(set(marked.values())) == len(marked), marked


def map_with_asides() -> list[Picture]:
    """A map that has lines to what stays as it is."""
    found = (picture for dossier in random_set(0).values() for picture in pictures(dossier))
    return [
        next(p for p in found if any(way.meaning == "aside" for way in p.figure.ways)),
    ]
