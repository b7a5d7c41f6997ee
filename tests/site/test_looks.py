"""How figures look in a browser: as the files that are drawn without one, and as they did before.

Compared coarsely, eight by eight pixels at a time: the fonts of a machine and the version of a
browser make no difference, a missing style does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from rollbook.diagrams import NOWHERE
from rollbook.diagrams.exporting import Wish, exported
from rollbook.views.pictures import (
    components_picture,
    flow_picture,
    imprint,
    timeline_picture,
)
from tests.diagrams.dossiers import own
from tests.looking import apart, coarse, looks_as_kept, opened

LOOKS = Path(__file__).parent / "looks"
SOP = "home-feed-ranking"
Scheme = Literal["light", "dark"]
PICTURES = {
    "flow": flow_picture,
    "components": components_picture,
    "timeline": timeline_picture,
}


@pytest.fixture
def opened_at(chromium: Browser, address: str) -> Iterator[list[BrowserContext]]:
    """Contexts that a test opens, closed behind it."""
    contexts: list[BrowserContext] = []
    yield contexts
    for context in contexts:
        context.close()


def shot(
    browser: Browser,
    contexts: list[BrowserContext],
    url: str,
    selector: str,
    *,
    width: int,
    scheme: Scheme,
    media: Literal["screen", "print"] = "screen",
    forced: bool = False,
) -> Image.Image:
    """A picture of the first such element of a page."""
    context = browser.new_context(
        viewport={"width": width, "height": 1000},
        color_scheme=scheme,
        forced_colors="active" if forced else "none",
        reduced_motion="reduce",
    )
    contexts.append(context)
    page = context.new_page()
    page.emulate_media(media=media)
    page.goto(url)
    if selector != "svg":
        page.add_style_tag(content=".md-header, .md-tabs, .md-top { display: none !important }")
    return opened(page.locator(selector).first.screenshot(animations="disabled"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", PICTURES)
def test_a_file_looks_in_a_browser_as_without_one(
    chromium: Browser,
    address: str,
    opened_at: list[BrowserContext],
    view: str,
    scheme: Scheme,
) -> None:
    """The SVG beside a page takes the scheme of its reader; the PNG of that scheme is its like."""
    url = f"{address}sops/{SOP}/{view}.svg"
    found = shot(chromium, opened_at, url, "svg", width=800, scheme=scheme)
    dossier = own()[SOP]
    wish = Wish(scheme=scheme, scale=1, note=imprint(dossier))
    png = opened(exported(PICTURES[view](dossier), "png", wish, NOWHERE))
    assert (found.width, found.height) == (png.width, png.height)
    mean, worst = apart(coarse(found, 8), coarse(png, 8))
    assert mean < 4, (mean, worst)
    assert worst < 120, (mean, worst)


@pytest.mark.parametrize(
    ("name", "selector", "settings"),
    [
        ("flow-1280", ".rb-flow .rb-figure__wide", {"width": 1280, "scheme": "light"}),
        ("flow-390-dark", ".rb-flow .rb-figure__narrow", {"width": 390, "scheme": "dark"}),
        ("timeline-820-dark", ".rb-d--timeline-wide", {"width": 820, "scheme": "dark"}),
        ("components-390", ".rb-d--components-narrow", {"width": 390, "scheme": "light"}),
        (
            "flow-forced",
            ".rb-flow .rb-figure__wide",
            {"width": 1280, "scheme": "light", "forced": True},
        ),
        (
            "components-print",
            ".rb-d--components-wide",
            {"width": 1280, "scheme": "dark", "media": "print"},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "." not in value else "",
)
def test_figures_look_as_they_did(
    chromium: Browser,
    address: str,
    opened_at: list[BrowserContext],
    name: str,
    selector: str,
    settings: dict[str, object],
) -> None:
    """A handful of them, at each width, in each scheme, on paper and in forced colours."""
    url = f"{address}sops/{SOP}/"
    image = shot(chromium, opened_at, url, selector, **settings)  # type: ignore[arg-type]
    assert looks_as_kept(coarse(image, 8), LOOKS / f"{name}.png", mean=4, worst=120) == ""
