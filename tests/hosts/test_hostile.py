"""A hostile SOP: every text of it reads as it was written, and nothing of it runs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hosts import hostile
from tests.sites import Project
from tests.validating import invalid

CONFIG = """\
site_name: Hostile
theme:
  name: material
  font: false
  features:
    [navigation.instant, search.suggest, search.highlight, content.code.copy, content.action.edit]
markdown_extensions: [admonition, attr_list, md_in_html, tables, toc, pymdownx.superfences]
plugins: [search, rollbook]
repo_url: https://acme.example/handbook
edit_uri: edit/main/docs/
"""

NOT_SHOWN = {
    *("handbook title", "drill finding"),
    *("example answer", "incident answer", "drill answer"),
}
"""What no page says.

The site has its own name, a finding is for whoever writes, and by the answers a case is judged.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile handbook, with all that the rules find in it."""
    project = Project(tmp_path_factory.mktemp("hostile"))
    project.write(
        {
            **hostile.files(),
            "mkdocs.yml": CONFIG,
            "docs/mine.md": "# Mine\n\n/// sop | hostile\n///\n",
        }
    )
    result = project.run("mkdocs", "build")
    assert result.code == 0, result.output
    return project.folder / "site"


@pytest.fixture(scope="module")
def address(site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that fails its test where anything runs, asks another host, or goes wrong."""
    # A worker would answer before a test could put another page in its place.
    tab = chromium.new_page(service_workers="block")
    wrong: list[str] = []
    tab.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    host = urlsplit(address).netloc
    tab.on(
        "request",
        lambda asked: wrong.append(asked.url) if urlsplit(asked.url).netloc != host else None,
    )
    yield tab
    assert wrong == []
    tab.close()


def addresses(site: Path) -> list[str]:
    """Every page of the site, but those that lead on at once."""
    found = (path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html"))
    return sorted(path for path in found if not path.startswith("t/"))


def said(text: str) -> str:
    """Without a reader's white space."""
    return " ".join(text.split())


def written() -> dict[str, tuple[str, ...]]:
    """Each text of the handbook that has a field's name in it, as its parts have to read."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(key)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str) and (field := re.search("«(.*?)»", value)):
            found[field[1]] = reads(value, field[1])

    for text in hostile.files().values():
        walk(json.loads(text))
    return found


def reads(value: str, field: str) -> tuple[str, ...]:
    """How a text reads; a command or prose up to where inputs and values are filled in."""
    for start, shown in (
        (hostile.prose(field), hostile.reading(field)),
        (hostile.command(field), hostile.command(field)),
    ):
        if value.startswith(start):
            rest = value.removeprefix(start)
            return (shown,) if "${" in rest else (shown, rest)
    return (value,)


def test_every_text_reads_as_written_and_runs_nothing(page: Page, site: Path, address: str) -> None:
    """On the pages, each text is found to the character; no script, address or tag works."""
    texts = []
    for path in addresses(site):
        page.goto(address + path)
        assert page.evaluate("window.ran") is None, path
        texts.append(said(page.evaluate("document.body.textContent")))
        led = page.evaluate(
            "[...document.querySelectorAll('[href], [src]')].map(a => a.href || a.src)"
        )
        where = {urlsplit(str(address)).scheme for address in led if isinstance(address, str)}
        assert where <= {"http", "https", "tel", ""}, path
        assert "other.example" not in {urlsplit(str(address)).netloc for address in led}, path
    missing = {
        name
        for name, parts in written().items()
        if not any(all(said(part) in text for part in parts) for text in texts)
    }
    assert missing == NOT_SHOWN


def test_blocks_of_prose_leave_every_page_valid(site: Path) -> None:
    """A paragraph, a list or a table in a text closes no element of the page around it."""
    assert invalid(site) == []


def test_the_edit_button_leads_to_a_file_of_any_name(page: Page, address: str) -> None:
    """The name of a record's file is an address there, and nothing else."""
    page.goto(address + "incidents/INC-1/")
    assert page.evaluate("window.ran") is None
    led = page.locator("a[rel=edit]").evaluate("link => link.href")
    path = f"https://acme.example/handbook/edit/main/sops/records/{quote(hostile.FILE_NAME)}"
    assert led == path
    assert page.locator("a[rel=edit]").evaluate("link => link.getAttributeNames()") == [
        *("href", "title", "class", "rel"),
    ]


TITLED = {
    "sops/hostile/": "sop title",
    "sops/hostile/examples/own/": "example title",
    "sops/hostile/examples/recorded/": "other example",
    "roles/attackers/": "team name",
    "roles/others/": "other team",
}
"""The pages whose titles an author chooses, by their addresses."""


@pytest.mark.parametrize(("path", "field"), TITLED.items())
def test_a_title_reads_as_written_wherever_a_theme_shows_it(
    page: Page, address: str, path: str, field: str
) -> None:
    """In the tab, the heading, the header, the navigation and the links to the next page."""
    page.goto(address + path)
    title = hostile.line(field)
    assert said(page.title()) == f"{title} - Hostile"
    assert said(page.locator("h1").text_content() or "") == title
    shown = page.locator(".md-header__topic").nth(1).text_content()
    assert said(shown or "") == title
    own = page.locator(".md-nav--primary .md-nav__link--active[href]").last
    assert said(own.text_content() or "") == title
    page.goto(address)
    names = page.locator(".md-nav--primary a.md-nav__link").all_text_contents()
    assert title in [said(name) for name in names]


def test_the_search_reads_and_runs_nothing(page: Page, address: str) -> None:
    """The index holds the texts; a result shows them, and leads to the page."""
    page.goto(address)
    page.locator(".md-search__input").press_sequentially("sop title")
    result = page.locator(".md-search-result__item").first
    result.wait_for()
    assert page.evaluate("window.ran") is None
    shown = page.locator(".md-search-result__item h1").all_text_contents()
    assert hostile.line("sop title") in [said(text) for text in shown]


def test_the_address_of_a_trigger_reads_as_written_and_leads_on(
    page: Page, site: Path, address: str
) -> None:
    """Its page runs nothing, and says what it leads to where somebody is not led."""
    for trigger, says in (("measured", "metric name"), ("judged", "judgement")):
        path = f"t/hostile/{trigger}/"
        page.goto(address + path)
        page.wait_for_url(f"{address}sops/hostile/run/#trigger-{trigger}")
        built = (site / path / "index.html").read_text("utf-8")
        still = re.sub(r"<meta http-equiv.*", "", built)
        page.route(
            address + path,
            lambda route, _, still=still: route.fulfill(body=still, content_type="text/html"),
        )
        page.goto(address + path)
        assert page.evaluate("window.ran") is None
        assert said(page.title()) == f"{trigger.title()}: {hostile.line('sop title')}"
        text = said(page.locator("main").text_content() or "")
        for field in (says, "sop title"):
            assert all(said(part) in text for part in written()[field]), field


def test_a_trigger_is_found_by_hostile_words_and_runs_nothing(page: Page, address: str) -> None:
    """What is typed and what is found are words, and the theme's own navigation opens it."""
    page.goto(address)
    expect(page.locator(".rb-answers a")).to_have_count(2)
    field = page.get_by_label("What do you see?")
    for typed in (
        '«alert» <script>window.ran=1</script>" onerror',
        "שלום metric",
        "🔥 مرحبا alert",
    ):
        field.fill(typed)
        expect(page.get_by_text("1 of 2 triggers")).to_be_visible()
    field.fill(f"{hostile.prose('judgement')} {hostile.prose('evidence')}")
    expect(page.get_by_text("1 of 2 triggers")).to_be_visible()
    assert page.evaluate("window.ran") is None
    field.press("Enter")
    expect(page).to_have_url(f"{address}sops/hostile/#trigger-judged")
    page.locator(".md-header__button.md-logo").first.click()
    expect(page.get_by_label("What do you see?")).to_be_visible()
    expect(page.get_by_text("2 triggers", exact=True)).to_be_visible()
