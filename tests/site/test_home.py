"""The home page: a person finds what they see by the words that they know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.site.watching import Watched

FIRST = "a[data-rb-first]"


@pytest.fixture
def home(watched: Watched) -> Page:
    """The home page, 1280 px wide."""
    watched.page.goto("./")
    expect(field(watched.page)).to_be_visible()
    return watched.page


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """The home page on a phone."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800}, base_url=address, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("./")
    expect(field(page)).to_be_visible()
    yield page
    context.close()


def field(page: Page) -> Locator:
    return page.get_by_label("What do you see?")


def told(page: Page) -> Locator:
    """What is said below the field."""
    return page.locator("rb-find").get_by_role("status")


def shown(page: Page) -> list[str]:
    """The names of the triggers that are in sight, in their order."""
    names = page.locator(".rb-answer__name")
    return [name.inner_text().strip() for name in names.all() if name.is_visible()]


def test_words_of_all_kinds_find_a_trigger(home: Page) -> None:
    """What monitoring calls it, what people call it, and what is to go back."""
    words = {
        "name of the trigger": ("engagement drop", "Engagement drop"),
        "id of the trigger": ("engagement-drop", "Engagement drop"),
        "beginnings, in any order": ("dro ENGA", "Engagement drop"),
        "name of the metric": ("click-through", "Engagement drop"),
        "query of the metric": ("feed:ctr_vs_control", "Engagement drop"),
        "alert": ("alerts/feed.yml#RankingSlow", "Slow ranking"),
        "a part of the alert": ("rankingslow", "Slow ranking"),
        "a later part of the alert": ("EngagementDrop", "Engagement drop"),
        "severity and system": ("sev1 credit", "Four fifths"),
        "evidence": ("five tickets name feed", "Complaints"),
        "judgement": ("féed looks WRÖNG", "Complaints"),
        "another word for the symptom": ("discrimination", "Four fifths"),
        "title of the SOP": ("roll back home-feed ranking drop", "Engagement drop"),
        "id of the SOP": ("feature-pipeline-inputs stale", "Stale inputs"),
        "a component": ("ranker engagement", "Engagement drop"),
    }
    for kind, (typed, name) in words.items():
        field(home).fill(typed)
        assert shown(home)[:1] == [name], (kind, typed, shown(home))


def test_a_triggers_own_words_come_before_those_of_its_sop(home: Page) -> None:
    """Enter opens what was named, though something worse also has these words around it."""
    field(home).fill("slow rank")
    assert shown(home)[0] == "Slow ranking"
    assert "Many slow" in shown(home)
    expect(home.locator(FIRST)).to_contain_text("Slow ranking")
    field(home).press("Escape")
    expect(field(home)).to_have_value("")
    assert shown(home)[0] == "Engagement drop"


def test_the_middle_of_a_word_finds_nothing_and_says_what_to_do(home: Page) -> None:
    """Nobody is left with an empty page."""
    status = told(home)
    field(home).fill("gagement")
    expect(status).to_contain_text("0 of 15 triggers")
    expect(status).to_contain_text("No trigger fits.")
    assert shown(home) == []
    expect(home.locator(".rb-symptom:visible")).to_have_count(0)
    field(home).press("Enter")
    assert home.url.endswith("/")
    status.get_by_role("button", name="show all triggers").click()
    expect(status).to_have_text("15 triggers", use_inner_text=True)
    expect(field(home)).to_be_focused()
    assert len(shown(home)) == 15
    field(home).fill("gagement")
    status.get_by_role("link", name="SRE on-call").click()
    expect(home).to_have_url(re.compile("roles/sre-oncall/$"))


def test_how_many_there_are_is_said_politely(home: Page) -> None:
    """A screen reader hears the number behind each change."""
    status = told(home)
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_have_text("15 triggers", use_inner_text=True)
    field(home).press_sequentially("complaints")
    expect(status).to_have_text("1 of 15 triggers", use_inner_text=True)
    expect(home.locator(".rb-symptom:visible")).to_have_count(1)


def test_keys_alone_lead_to_the_procedure(home: Page) -> None:
    """On a wide screen the field waits for words; Enter opens the first, which is marked."""
    expect(field(home)).to_be_focused()
    home.keyboard.press("Enter")
    expect(home.locator(FIRST)).to_have_count(0)
    home.keyboard.type("feed")
    first = home.locator(FIRST)
    expect(first).to_contain_text("Engagement drop")
    home.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    home.keyboard.press("ArrowDown")
    expect(home.locator(".rb-answer:focus")).to_contain_text("Complaints")
    home.keyboard.press("ArrowUp")
    home.keyboard.press("ArrowUp")
    expect(field(home)).to_be_focused()
    home.keyboard.press("Enter")
    expect(home).to_have_url(re.compile("sops/home-feed-ranking/#trigger-engagement-drop$"))
    expect(home.locator("#trigger-engagement-drop")).to_be_in_viewport()


def test_chips_narrow_by_system_and_severity(home: Page) -> None:
    """One of each kind is enough for an answer to stay; each says whether it is pressed."""
    systems = home.get_by_role("group", name="System")
    severities = home.get_by_role("group", name="Severity")
    chip = systems.get_by_role("button", name="Home feed")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.focus()
    home.keyboard.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert shown(home) == ["Engagement drop", "Complaints", "Slow ranking"]
    severities.get_by_role("button", name="Severity 1").click()
    severities.get_by_role("button", name="Severity 2").click()
    assert shown(home) == ["Engagement drop", "Slow ranking"]
    field(home).fill("slow")
    assert shown(home) == ["Slow ranking"]
    field(home).press("Escape")
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert len(shown(home)) == 15


def test_a_phone_keeps_its_keyboard_until_it_is_asked_for(phone: Page) -> None:
    """Nothing takes the page away from under a finger, and everything can be hit with one."""
    assert phone.evaluate("document.activeElement === document.body")
    field(phone).fill("zzz")
    small = phone.evaluate(
        """[...document.querySelectorAll('.rb-find :is(input, button)')]
           .map(part => [part.textContent, part.getBoundingClientRect()])
           .filter(([_, box]) => box.height < 24 || box.width < 24).map(([text]) => text)"""
    )
    assert small == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_an_anchor_keeps_the_page_where_it_leads(watched: Watched) -> None:
    """Whoever comes to a place on the page is not taken away from it."""
    page = watched.page
    page.add_init_script("addEventListener('focusin', () => { window.taken = true })")
    page.goto("./#what-is-wrong")
    expect(field(page)).to_be_in_viewport()
    assert page.evaluate("window.taken") is None
    page.goto("sops/")
    page.goto("./")
    expect(field(page)).to_be_focused()
    assert page.evaluate("window.taken")


def test_what_is_written_without_spaces_is_found_within(watched: Watched) -> None:
    """Japanese, Chinese or Thai words have no beginning that one could see."""
    page = watched.page

    def translated(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace("The feed looks wrong to users", "検索の順位がおかしい")
        route.fulfill(response=answer, body=body)

    page.route("**/", translated)
    page.goto("./")
    field(page).fill("順位が")
    assert shown(page) == ["Complaints"]


def test_without_scripts_the_list_is_plain_and_complete(chromium: Browser, address: str) -> None:
    """Every trigger is there with its link; no field is shown that would do nothing."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("./")
    expect(page.locator("a.rb-answer:visible")).to_have_count(15)
    expect(page.locator(".rb-find input")).to_have_count(0)
    expect(page.get_by_role("button", name="show all")).to_have_count(0)
    expect(page.get_by_text("No trigger fits")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_something_is_looked_for(
    chromium: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    """With a marked answer, a pressed chip, and with nothing found."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800},
        base_url=address,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto("./")
    page.get_by_role("button", name="Home feed").click()
    for typed in ("drop", "zzz"):
        field(page).fill(typed)
        results = Axe().run(page, {"include": [[".rb-find"]]})
        found = [(v["id"], v["nodes"][0]["html"][:200]) for v in results.response["violations"]]
        assert found == []
    context.close()
