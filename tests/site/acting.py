"""What somebody on call does on the pages for acting."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Locator, Page, expect

RUN = "./sops/home-feed-ranking/run/"


def opened(context: BrowserContext, path: str = RUN) -> Page:
    """A tab with a page for acting."""
    page = context.new_page()
    page.goto(path)
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until the script leads."""
    expect(page.locator("rb-run[data-rb-ready]")).to_be_visible()


def step(page: Page) -> Locator:
    """The step that is shown: always one."""
    return page.locator(".rb-step:visible")


def named(page: Page, name: str) -> Locator:
    """The step that is shown, which has to be called so."""
    expect(step(page)).to_have_count(1)
    expect(step(page).locator("h4")).to_contain_text(name)
    return step(page)


def say(page: Page, *answers: str) -> None:
    """Give answers, one after the other."""
    for answer in answers:
        step(page).get_by_role("button", name=answer, exact=True).click()


def clipboard(page: Page) -> str:
    """What was copied last."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def fill(page: Page, field: str, text: str) -> None:
    """Type something into a field and leave it."""
    page.get_by_role("textbox", name=field).fill(text)
    page.get_by_role("textbox", name=field).press("Enter")
