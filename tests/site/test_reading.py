"""Reading the handbook of this repository in a browser, as someone does who needs it."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.site.watching import Watched

NARROW, WIDE = 390, 1280
PAGES = (
    "",
    "sops/",
    "sops/home-feed-ranking/",
    "sops/credit-approval-bias/",
    "sops/feature-pipeline-inputs/",
    "sops/inference-latency/",
    "sops/support-assistant-prompt/",
    "sops/home-feed-ranking/examples/release-42/",
    "sops/feature-pipeline-inputs/examples/late-partition/",
    "roles/",
    "roles/mlops-oncall/",
    "examples/",
    "faq/",
    "incidents/",
    "incidents/INC-2026-031/",
    "practice/",
    "practice/home-feed-ranking/",
    "practice/home-feed-ranking/release-42/",
    "guide/",
    "guide/language/",
    "guide/blocks/",
)
SOME = ("", "sops/home-feed-ranking/", "incidents/INC-2026-031/")
"""One of each kind: the styles are the same on all."""


def test_from_the_symptom_to_the_steps_the_matrix_an_example_and_the_faq(watched: Watched) -> None:
    """Someone finds the procedure on the home page and reads it to its end."""
    page = watched.page
    page.goto("./")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is wrong?")
    page.get_by_role("link", name="Click-through against control").click()
    expect(page).to_have_url(re.compile("sops/home-feed-ranking/#trigger-engagement-drop$"))

    page.get_by_role("link", name="Go to the first step").click()
    step = page.locator("#step-revert-model")
    expect(step).to_contain_text("MLOps on-call")
    expect(step.locator("pre").first).to_have_text("ops/serve feed-ranker/41")
    expect(step).to_contain_text("The ranker reports version 41")

    row = page.get_by_role("region", name="RACI matrix").locator("#duty-revert-model")
    expect(row.locator("abbr")).to_have_text(["A", "R"])
    row.get_by_role("link", name="6 Revert model").click()
    expect(page).to_have_url(re.compile("#step-revert-model$"))
    expect(step).to_be_in_viewport()

    article = page.locator("article")
    article.get_by_role("link", name="Engagement falls after release 42").first.click()
    expect(page).to_have_title(re.compile("Engagement falls after release 42"))
    expect(article).to_contain_text("an export had run out of disk")
    expect(article).to_contain_text("29 min in all, not judged: its earlier procedure is not here")

    page.get_by_role("link", name="FAQ", exact=True).first.click()
    question = page.locator("summary", has_text="Can I skip the approval at night?")
    question.click()
    expect(question.locator("xpath=..")).to_contain_text("Page the deputy")


def test_the_search_leads_to_a_step(watched: Watched) -> None:
    """Words of a step, typed into the search, lead to its SOP."""
    page = watched.page
    page.goto("./")
    page.get_by_placeholder("Search").press_sequentially("popular items")
    result = page.locator(".md-search-result__link").first
    expect(result).to_contain_text("Roll back the home-feed ranking model")


def test_a_command_is_copied_with_the_version_filled_in(chromium: Browser, address: str) -> None:
    """The button beside a command copies what is to be typed and nothing else."""
    context = chromium.new_context(base_url=address)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("sops/home-feed-ranking/")
    page.locator("#step-revert-model .rb-command").first.hover()
    page.locator(
        "#step-revert-model .rb-command .md-clipboard, #step-revert-model .md-code__button"
    ).first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert copied.strip() == "ops/serve feed-ranker/41"


def test_without_scripts_everything_is_there(chromium: Browser, address: str) -> None:
    """A browser that runs nothing shows the flow, the steps and the matrix all the same."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("sops/home-feed-ranking/")
    expect(page.locator(".rb-figure__wide svg").first).to_be_visible()
    expect(page.locator("#step-confirm")).to_be_visible()
    expect(page.get_by_role("region", name="RACI matrix")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_on_a_phone_and_on_a_desk(
    chromium: Browser, address: str, path: str
) -> None:
    """No error, no other host, no sideways scrolling, and nothing that axe finds."""
    context = chromium.new_context(
        viewport={"width": NARROW, "height": 800}, base_url=address, reduced_motion="reduce"
    )
    watched = Watched(context.new_page(), address)
    watched.page.goto(f"./{path}")
    for width in (NARROW, WIDE):
        watched.page.set_viewport_size({"width": width, "height": 800})
        # The theme's own title sticks out until its script has run.
        watched.page.wait_for_function(
            "width => document.documentElement.scrollWidth <= width", arg=width
        )
        if width == NARROW:
            assert violations(watched.page) == []
    context.close()
    assert watched.wrong == []


@pytest.mark.parametrize(
    ("path", "scheme", "width"),
    [
        *((path, "dark", NARROW) for path in SOME),
        *((path, "light", WIDE) for path in SOME),
    ],
)
def test_axe_finds_nothing_in_the_dark_and_on_a_desk(
    chromium: Browser, address: str, path: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        base_url=address,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"./{path}")
    assert violations(page) == []
    context.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Contrast, names, order of headings, tables: what a machine can check holds.

    Left out are the theme's own: the marks beside headings and the bars of code blocks.
    """
    results = Axe().run(
        page, {"include": [["article"]], "exclude": [[".headerlink"], [".md-code__nav"]]}
    )
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]][:3])
        for violation in results.response["violations"]
    ]


def test_the_edit_button_opens_the_yaml(watched: Watched) -> None:
    """A page that was made from a file leads to that file."""
    page = watched.page
    for path, source in {
        "sops/home-feed-ranking/": "sops/home-feed-ranking.yml",
        "incidents/INC-2026-031/": "sops/records/INC-2026-031.yml",
        "roles/mlops-oncall/": "sops/handbook.yml",
        "guide/": "docs/guide/index.md",
    }.items():
        page.goto(f"./{path}")
        href = page.locator("a.md-content__button").first.evaluate("link => link.href")
        assert href == f"https://github.com/rollbook/rollbook/edit/main/{source}"


def test_on_paper_every_answer_is_open(watched: Watched) -> None:
    """Print shows what a screen folds away, and none of the site's own furniture."""
    page = watched.page
    page.goto("sops/home-feed-ranking/")
    page.emulate_media(media="print")
    expect(page.locator("#faq-1 > div")).to_be_visible()
    expect(page.locator(".rb-start")).to_be_hidden()
    expect(page.locator("#step-revert-model pre").first).to_be_visible()
