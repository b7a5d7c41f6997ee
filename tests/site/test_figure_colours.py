"""Colours and type of figures: every text can be read in each scheme, on paper and in each font."""

from __future__ import annotations

import base64
import itertools
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.sites import REPOSITORY

SOPS = sorted(path.stem for path in (REPOSITORY / "sops").glob("*.yml") if path.stem != "handbook")
SOME = ("home-feed-ranking", "support-assistant-prompt")
ROBOTO = REPOSITORY / "plugin/rollbook/assets/fonts/Roboto-Regular.ttf"
MEDIA: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "slate": {"color_scheme": "dark"},
    "print": {"color_scheme": "light", "media": "print"},
    "print from slate": {"color_scheme": "dark", "media": "print"},
    "forced": {"forced_colors": "active"},
    "forced slate": {"forced_colors": "active", "color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "contrast slate": {"contrast": "more", "color_scheme": "dark"},
}
FONTS = {
    "Roboto": ("Shipped Roboto",),
    "Arial": ("Arial", "Liberation Sans"),
    "DejaVu Sans": ("DejaVu Sans", "Verdana"),
    "Courier": ("Courier New", "Liberation Mono"),
}
"""What the reader has, and what is as wide on a machine that lacks it."""

FAINT = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const bright = colour => {
    const [r, g, b] = channels(colour).map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [bright(one), bright(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const fill = part => getComputedStyle(part).fill;
  const faint = [];
  for (const svg of document.querySelectorAll("svg.rb-d")) {
    if (!svg.getClientRects().length) continue;
    const grounds = [...svg.querySelectorAll("rect, circle, path.rb-d-shape")]
      .filter(part => /^rgb\\(/.test(fill(part)))
      .map(part => [part, part.getBoundingClientRect()]);
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      const below = grounds.filter(([part, ground]) =>
        ground.left <= x && x <= ground.right && ground.top <= y && y <= ground.bottom
        && part.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
      const ground = below.length ? fill(below.at(-1)[0]) : null;
      if (ground && ratio(fill(text), ground) < 4.5)
        faint.push([text.textContent, fill(text), ground]);
    }
  }
  return faint;
}"""
FOREIGN = """() => {
  const probe = document.body.appendChild(document.createElement("i"));
  const theirs = ["Canvas", "CanvasText", "Highlight"].map(name => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  });
  const known = [...theirs, "none", "rgba(0, 0, 0, 0)"];
  return [...document.querySelectorAll("svg.rb-d :is(path, rect, circle, line, text)")]
    .flatMap(part => ["fill", "stroke"].map(kind => [part, getComputedStyle(part)[kind]]))
    .filter(([, colour]) => !known.includes(colour) && !colour.startsWith("url("))
    .map(([part, colour]) => `${part.getAttribute("class")}: ${colour}`);
}"""
OUTSIDE = """() => {
  const out = [];
  for (const box of document.querySelectorAll(".rb-d .rb-d-box")) {
    const shape = box.querySelector(".rb-d-shape").getBoundingClientRect();
    if (!shape.width) continue;
    for (const text of box.querySelectorAll("text")) {
      const own = text.getBoundingClientRect();
      if (own.left < shape.left || own.right > shape.right
          || own.top < shape.top - 1 || own.bottom > shape.bottom + 1)
        out.push([text.textContent, own.right - shape.right, own.bottom - shape.bottom]);
    }
  }
  return out;
}"""
LOADED = """async data => {
  const font = new FontFace("Shipped Roboto", `url(data:font/ttf;base64,${data})`);
  document.fonts.add(await font.load());
}"""
THERE = """family => {
  const pen = document.createElement("canvas").getContext("2d");
  const wide = last => {
    pen.font = `40px ${family}, ${last}`;
    return pen.measureText("The flow of a rollback: Wim, 0123").width;
  };
  return wide("fantasy") === wide("monospace") && wide("serif") === wide("monospace");
}"""


@pytest.mark.parametrize("medium", MEDIA)
def test_every_text_stands_out_from_its_ground(
    chromium: Browser, address: str, medium: str
) -> None:
    """4.5 to 1 or better: for every SOP in the two schemes, for some in the others."""
    emulated = dict(MEDIA[medium])
    media = emulated.pop("media", "screen")
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, base_url=address, **emulated
    )
    page = context.new_page()
    page.emulate_media(media=media)
    faint = []
    for sop in SOPS if medium in ("light", "slate") else SOME:
        page.goto(f"sops/{sop}/")
        faint += page.evaluate(FAINT)
    context.close()
    assert faint == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_are_the_readers_own(
    chromium: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    """No colour of ours is left where someone has chosen theirs."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900},
        base_url=address,
        forced_colors="active",
        color_scheme=scheme,
    )
    page = context.new_page()
    foreign: set[str] = set()
    for sop in SOPS:
        page.goto(f"sops/{sop}/")
        foreign |= set(page.evaluate(FOREIGN))
    context.close()
    assert foreign == set()


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("width", [1280, 390])
def test_text_stays_in_its_box_in_every_font(
    chromium: Browser, address: str, font: str, width: int
) -> None:
    """Boxes are measured for none of them, and hold the words in all of them."""
    family = ", ".join(f'"{name}"' for name in FONTS[font])
    context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=address)
    page = context.new_page()
    outside = []
    for sop in SOME:
        page.goto(f"sops/{sop}/")
        page.evaluate(LOADED, base64.b64encode(ROBOTO.read_bytes()).decode())
        assert page.evaluate(THERE, family), f"{font} is not installed: see tests/install-chromium"
        page.add_style_tag(content=f".rb-d text {{ font-family: {family} !important; }}")
        outside += page.evaluate(OUTSIDE)
    context.close()
    assert outside == []


def test_a_figure_on_paper_is_black_on_white_and_wide(chromium: Browser, address: str) -> None:
    """From a dark screen, too; what nobody can press on paper is not there."""
    context = chromium.new_context(
        viewport={"width": 640, "height": 900}, base_url=address, color_scheme="dark"
    )
    page = context.new_page()
    page.goto("sops/home-feed-ranking/")
    page.emulate_media(media="print")
    figure = page.locator(".rb-figure").first
    lane, name = figure.locator(".rb-d-lane").first, figure.locator(".rb-d-lane-name").first
    assert lane.evaluate("lane => getComputedStyle(lane).fill") == "rgb(255, 255, 255)"
    assert name.evaluate("name => getComputedStyle(name).fill") == "rgb(0, 0, 0)"
    assert figure.locator(".rb-figure__wide").is_visible()
    assert not figure.locator(".rb-figure__narrow").is_visible()
    assert not figure.locator(".rb-figure__tools").is_visible()
    wide = figure.locator("svg.rb-d:visible").bounding_box()
    assert wide
    assert wide["width"] <= 640
    assert 12 * wide["width"] / 688 >= 10
    context.close()


def rows_on_paper(page: Page) -> list[list[float]]:
    """Top and bottom of each piece that the flow is printed in, while it is printed."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    views = page.locator(".rb-figure__wide .rb-figure__rows").first
    found: list[list[float]] = views.evaluate(
        "rows => [...rows.children].map(row => row.viewBox.baseVal)"
        ".map(({y, height}) => [y, y + height])"
    )
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_flow_is_cut_between_its_rows(chromium: Browser, address: str, width: int) -> None:
    """The pieces are the whole, and no box or word is in two; later all is as it was."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=address)
    page = context.new_page()
    page.goto("sops/home-feed-ranking/")
    before = page.locator(".rb-figure").first.inner_html()
    rows = rows_on_paper(page)
    high = page.locator(".rb-d--flow-wide").first.evaluate("svg => svg.viewBox.baseVal.height")
    assert len(rows) > 8
    assert rows[0][0] == 0
    assert rows[-1][1] == high
    assert all(one[1] == other[0] for one, other in itertools.pairwise(rows))
    page.set_viewport_size({"width": 1280, "height": 900})
    boxes = page.locator(".rb-d--flow-wide > g > .rb-d-box").evaluate_all(
        "boxes => boxes.map(box => box.getBBox()).map(({y, height}) => [y, y + height])"
    )
    assert len(boxes) > 10
    for top, bottom in boxes:
        assert any(row[0] <= top + 5 and bottom - 5 <= row[1] for row in rows), (top, bottom)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.locator(".rb-figure").first.inner_html().replace(' style=""', "") == before
    context.close()
