"""Files of a figure: a menu of what can be downloaded, and a PNG that the browser draws."""

from __future__ import annotations

import base64
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.watching import Watched

SOP = "sops/home-feed-ranking/"
FILES = {"SVG": "flow.svg", "draw.io": "flow.drawio", "Mermaid": "flow.mmd", "DOT": "flow.dot"}
CORNER = """async png => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const pen = Object.assign(document.createElement("canvas"), {width: 9, height: 9})
    .getContext("2d");
  pen.drawImage(image, 0, 0);
  return pen.getImageData(2, 2, 1, 1).data[3];
}"""


@pytest.fixture
def page(watched: Watched) -> Page:
    """The page of an SOP."""
    watched.page.goto(SOP)
    return watched.page


def menu(page: Page) -> Locator:
    """The menu under the flow."""
    return page.locator(".rb-figure__files").first


def test_the_menu_names_every_file(page: Page) -> None:
    """Each is a link that downloads what it names, large enough to be hit."""
    menu(page).locator("summary").click()
    for word, name in FILES.items():
        link = menu(page).get_by_role("link", name=word, exact=True)
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == name
        assert "Pause ramp" in Path(download.value.path()).read_text("utf-8")


def test_the_menu_closes_when_it_is_left(page: Page) -> None:
    """By Escape, by going on with Tab, and by a click elsewhere."""
    summary = menu(page).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu(page).get_by_role("link", name="SVG", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu(page)).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()

    page.keyboard.press("Enter")
    menu(page).get_by_role("button", name="PNG").focus()
    page.keyboard.press("Tab")
    expect(menu(page)).not_to_have_attribute("open", "")

    summary.click()
    page.get_by_role("heading", name="How long it takes").click(position={"x": 5, "y": 5})
    expect(menu(page)).not_to_have_attribute("open", "")


def test_the_png_is_the_svg_at_twice_its_size(page: Page) -> None:
    """It has the name of the SVG file, and no part of it is transparent."""
    menu(page).locator("summary").click()
    with page.expect_download() as drawing:
        menu(page).get_by_role("link", name="SVG", exact=True).click()
    svg = ET.parse(drawing.value.path()).getroot()
    with page.expect_download() as download:
        menu(page).get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename == "flow.png"
    png = Path(download.value.path()).read_bytes()
    assert png.startswith(b"\x89PNG")
    wide, high = (2 * float(svg.attrib[side].removesuffix("px")) for side in ("width", "height"))
    assert struct.unpack(">II", png[16:24]) == (
        pytest.approx(wide, abs=1),
        pytest.approx(high, abs=1),
    )
    assert page.evaluate(CORNER, base64.b64encode(png).decode()) == 255


def test_without_scripts_the_menu_opens_and_has_no_png(chromium: Browser, address: str) -> None:
    """A link needs no script, and what needs one is not shown."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(SOP)
    menu(page).locator("summary").click()
    expect(menu(page).get_by_role("link", name="draw.io")).to_be_visible()
    expect(menu(page).get_by_role("button")).to_have_count(0)
    context.close()
