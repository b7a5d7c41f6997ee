"""Timelines on a page: in the reader's form, by keyboard, and as a list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.site.watching import Watched

SOP = "sops/home-feed-ranking/"
CASE = "incidents/INC-2026-031/"
LEAVING = """svg => [...svg.querySelectorAll("text")]
  .filter(text => text.getClientRects().length)
  .map(text => [text.getBoundingClientRect(), text.textContent])
  .filter(([box]) => box.left < svg.getBoundingClientRect().left - 1
    || box.right > svg.getBoundingClientRect().right + 1)
  .map(([, words]) => words)"""


def test_a_row_of_the_timeline_leads_to_its_step(watched: Watched) -> None:
    """By mouse or by keyboard, at any place of the row."""
    page = watched.page
    page.goto(SOP)
    row = page.locator(".rb-d--timeline-wide [aria-label^='6. Command: Revert model, from']")
    row.focus()
    expect(row.locator(".rb-d-time-area")).not_to_have_css("stroke", "rgba(0, 0, 0, 0)")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#step-revert-model$"))
    expect(page.locator("#step-revert-model")).to_be_in_viewport()


def test_the_timeline_is_there_as_a_list(watched: Watched) -> None:
    """The critical path against the RTO in a sentence, and each step in order."""
    page = watched.page
    page.goto(SOP)
    part = page.locator(".rb-timeline")
    expect(part.locator("p")).to_have_text(
        "Critical path: 35 min, 10 min before the RTO of 45 min."
        " 1 step beside it can be late, by up to 16 min."
    )
    part.get_by_text("As a list").click()
    steps = part.locator("li")
    expect(steps).to_have_count(10)
    expect(steps.nth(3)).to_have_text("4 Inform: 9 min to 11 min, slack 16 min")
    expect(steps.nth(9)).to_have_text("10 Verify: 27 min to 35 min, critical")
    steps.nth(9).get_by_role("link").click()
    expect(page).to_have_url(re.compile("#step-verify$"))


@pytest.mark.parametrize(("width", "form"), [(1280, "wide"), (390, "narrow")])
@pytest.mark.parametrize(("path", "name"), [(SOP, "timeline"), (CASE, "times")])
def test_every_word_of_a_timeline_stands_inside_it(
    chromium: Browser, address: str, path: str, name: str, width: int, form: str
) -> None:
    """In the form that has room, and the other is hidden."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=address)
    page = context.new_page()
    page.goto(path)
    drawing = page.locator(f".rb-d--{name}-{form}")
    expect(drawing).to_be_visible()
    expect(page.locator(f"[class*='rb-d--{name}-']:visible")).to_have_count(1)
    leaving = drawing.evaluate(LEAVING)
    context.close()
    assert leaving == []


def test_a_case_stands_above_its_table(watched: Watched) -> None:
    """Planned beside actual, and below it the times in figures."""
    page = watched.page
    page.goto(CASE)
    case = page.locator(".rb-d--times-wide")
    expect(case.locator("[aria-label^='3. Approval: Approve, from']")).to_have_attribute(
        "aria-label", re.compile(r"from 5\smin to 11\smin, took 6\smin, planned 5\smin, longer$")
    )
    expect(case).to_contain_text("In all 29 min, planned 29 min")
    expect(page.locator(".rb-legend").first).to_contain_text("longer than planned")
    expect(page.get_by_role("region", name="Steps that were taken")).to_contain_text("+11 min")
