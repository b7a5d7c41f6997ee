"""Figures on a page: large enough to read, to reach by keyboard, and to look into more closely."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site.watching import Watched
from tests.sites import REPOSITORY

SOPS = sorted(path.stem for path in (REPOSITORY / "sops").glob("*.yml") if path.stem != "handbook")
SOP = "sops/home-feed-ranking/"
PAGES = ("", "sops/", *(f"sops/{sop}/" for sop in SOPS), f"{SOP}examples/release-42/")
WIDTHS = (1280, 820, 390)

SMALLEST = """() => Math.min(...[...document.querySelectorAll("svg.rb-d text")]
  .filter(text => text.getClientRects().length)
  .map(text => parseFloat(getComputedStyle(text).fontSize)
    * text.ownerSVGElement.getBoundingClientRect().width
    / text.ownerSVGElement.viewBox.baseVal.width))"""
SMALL_TARGETS = """() => [...document.querySelectorAll(
    ".rb-figure a, .rb-figure button, .rb-figure summary")]
  .filter(target => target.getClientRects().length)
  .map(target => [target.getBoundingClientRect(), target.getAttribute("aria-label")])
  .filter(([box]) => box.width < 24 || box.height < 24)
  .map(([box, name]) => `${name}: ${box.width} × ${box.height}`)"""


def flow(page: Page) -> Locator:
    """The figure of the flow."""
    return page.locator(".rb-figure", has=page.locator(".rb-d--flow-wide"))


def stage(page: Page) -> Locator:
    """The place in which the flow scrolls, in the form that is shown."""
    return page.get_by_role("region", name="Flow: ")


def wide(page: Page) -> float:
    """How wide the flow is on the screen."""
    box = stage(page).locator("svg").bounding_box()
    assert box
    return box["width"]


def scrolled(page: Page) -> list[float]:
    found: list[float] = stage(page).evaluate("view => [view.scrollLeft, view.scrollTop]")
    return found


def on_full_screen(page: Page) -> bool:
    return bool(flow(page).evaluate("figure => figure.matches('[data-rb-full]')"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_can_be_read_and_every_target_hit(
    chromium: Browser, address: str, path: str, width: int
) -> None:
    """Nothing is below 12 px on the screen, no target below 24 px, and the page stays in place."""
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, base_url=address, has_touch=width == 390
    )
    page = context.new_page()
    page.goto(f"./{path}")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    smallest = page.evaluate(SMALLEST)
    small = page.evaluate(SMALL_TARGETS)
    in_place = "width => document.documentElement.scrollWidth <= width"
    page.wait_for_function(in_place, arg=width)  # the theme's title moves in after its script
    context.close()
    assert smallest >= 11.99
    assert small == []


@pytest.mark.parametrize(("width", "form"), [(1280, "wide"), (820, "wide"), (390, "narrow")])
def test_the_form_fits_its_column(watched: Watched, width: int, form: str) -> None:
    """There is one form of a figure on a page, and it has room in its column."""
    page = watched.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(SOP)
    expect(flow(page).locator(f".rb-figure__{form}")).to_be_visible()
    expect(flow(page).locator("svg.rb-d:visible")).to_have_count(1)
    assert stage(page).evaluate("view => view.scrollWidth - view.clientWidth") <= 0


def test_the_keyboard_zooms_pans_and_fills_the_screen(watched: Watched) -> None:
    """Tab leads to the figure, where + − 0, the arrows, f and Escape do what they do elsewhere."""
    page = watched.page
    page.goto(SOP)
    flow(page).get_by_role("button", name="Full screen").focus()
    page.keyboard.press("Tab")
    expect(stage(page)).to_be_focused()
    assert flow(page).evaluate("figure => getComputedStyle(figure).outlineStyle") == "solid"

    natural = wide(page)
    for _ in range(3):
        page.keyboard.press("+")
    assert wide(page) == pytest.approx(natural * 1.25**3, rel=0.01)
    expect(flow(page).locator("output")).to_have_text("195 %")
    before = scrolled(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([view, x]) => view.scrollLeft > x", arg=[stage(page).element_handle(), before[0]]
    )
    page.keyboard.press("-")
    assert wide(page) < natural * 1.25**3
    page.keyboard.press("0")
    assert wide(page) == pytest.approx(natural, abs=7)

    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    assert on_full_screen(page)
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
    expect(stage(page)).to_be_focused()
    page.keyboard.press("0")
    inside = stage(page).evaluate(
        "view => [view.scrollWidth <= view.clientWidth, view.scrollHeight <= view.clientHeight]"
    )
    assert inside == [True, True]
    page.keyboard.press("Escape")
    page.wait_for_function("document.fullscreenElement === null")
    expect(flow(page).get_by_role("button", name="Full screen")).to_be_focused()
    assert wide(page) == natural


def test_zooming_keeps_the_middle_in_the_middle(watched: Watched) -> None:
    """What someone looks at stays in sight, and the page below does not jump."""
    page = watched.page
    page.goto(SOP)
    step = stage(page).locator("a[aria-label^='6. ']")
    step.evaluate("step => step.scrollIntoView({block: 'center', behavior: 'instant'})")
    before, below = step.bounding_box(), page.locator("#components").bounding_box()
    flow(page).get_by_role("button", name="Zoom in").evaluate("button => button.click()")
    after, still = step.bounding_box(), page.locator("#components").bounding_box()
    assert before
    assert after
    assert after["width"] == pytest.approx(1.25 * before["width"], rel=0.01)
    middle = before["y"] + before["height"] / 2
    assert after["y"] + after["height"] / 2 == pytest.approx(middle, abs=25)
    assert still == below


def test_the_mouse_drags_and_the_wheel_zooms_with_ctrl_only(watched: Watched) -> None:
    """A drag follows no link, and a plain wheel scrolls the page."""
    page = watched.page
    page.goto(SOP)
    stage(page).focus()
    for _ in range(3):
        page.keyboard.press("+")
    page.evaluate("scrollBy({top: 200, behavior: 'instant'})")
    step = stage(page).locator("a:visible").first
    step.evaluate("step => step.scrollIntoView({block: 'center', behavior: 'instant'})")
    box, before, address = step.bounding_box(), scrolled(page), page.url
    assert box
    x, y = box["x"] + 80, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 30, steps=4)
    page.mouse.up()
    after = scrolled(page)
    assert [after[0] - before[0], after[1] - before[1]] == [40, 30]
    assert page.url == address

    page.keyboard.press("0")
    natural = wide(page)
    page.mouse.move(640, 450)
    page.mouse.wheel(0, 100)
    page.wait_for_function("window.scrollY > 0")
    assert wide(page) == natural
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.wait_for_function(
        "([svg, wide]) => svg.getBoundingClientRect().width > wide",
        arg=[stage(page).locator("svg").element_handle(), natural],
    )
    page.keyboard.up("Control")


def test_a_link_on_a_full_screen_leads_back_to_the_page(watched: Watched) -> None:
    """The card of a step is below the full screen: it makes room."""
    page = watched.page
    page.goto(SOP)
    flow(page).get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement !== null")
    stage(page).locator("a[aria-label^='6. ']").click()
    expect(page.locator("#step-revert-model")).to_be_in_viewport()
    assert page.url.endswith("#step-revert-model")
    assert not on_full_screen(page)


def test_a_phone_without_full_screen_gets_one_that_covers_the_page(
    chromium: Browser, address: str
) -> None:
    """There a finger shows the lanes, fits them to the screen, and comes back."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, base_url=address, has_touch=True, is_mobile=True
    )
    context.add_init_script("delete Element.prototype.requestFullscreen")
    page = context.new_page()
    page.goto(SOP)
    button = flow(page).get_by_role("button", name="Full screen")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert flow(page).bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
    flow(page).get_by_role("button", name="Wide form").tap()
    expect(flow(page).locator(".rb-d--flow-wide")).to_be_visible()
    flow(page).get_by_role("button", name="Fit").tap()
    assert wide(page) <= 390
    on_top = "() => document.elementFromPoint(200, 20).closest('.rb-figure') !== null"
    assert page.evaluate(on_top)
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    context.close()


def test_without_scripts_a_figure_scrolls_and_leads_on(chromium: Browser, address: str) -> None:
    """No button is dead, the wide form scrolls where it is the only one, links work."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, base_url=address, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(SOP)
    expect(flow(page).get_by_role("button")).to_have_count(0)
    assert stage(page).evaluate("view => getComputedStyle(view).overflowX") == "auto"
    stage(page).locator("a[aria-label^='6. ']").click()
    card = page.locator("#step-revert-model")
    expect(card).to_be_in_viewport()
    assert card.evaluate("card => getComputedStyle(card).outlineStyle") == "solid"
    context.close()


def test_everything_works_after_instant_navigation(chromium: Browser, instant: str) -> None:
    """A page that came without loading has the same tools and marks."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=instant)
    watched = Watched(context.new_page(), instant)
    page = watched.page
    page.goto("./", wait_until="networkidle")
    page.evaluate("window.same = true")
    page.locator("article a[href*='sops/search-ranking/']").first.click()
    expect(flow(page)).to_be_visible()
    assert page.evaluate("window.same")
    natural = wide(page)
    flow(page).get_by_role("button", name="Zoom in").click()
    assert wide(page) == pytest.approx(1.25 * natural, rel=0.01)
    step = stage(page).locator("a[aria-label^='1. ']")
    step.focus()
    expect(page.locator(".rb-step.rb-linked")).to_have_count(1)
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    context.close()
    assert watched.wrong == []
