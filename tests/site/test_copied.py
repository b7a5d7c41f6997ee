"""What is copied from a page into an issue elsewhere: nothing that somebody wrote takes effect."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rollbook.loading.secrets import secrets
from rollbook.views.changes.github_text import code, prose
from tests.hosts import hostile
from tests.sites import Project
from tests.views.hostile_reviews import TRICKS
from tests.views.test_changes_as_markdown import Rendered, words

LINE = (
    '/close @acme closes #1, fixes acme/app#2 (GH-3) !4 ~bug ~"a b" %5 &6 ^7 '
    "![x](https://evil.example/x.png) [y](https://evil.example) [z]: https://evil.example "
    "www.evil.example a@b.example :tada: $x$ c0ffee1 **b** __c__ `d @acme` | e ~~f~~ &#64;acme "
    "\\@acme - [ ] x 1. # h > q ``` ~~~ [^1] ‹x›"
)
"""All that a site makes something of, in one line."""

HTML = f"{LINE} <img src=x onerror=alert(1)> <!-- </details> </table>"
LINES = f"{LINE}\n\n- [ ] x\n\n1. y\n\n/close\n100) z\n"
WRITTEN = "@acme closes #1 ![x](https://evil.example/x.png) | <img src=x> /close"
"""What somebody types while acting."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A handbook in which every text is such a line, served."""
    project = Project(tmp_path_factory.mktemp("copied"))
    project.write(hostile.spoken(HTML, LINES))
    project.write(
        {
            "mkdocs.yml": "site_name: S\ntheme: {name: material, font: false}\n"
            "plugins: [{rollbook: {downloads: false, rules: off}}]\n",
            "docs/guide.md": "# Guide\n",
        }
    )
    result = project.run("mkdocs", "build")
    assert result.code == 0, result.output
    return serve(project.folder / "site")


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A browser that may use the clipboard."""
    context = chromium.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def is_harmless(markdown: str, *tags: str) -> Rendered:
    """It is text, code and what we write around them, by GitHub's own parser."""
    seen = Rendered(markdown)
    ours = {*tags, "p", "li", "ul", "code", "strong"}
    assert {tag.strip("/") for tag in seen.tags} <= ours, seen.html
    assert seen.acting() == [], seen.html
    # GitLab obeys what begins a line.
    assert not re.search(r"(?m)^\s*/\w", markdown)
    assert "@acme closes #1" in " ".join(seen.said.split())
    return seen


def test_the_minutes_of_a_tabletop(page: Page) -> None:
    """Title, case, names of steps, people, decisions and findings; shown as they are copied."""
    page.goto("practice/hostile/own/")
    table = page.locator("rb-tabletop")
    table.get_by_role("button", name="Begin").click()
    table.get_by_label("What the group decides").fill(WRITTEN)
    for _ in range(table.locator(".rb-scene").count() - 2):
        table.get_by_role("button", name="Next").click()
    expect(table.get_by_text("As Markdown, for an issue")).to_be_hidden()
    table.get_by_label("Who took part").fill(f"Ada, {WRITTEN}")
    table.get_by_label("Passed").check()
    table.get_by_label("What was found").fill(f"{WRITTEN}\n# x\n100. y\n/close\n- [ ] z")
    table.get_by_role("button", name="Copy as Markdown").click()
    expect(table.get_by_role("button", name="Copied")).to_be_visible()
    copied = clipboard(page)
    seen = is_harmless(copied, "h2")
    assert seen.tags.count("li") == len(re.findall(r"(?m)^- ", copied))
    table.get_by_text("As Markdown, for an issue").click()
    shown = table.get_by_role("region", name="The minutes")
    expect(shown).to_be_visible()
    assert shown.locator("code").text_content() == copied


def test_the_first_week_as_a_checklist(page: Page, address: str) -> None:
    """Its links lead to the handbook and nowhere else; without a script the text is the same."""
    page.goto("roles/attackers/#first-week")
    lists = page.locator("rb-checklist")
    assert lists.count()
    for place in range(lists.count()):
        button = lists.nth(place).get_by_role("button", name="Copy as a checklist")
        button.click()
        copied = clipboard(page)
        seen = is_harmless(copied, "h3", "a", "input")
        links = re.findall(r'href="([^"]*)"', seen.html)
        assert links
        assert all(link.startswith(address) for link in links)
        assert lists.nth(place).locator("pre code").text_content() == copied
    plain = page.request.get("roles/attackers/").text()
    (source, *_) = re.findall(r'<pre [^>]*aria-label="Checklist.*?<code>(.*?)</code>', plain, re.S)
    page.set_content(f"<pre>{source}</pre>")
    is_harmless(page.locator("pre").text_content() or "", "h3", "input")


def test_the_log_of_a_run_and_its_hand_over(page: Page) -> None:
    """Title, steps, roles, answers, values and notes; what is copied is what is shown."""
    page.goto("sops/hostile/run/")
    expect(page.locator("rb-run[data-rb-ready]")).to_be_visible()
    page.evaluate(
        """written => {
          const run = document.querySelector("rb-run").run;
          run.kept.say({kind: "start"});
          run.kept.say({kind: "note", value: written});
          run.kept.say({kind: "value", name: "incident", value: written});
          run.kept.say({kind: "value", name: "inputs.answer", value: written});
        }""",
        WRITTEN,
    )
    page.reload()
    step = page.locator(".rb-step:visible")
    step.get_by_label("I know that there is no way back").check()
    step.get_by_role("button").filter(has_text="case").first.click()
    for name, kind, tags in (
        ("Hand over", "handover", ()),
        ("Log", "log", ("h3", "table", "thead", "tbody", "tr", "th", "td")),
    ):
        page.locator("summary", has_text=name).click()
        text = page.locator(f"[data-rb-{kind}]")
        text.locator("xpath=following-sibling::button").first.click()
        copied = clipboard(page)
        assert copied == text.text_content()
        own = copied.replace(page.url, "")
        seen = is_harmless(own, *tags)
        assert seen.tags.count("td") in (0, 7)


def test_both_rules_are_one() -> None:
    """A text is written by the scripts as the review writes it, and reads as it was typed."""
    luck = random.Random(0)
    numbers = ("12.", "123456789)", "1234567890.")
    alphabet = [*TRICKS, *"éß١Ａﬀ", *numbers, "_x_", "x_y", '~"l"']
    texts = ["".join(luck.choices(alphabet, k=luck.randint(0, 9))) for _ in range(3_000)]
    texts = [text for text in texts if not [*secrets(text)]]
    done = subprocess.run(
        ["node", Path(__file__).with_name("markdown.mjs")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    for text, (said, coded, in_cell) in zip(texts, json.loads(done.stdout), strict=True):
        assert (said, coded) == (prose(text), code(text)), text
        table = Rendered(f"| {in_cell} | b |\n| - | - |\n| {in_cell} | d |\n")
        assert [tag for tag in table.tags if tag in ("th", "td")] == ["th", "th", "td", "td"]
        assert table.acting() == [], text
        assert table.said.split() == [*words(text), "b", *words(text), "d"], text
