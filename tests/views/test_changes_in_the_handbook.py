"""What this edition of the handbook changed: a page, and the last change on the page of an SOP."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from rollbook.review.change import Review
from rollbook.views.blocks import handbook_block, sop_block
from rollbook.views.library import Library
from rollbook.views.marks import SCHEME
from rollbook.views.pages import pages
from rollbook.views.sop_page import sop_page
from tests.hosts.procedure import SOPS
from tests.loading.test_history import git
from tests.site.watching import Watched
from tests.sites import Project
from tests.views.editions import FEED, TODAY, after, feed, review

MKDOCS = (
    "site_name: Mail\ntheme: {name: material, font: false, palette: [{scheme: slate}]}\n"
    "plugins: [search, rollbook: {changes_since: v1}]\n"
)
AGREE = "  agree: {approve: approver, takes: 2m}\n"
AGREED = "agree: 1m, "


def changed(told: Review | None = None) -> Library:
    """This repository's handbook after a change."""
    return Library(after().handbook, TODAY, changes=told or review())


def test_the_page_is_there_where_an_earlier_edition_is_named() -> None:
    """It stands behind Health."""
    assert [page.path for page in pages(changed())][-2:] == ["health.md", "changes.md"]
    assert [page.path for page in pages(after())][-1] == "health.md"
    assert "Nobody named an earlier edition" in handbook_block(after(), "changes", {})


def test_it_says_sop_by_sop_what_is_otherwise() -> None:
    """A changed thing leads to its place, one that is gone does not."""
    page = handbook_block(changed(), "changes", {})
    assert "5 changes weaken the control, beside 4 procedural" in page
    assert "to mend" not in page.lower()
    assert page.index("Roll back the home-feed") < page.index("Roll back the prompt")
    step = f'<a href="{SCHEME}sops/{FEED}.md#step-revert-model"><code dir="auto">revert-model'
    assert f"Step {step}</code></a> runs another command." in page
    assert "#step-approve" not in page
    assert f'<a class="rb-to" href="{SCHEME}sops/{FEED}.md">' in page
    gone = replace(feed(), sop="gone-sop", version_after=None)
    assert "gone-sop.md" not in handbook_block(changed(Review("a", "", [gone])), "changes", {})


def test_the_page_of_an_sop_says_what_changed_last() -> None:
    """In sentences, but for what is only worded otherwise."""
    history = sop_block(changed(), FEED, "history", {})
    told = re.sub(r"<[^>]+>", "", history)
    assert "Last change: version 3 → 4." in told
    assert "Step settle waits 2m instead of 5m." in told
    assert "Question" not in told
    prompt = re.sub(r"<[^>]+>", "", sop_block(changed(), "support-assistant-prompt", "history", {}))
    assert "Last change: still version 2. Only how it reads." in prompt
    assert "Last change" not in sop_block(changed(), "inference-latency", "history", {})


def test_an_sop_without_records_has_a_history_once_it_changed() -> None:
    """Its section is there for the change alone."""
    bare = replace(changed().handbook, records=())
    for library, there in (
        (Library(bare, TODAY, changes=review()), True),
        (Library(bare, TODAY), False),
    ):
        assert ("view: history" in sop_page(library.dossiers[FEED])) == there
    history = sop_block(Library(bare, TODAY, changes=review()), FEED, "history", {})
    assert "Last change" in history
    assert "<table" not in history


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site whose SOP was changed since the revision that its configuration names."""
    project = Project(tmp_path_factory.mktemp("mail"))
    project.write({**SOPS, "docs/about.md": "# About\n", "mkdocs.yml": MKDOCS})
    git(project.folder, "init", "--quiet")
    git(project.folder, "add", "--all")
    git(project.folder, "commit", "--quiet", "--message", "One")
    git(project.folder, "tag", "v1")
    sop = SOPS["sops/spam-filter.yml"]
    assert AGREE in sop
    sop = sop.replace(AGREE, "").replace(AGREED, "").replace("    takes: 3m\n", "    takes: 4m\n")
    project.write({"sops/spam-filter.yml": sop.replace("version: 1\n", "version: 2\n")})
    result = project.run("mkdocs", "build")
    assert result.code == 0, result.output
    return project


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_in_a_browser(
    chromium: Browser, mail: Project, serve: Callable[[object], str], width: int
) -> None:
    """It is in the navigation, fits, axe finds nothing, and its links work."""
    address = serve(mail.folder / "site")
    context = chromium.new_context(viewport={"width": width, "height": 900}, base_url=address)
    watched = Watched(context.new_page(), address)
    page = watched.page
    page.goto("./changes/")
    expect(page.locator("article")).to_contain_text("1 change weakens the control")
    expect(page.locator("article")).to_contain_text("Since v1")
    expect(page.locator("article")).to_contain_text("Step agree is gone")
    page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)
    found = Axe().run(page, {"include": [["article"]], "exclude": [[".headerlink"]]}).response
    assert [rule["id"] for rule in found["violations"]] == []
    page.locator("article").get_by_role("link", name="revert").first.click()
    expect(page.locator("#step-revert")).to_be_in_viewport()
    expect(page.locator(".rb-history")).to_contain_text("Step revert: the ")
    page.locator(".rb-history").get_by_role("link", name="All changes").click()
    expect(page.locator("article h1")).to_contain_text("Changes")
    context.close()
    assert watched.wrong == []


def test_a_revision_that_git_does_not_know_stops_the_build(project: Project) -> None:
    """In words, with what to do."""
    project.write({**SOPS, "docs/about.md": "# About\n", "mkdocs.yml": MKDOCS})
    git(project.folder, "init", "--quiet")
    result = project.build()
    assert result.code == 1
    assert "rollbook: changes_since: " in result.output
    assert "'v1'" in result.output
    assert "Traceback" not in result.output


def test_an_old_command_is_not_found_by_searching(mail: Project) -> None:
    """Who searches wants to act, so the page of changes says nothing to the search."""
    index = json.loads((mail.folder / "site/search/search_index.json").read_text("utf-8"))
    texts = [d["title"] + d["text"] for d in index["docs"] if d["location"].startswith("changes/")]
    assert texts
    assert not any("agree" in text for text in texts)
