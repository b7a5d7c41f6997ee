"""Changes as a page of its own, and both editions of a flow in one picture."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from playwright.sync_api import Browser, expect

from rollbook.model.handbook import Handbook
from rollbook.model.shared import Shared
from rollbook.review.change import Review
from rollbook.views.changes.as_html import as_html
from rollbook.views.library import Library
from rollbook.views.pictures import changes_pictures
from tests.diagrams import samples
from tests.diagrams.dossiers import sized, written
from tests.validating import invalid
from tests.views.editions import FEED, TODAY, after, before, feed, review
from tests.views.hostile_reviews import TEXTS, reviews_of

NOTHING = Library(Handbook(Shared(title="Empty", teams={}), {}), TODAY)


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page on a disk."""
    path = tmp_path_factory.mktemp("changes") / "changes.html"
    path.write_text(as_html(review(), before(), after()), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_whole_by_itself(
    chromium: Browser, page_file: Path, scheme: Literal["light", "dark"]
) -> None:
    """It asks for nothing, fits a phone and a desk, has both schemes, and axe finds nothing."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(page_file.as_uri())
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert light == (scheme == "light")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shown = page.locator(".rb-figure__view:visible")
        expect(shown).to_have_class(re.compile("wide" if width == 1280 else "narrow"))
        assert violations(Axe().run(page).response) == []
    assert asked == [page_file.as_uri()]
    assert wrong == []
    context.close()


def test_the_page_is_valid(page_file: Path) -> None:
    assert invalid(page_file.parent) == []


def violations(response: dict[str, object]) -> list[object]:
    found = response["violations"]
    assert isinstance(found, list)
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def test_a_box_leads_to_what_is_said_of_it(chromium: Browser, page_file: Path) -> None:
    """One of which nothing is said leads nowhere; what became otherwise is marked in the values."""
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    expect(page.locator(".rb-review__verdict")).to_have_text(
        "5 changes weaken the control, beside 4 procedural and 3 cosmetic changes in 2 SOPs. "
        "1 fault to mend before this can be merged."
    )
    page.locator(".rb-figure__wide a[aria-label*='Revert model']").click()
    expect(page.locator(":target")).to_contain_text("Step revert-model runs another command.")
    expect(page.locator(":target ins")).to_have_text(" --force")
    expect(page.locator(".rb-figure__wide a[aria-label*='Popular items']")).to_have_count(0)
    page.get_by_role("link", name="Roll back the prompt").click()
    expect(page.locator(":target")).to_have_text("Roll back the prompt of the assistant")
    page.close()


def test_it_says_what_became_of_each_box() -> None:
    """Renamed steps stay one box, and a command that no box shows is told as well."""
    old, new = before().dossiers[FEED], after().dossiers[FEED]
    (picture,) = changes_pictures(
        old, new, {"view-changed": "features-changed"}, {"revert-model": "ops/serve"}
    )
    marks = {item.name: node.mark for node in picture.figure.nodes for item in node.items}
    assert marks["approve"] == "removed"
    assert marks["warm-cache"] == "added"
    assert marks["view-changed"] == "same"
    assert "features-changed" not in marks
    changed = {name for name, mark in marks.items() if mark == "changed"}
    assert changed == {"engagement-drop", "pause-ramp", "revert-model", "settle", "verify"}
    was = {item.name: item.was for node in picture.figure.nodes for item in node.items}
    assert was["revert-model"] == "ops/serve"
    assert [*changes_pictures(old, old, {}, {})] == []


def test_a_long_flow_shows_the_phases_that_changed() -> None:
    """60 steps are too much for a picture; the phases in which nothing changed are left out."""
    edition = samples.sixty()
    name = next(name for name, step in edition["steps"].items() if "wait" in step)
    edition["steps"][name]["wait"] = "99m"
    edition["examples"] = {}
    new = written({"sixty": edition}, samples.shared())["sixty"]
    pictures = [*changes_pictures(sized()["sixty"], new, {}, {})]
    marks = [node.mark for picture in pictures for node in picture.figure.nodes]
    assert len(pictures) == 1
    assert marks.count("changed") == 1


def test_an_sop_that_is_new_or_gone_is_drawn_alone() -> None:
    """There is no other edition to join it with."""
    new = replace(feed(), version_before=None)
    gone = replace(feed(), version_after=None)
    for sop, libraries in (
        (new, (None, after())),
        (new, (NOTHING, after())),
        (gone, (before(), NOTHING)),
    ):
        page = as_html(Review("a", "b", [sop]), *libraries)
        assert page.count('rb-figure__wide"') == 1
        assert "otherwise than before" not in page
    assert 'rb-figure__wide"' not in as_html(Review("a", "b", [gone]), None, NOTHING)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(told=reviews_of(TEXTS))
def test_nothing_that_an_author_wrote_takes_effect(told: Review) -> None:
    """Every tag and attribute is one of ours, and every link leads to a place on the page."""
    seen = Seen(as_html(told, NOTHING, NOTHING))
    tags = {tag for tag, _ in seen.tags}
    assert tags <= {
        *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3"),
        *("p", "ul", "li", "dl", "dt", "dd", "div", "span", "strong", "code", "del", "ins", "a"),
        *("details", "summary", "svg", "path"),
    }
    assert not [name for _, attrs in seen.tags for name in attrs if name.startswith("on")]
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    for tag, attrs in seen.tags:
        assert tag != "a" or (attrs["href"] or "").removeprefix("#") in ids


def test_the_same_thing_changed_twice_has_one_anchor() -> None:
    """No id stands twice on the page."""
    twice = replace(feed(), changes=[*feed().changes] * 2)
    seen = Seen(as_html(Review("a", "b", [twice]), before(), after()))
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
