"""Two editions as a web server hands them out, walked in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.publishing.two_editions import NEW, OLD, Published, two_editions
from tests.site.test_links import broken

Opened = Callable[..., Page]
LATER = "1795478400"
KEPT = "rb-editions "


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return two_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="module")
def site(published: Published) -> Path:
    return published.site("both")


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    """The site below a path of its own, as GitHub serves that of a repository."""
    return f"{serve(site)}handbook/"


@pytest.fixture(scope="module")
def retracted(published: Published, site: Path, serve: Callable[[Path], str]) -> str:
    """The site behind the retraction of the old edition."""
    reason = "Its step <b>revert</b> took back the wrong model."
    published.rollbook("retract", OLD, "--reason", reason, "--push", SOURCE_DATE_EPOCH=LATER)
    return f"{serve(published.site('retracted'))}handbook/"


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opened]:
    """Opens an address in a fresh browser."""
    contexts = []

    def open_(url: str, **options: Any) -> Page:
        context = chromium.new_context(service_workers="block", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()


def test_no_link_of_the_site_is_broken(site: Path) -> None:
    """Neither in an edition nor at the root, nor between them."""
    assert broken(site / "handbook") == []


def test_the_selector_lists_the_editions_and_keeps_the_page(opened: Opened, address: str) -> None:
    page = opened(f"{address}{OLD}/sops/spam-filter/")
    page.locator(".md-version__current").hover(force=True)
    expect(page.locator(".md-version__link")).to_have_text([NEW, OLD])
    page.locator(".md-version__link", has_text=NEW).click()
    page.wait_for_url(f"{address}{NEW}/sops/spam-filter/")


def test_pages_name_the_edition_in_force_to_search_engines(site: Path) -> None:
    """In the page as in the sitemap, which the theme compares to keep the page."""
    canonical = "https://mail.acme.example/handbook/latest/sops/spam-filter/"
    for edition in (OLD, NEW, "latest"):
        folder = site / "handbook" / edition
        page = (folder / "sops/spam-filter/index.html").read_text("utf-8")
        assert f'<link rel="canonical" href="{canonical}">' in page
        assert f"<loc>{canonical}</loc>" in (folder / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "today", "says"),
    [
        ("sops/spam-filter/#step-show", "sops/spam-filter/#step-show", "this SOP in edition"),
        (
            "sops/spam-filter/run/#step-agree",
            "sops/spam-filter/run/#step-agree",
            "this SOP in edition",
        ),
        ("sops/old-filter/", "sops/old-filter/", "this SOP in edition"),
        ("mine/", "latest/mine/", "this page in edition"),
        ("gone/#there", "latest/", "Edition"),
    ],
)
def test_an_old_edition_says_so_and_leads_to_the_same_page_today(
    opened: Opened, address: str, path: str, today: str, says: str
) -> None:
    page = opened(f"{address}{OLD}/{path}", viewport={"width": 390, "height": 800})
    mark = page.locator("rb-edition")
    expect(mark).to_contain_text(f"You are reading edition {OLD}, in force from 2 Mar 2026 to 23")
    link = mark.get_by_role("link", name=f"{says} {NEW}")
    expect(link).to_have_attribute("href", f"{address}{today}")
    expect(mark.get_by_text("You are reading")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_place_that_is_read_is_kept_on_the_way(opened: Opened, address: str) -> None:
    page = opened(f"{address}{OLD}/sops/spam-filter/")
    page.evaluate("location.hash = 'step-revert'")
    page.get_by_role("link", name="this SOP in edition").click()
    page.wait_for_url(f"{address}latest/sops/spam-filter/#step-revert")


@pytest.mark.parametrize("folder", [NEW, "latest"])
def test_the_edition_in_force_says_nothing(opened: Opened, address: str, folder: str) -> None:
    page = opened(f"{address}{folder}/sops/spam-filter/run/")
    page.wait_for_function("Object.keys(sessionStorage).some((key) => key.startsWith('rb-'))")
    expect(page.locator("rb-edition section")).to_have_count(0)
    assert page.locator("rb-edition").bounding_box()["height"] == 0  # type: ignore[index]


def test_without_the_ledger_nothing_is_said(opened: Opened, address: str) -> None:
    page = opened(f"{address}editions/")
    page.route("**/editions.json", lambda route: route.fulfill(status=200, body="<html>"))
    with page.expect_event("requestfinished", lambda request: "editions.json" in request.url):
        page.goto(f"{address}{OLD}/mine/")
    expect(page.locator("rb-edition section")).to_have_count(0)


@pytest.mark.parametrize(
    "change",
    [
        {"current": "Call 555 0100 at once"},
        {"at": "https://other.example/"},
        {"current": {"edition": "x"}},
        {"editions": [{"edition": OLD, "in_force": [], "retracted": {"day": 5, "reason": []}}]},
        {"editions": [{"edition": OLD, "in_force": [{"since": "now", "until": None}]}]},
        {"editions": "none"},
        None,
    ],
)
def test_what_is_no_ledger_says_nothing(
    opened: Opened, address: str, change: dict[str, object] | None
) -> None:
    """Pages of other sites on the same host can write what this one keeps for the next page."""
    page = opened(f"{address}editions/")
    ledger = page.evaluate("async () => (await fetch('../editions.json')).json()")
    text = json.dumps(change and ledger | change)
    page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [KEPT + address, text])
    page.route("**/editions.json", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: "editions.json" in request.url):
        page.goto(f"{address}{OLD}/mine/")
    expect(page.locator("rb-edition section")).to_have_count(0)
    page.evaluate(
        "([key, text]) => sessionStorage.setItem(key, text)", [KEPT + address, json.dumps(ledger)]
    )
    page.reload()
    expect(page.locator("rb-edition section")).to_contain_text(f"You are reading edition {OLD}")


def test_without_scripts_a_page_names_its_edition(opened: Opened, address: str) -> None:
    """And a permanent address leads on all the same."""
    page = opened(f"{address}{OLD}/mine/", java_script_enabled=False)
    mark = page.locator("rb-edition p")
    expect(mark).to_contain_text("This is one edition of the handbook, named in the address.")
    mark.locator("a").click()
    expect(page.locator("h1")).to_have_text("All editions")
    page.goto(f"{address}t/spam-filter/lost/")
    page.wait_for_url(f"{address}latest/sops/spam-filter/run/#trigger-lost")


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("t/spam-filter/lost/", "latest/sops/spam-filter/run/#trigger-lost"),
        ("t/spam-filter/lost/?from=pager", "latest/sops/spam-filter/run/?from=pager#trigger-lost"),
        ("sops/spam-filter/#step-show", "latest/sops/spam-filter/#step-show"),
        ("sops/spam-filter/run/", "latest/sops/spam-filter/run/"),
        ("mine/", "latest/mine/"),
        ("", "latest/"),
    ],
)
def test_an_address_without_an_edition_leads_to_the_one_in_force(
    opened: Opened, address: str, path: str, there: str
) -> None:
    """Permanent ones, and those of a time when the site had no editions."""
    page = opened(address + path)
    page.wait_for_url(address + there)


@pytest.mark.parametrize(
    ("path", "says", "links"),
    [
        (
            "t/spam-filter/odd/",
            "This trigger is no longer in the handbook.",
            [
                "latest/sops/spam-filter/run/",
                "latest/sops/spam-filter/",
                f"{OLD}/t/spam-filter/odd/",
            ],
        ),
        (
            "t/old-filter/lost/",
            "This trigger is no longer in the handbook.",
            [f"{OLD}/t/old-filter/lost/"],
        ),
        ("sops/old-filter/", "This SOP is no longer in the handbook.", [f"{OLD}/sops/old-filter/"]),
        ("sops/old-filter/run/", "This SOP is no longer", [f"{OLD}/sops/old-filter/"]),
        (
            "sops/spam-filter/#step-render",
            "The step “Render” is no longer in this SOP.",
            [f"{OLD}/sops/spam-filter/#step-render", "latest/sops/spam-filter/"],
        ),
    ],
)
def test_what_is_gone_keeps_its_address_and_says_so(
    opened: Opened, address: str, path: str, says: str, links: list[str]
) -> None:
    """It leads nobody on unasked, and on to what there is."""
    page = opened(address + path)
    expect(page.locator("main")).to_contain_text(says)
    expect(page.locator("main")).to_contain_text(f"Edition {OLD} was the last that had it.")
    found = page.locator("main a:visible").evaluate_all("links => links.map(link => link.href)")
    assert [link for link in links if address + link not in found] == []
    assert page.url == address + path


def test_a_page_that_is_not_there_leads_to_the_handbook(opened: Opened, address: str) -> None:
    """Who asked for a page of one edition is offered that of another, and not taken there."""
    page = opened(f"{address}nothing/at/all/")
    expect(page.locator("h1")).to_have_text("This page is not there")
    expect(page.get_by_text("The handbook today")).to_have_attribute("href", "/handbook/latest/")
    page.goto(f"{address}2026.3/changes/")
    expect(page.get_by_text("This page today")).to_have_attribute(
        "href", f"{address}latest/changes/"
    )
    assert page.url == f"{address}2026.3/changes/"


def test_a_retracted_edition_says_why_on_every_page(opened: Opened, retracted: str) -> None:
    """The reason is text; the list and a page of its own say it, too."""
    page = opened(f"{retracted}{OLD}/sops/spam-filter/run/")
    mark = page.locator("rb-edition section[data-rb-grave]")
    expect(mark).to_contain_text(f"Edition {OLD} was retracted on 24 Nov 2026:")
    expect(mark).to_contain_text("Its step <b>revert</b> took back the wrong model.")
    page.goto(f"{retracted}editions/{OLD}/")
    expect(page.locator("main")).to_contain_text("Its step <b>revert</b> took back")
    page.goto(f"{retracted}editions/")
    expect(page.locator(".edition h2")).to_have_text(
        [f"{NEW} In force", f"{OLD} Retracted on 24 Nov 2026"]
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_root_and_the_mark_are_open_to_all(
    opened: Opened, address: str, retracted: str, scheme: str
) -> None:
    """On a phone nothing sticks out, and axe finds nothing in either scheme."""
    page = opened(
        f"{address}editions/", viewport={"width": 390, "height": 800}, color_scheme=scheme
    )
    for url in (
        f"{address}editions/",
        f"{address}t/spam-filter/odd/",
        f"{address}nothing/",
        f"{retracted}editions/{OLD}/",
    ):
        page.goto(url)
        assert Axe().run(page).response["violations"] == [], url
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, url
    for url in (f"{address}{OLD}/sops/spam-filter/", f"{retracted}{OLD}/mine/"):
        page.goto(url)
        page.locator("rb-edition section").wait_for()
        assert Axe().run(page, context="rb-edition").response["violations"] == [], url


def test_the_new_edition_says_what_has_changed_since_the_old_one(site: Path) -> None:
    """By its name, and the page is in the navigation."""
    page = (site / "handbook/latest/changes/index.html").read_text("utf-8")
    assert f"Since edition {OLD}" in page
    home = (site / "handbook/latest/index.html").read_text("utf-8")
    assert re.search(r'<a href="changes/"', home)
    assert not (site / "handbook" / OLD / "changes").exists()


def test_what_is_printed_and_linked_from_outside_stays(site: Path) -> None:
    """The sheet says its edition; its code and the link for alerts name the root."""
    root = "https://mail.acme.example/handbook/"
    sop = (site / f"handbook/{OLD}/sops/spam-filter/index.html").read_text("utf-8")
    assert f'href="../../../t/spam-filter/lost/">{root}t/spam-filter/lost/<' in sop
    run = (site / f"handbook/{OLD}/sops/spam-filter/run/index.html").read_text("utf-8")
    assert f"<figcaption>{root}sops/spam-filter/run/<" in run


@pytest.mark.parametrize(("folder", "edition"), [(OLD, OLD), ("latest", NEW), (NEW, NEW)])
def test_what_is_printed_says_from_which_edition(
    opened: Opened, address: str, folder: str, edition: str
) -> None:
    page = opened(f"{address}{folder}/sops/spam-filter/run/")
    copy = page.locator(".rb-sheet [data-rb-copy]").first
    expect(copy).to_have_text(re.compile(rf"^ from edition {edition} of the handbook, of \d"))
