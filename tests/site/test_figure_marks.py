"""Marks: a step shows its place in flow, components and list at once, and so does a component."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.site.watching import Watched

SOP = "sops/home-feed-ranking/"
MARKED = """() => [...document.querySelectorAll(".rb-linked")]
  .filter(part => part.getClientRects().length)
  .map(part => part.id || part.getAttribute("xlink:href").split("#")[1])"""
MODEL = {"component-model", "step-revert-model"}


def marked(page: Page) -> list[str]:
    """What is marked and in sight, by its anchor: once for each place."""
    found: list[str] = page.evaluate(MARKED)
    return sorted(found)


@pytest.fixture
def page(watched: Watched) -> Page:
    """The page of an SOP."""
    watched.page.goto(SOP)
    return watched.page


@pytest.mark.parametrize(
    "place",
    [
        ".rb-d--flow-wide a[aria-label^='6. ']",
        "#step-revert-model .rb-step__head",
        "#duty-revert-model a",
    ],
)
def test_hovering_a_step_marks_it_everywhere(page: Page, place: str) -> None:
    """Its box in each figure, its card, and what it takes back on the map and in the table."""
    page.locator(place).hover()
    assert set(marked(page)) == MODEL
    assert marked(page).count("step-revert-model") >= 2
    assert marked(page).count("component-model") == 2
    page.mouse.move(1, 1)
    assert marked(page) == []


@pytest.mark.parametrize("place", [".rb-d--components-wide a[aria-label*='model']", "tr"])
def test_hovering_a_component_marks_the_steps_that_touch_it(page: Page, place: str) -> None:
    """Those that take it back, and those that save it first."""
    within = page.locator(".rb-components")
    within.locator(place).filter(has_text="Feed ranking model").first.hover()
    assert {"component-model", "step-revert-model", "step-save-model"} == set(marked(page))


def test_the_focus_marks_as_the_mouse_does(page: Page) -> None:
    """A keyboard leads to the same marks, and takes them away when it leaves."""
    page.locator(".rb-d--flow-wide a[aria-label^='6. ']").focus()
    assert set(marked(page)) == MODEL
    page.keyboard.press("Tab")
    assert "step-revert-model" not in marked(page)
    page.locator("#duty-revert-model a").focus()
    assert set(marked(page)) == MODEL


@pytest.mark.parametrize("colours", ["none", "active"])
def test_a_mark_is_an_outline(page: Page, colours: str) -> None:
    """It is seen without colours, and with those that the reader has chosen."""
    page.emulate_media(forced_colors="active" if colours == "active" else "none")
    box = page.locator(".rb-d--flow-wide a[aria-label^='6. ']")
    ring = box.locator(".rb-d-ring")
    invisible = ring.evaluate("ring => getComputedStyle(ring).stroke")
    box.hover()
    assert ring.evaluate("ring => getComputedStyle(ring).stroke") != invisible
    card = page.locator("#step-revert-model")
    assert card.evaluate("card => getComputedStyle(card).outlineStyle") == "solid"
    row = page.locator("#component-model")
    assert row.evaluate("row => getComputedStyle(row).outlineWidth") == "2px"
