"""Files of a figure: a menu of what can be downloaded, and a PNG that the browser draws."""

from __future__ import annotations

import base64
import datetime
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rollbook.loading.folder import load
from rollbook.views.figure import figure
from rollbook.views.library import Library
from rollbook.views.pictures import components_picture
from tests.sites import REPOSITORY

ASSETS = REPOSITORY / "plugin/rollbook/assets"
FILES = [("SVG", "map.svg"), ("draw.io", "map.drawio"), ("Mermaid", "map.mmd"), ("DOT", "map.dot")]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120" viewBox="0 0 300 120">'
    '<circle cx="150" cy="60" r="40"/></svg>'
)
CORNER = """async png => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const pen = Object.assign(document.createElement("canvas"), {width: 9, height: 9})
    .getContext("2d");
  pen.drawImage(image, 0, 0);
  return [...pen.getImageData(2, 2, 1, 1).data];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A page with one figure and its files, and nothing of a theme."""
    folder = tmp_path_factory.mktemp("files")
    handbook = load([REPOSITORY / "sops"], REPOSITORY).handbook
    assert handbook
    dossier = Library(handbook, datetime.date(2026, 11, 23)).dossiers["home-feed-ranking"]
    shown = figure(dossier, components_picture(dossier), files=FILES)
    for asset in ASSETS.glob("*.*"):
        (folder / asset.name).write_bytes(asset.read_bytes())
    for _, name in FILES:
        (folder / name).write_text(SVG if name.endswith("svg") else name, "utf-8")
    styles = "".join(f'<link rel="stylesheet" href="{css.name}">' for css in ASSETS.glob("*.css"))
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A</title>{styles}'
        f'<script src="figures.js" defer></script><main>{shown}<a href="#end">On</a></main></html>',
        "utf-8",
    )
    return serve(folder)


@pytest.fixture
def page(chromium: Browser, site: str) -> Page:
    """The page, with its menu closed."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site)
    return page


def test_the_menu_names_every_file(page: Page) -> None:
    """Each is a link that downloads, large enough to be hit."""
    summary = page.locator("summary", has_text="Download")
    summary.click()
    for word, name in FILES:
        link = page.get_by_role("link", name=word, exact=True)
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == name


def test_the_menu_closes_when_it_is_left(page: Page) -> None:
    """By Escape, by going on with Tab, and by a click elsewhere."""
    menu, summary = page.locator(".rb-figure__files"), page.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="SVG", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()

    page.keyboard.press("Enter")
    page.get_by_role("button", name="PNG").focus()
    page.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", "")

    summary.click()
    page.get_by_role("button", name="Fit").click()
    expect(menu).not_to_have_attribute("open", "")


def test_the_png_is_drawn_at_twice_the_size_on_paper(page: Page) -> None:
    """It has the name of the SVG file, and no part of it is transparent."""
    page.locator("summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "map.png"
    png = Path(download.value.path()).read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (600, 240)
    assert page.evaluate(CORNER, _base64(png)) == [255, 255, 255, 255]


def test_without_scripts_the_menu_opens_and_has_no_png(chromium: Browser, site: str) -> None:
    """A link needs no script, and what needs one is not shown."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.locator("summary").click()
    expect(page.get_by_role("link", name="draw.io")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_a_figure_without_files_has_no_menu() -> None:
    """An empty menu would be a riddle."""
    handbook = load([REPOSITORY / "sops"], REPOSITORY).handbook
    assert handbook
    dossier = Library(handbook, datetime.date(2026, 11, 23)).dossiers["home-feed-ranking"]
    assert "Download" not in figure(dossier, components_picture(dossier))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
