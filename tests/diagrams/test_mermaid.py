"""Drawings as Mermaid: Mermaid itself reads every one, and shows every text as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from rollbook.diagrams import Picture
from rollbook.diagrams.figures.figure import Figure
from rollbook.diagrams.formats.mermaid import mermaid
from rollbook.diagrams.layout.text import clean
from tests.diagrams.exports import bare, file, pictures, said
from tests.diagrams.test_dot import HOSTILE, hostile
from tests.sites import REPOSITORY

MERMAID = REPOSITORY / "tests/npm/node_modules/mermaid/dist/mermaid.min.js"
PARSE = "text => mermaid.parse(text).then(found => found.diagramType, error => String(error))"
RENDER = """async text => {
  const {svg} = await mermaid.render('drawn', text);
  document.body.innerHTML = svg;
  const shown = found => [...document.querySelectorAll(found)].map(e => e.textContent);
  return {
    nodes: shown('.node .nodeLabel'),
    edges: shown('.edgeLabel .edgeLabel').filter(Boolean),
    clusters: shown('.cluster .nodeLabel, .cluster-label'),
    told: [shown('svg > title')[0], shown('svg > desc')[0]],
    foreign: document.querySelectorAll('svg :is(script, iframe, img, a, b)').length,
  };
}"""
KEYWORDS = (
    "end",
    "1. first",
    "- item",
    "+ item",
    "graph TD",
    "%%{init: {}}%%",
    "`code`",
    "_x_ *y*",
)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page with Mermaid, which must not ask for anything or say anything."""
    page = chromium.new_page()
    happened: list[str] = []
    page.on("request", lambda request: happened.append(request.url))
    page.on("dialog", lambda dialog: happened.append(dialog.message))
    page.add_script_tag(path=MERMAID)
    page.evaluate("mermaid.initialize({startOnLoad: false, theme: 'default'})")
    yield page
    page.close()
    assert happened == []


def render(page: Page, text: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(RENDER, text)
    assert found["foreign"] == 0
    return found


def test_mermaid_reads_every_drawing(page: Page) -> None:
    """Those of this repository's SOPs, of a long one, and of hostile ones."""
    for name, picture in pictures():
        kind = "flowchart-v2" if isinstance(picture, Picture) else "gantt"
        assert page.evaluate(PARSE, file(picture, "mermaid")) == kind, name


def test_what_mermaid_draws_says_what_was_meant(page: Page) -> None:
    """Every box with its words, every label, every phase."""
    for name, picture in list(pictures())[:4]:
        if not isinstance(picture, Picture):
            continue
        figure = picture.figure
        found = render(page, file(picture, "mermaid"))
        shown = [bare(text) for text in found["nodes"]]
        assert len(shown) >= len(figure.nodes)
        for node in figure.nodes:
            words = said(node)
            assert any(all(word in text for word in words) for text in shown), (name, words)
        labels = sorted(bare(clean(way.label)) for way in figure.ways if way.label)
        assert sorted(map(bare, found["edges"])) == labels, name


def test_hostile_texts_are_shown_as_texts(page: Page) -> None:
    """In boxes, on lines, as titles and as what is told to who cannot see."""
    figure = hostile()
    found = render(page, mermaid(figure))
    shown = [bare(text) for text in found["nodes"]]
    for text in HOSTILE:
        assert any(label.count(bare(clean(text))) >= 4 for label in shown), text
        assert text is HOSTILE[0] or bare(clean(text)) in map(bare, found["edges"]), text
    assert bare(clean(HOSTILE[3])) in map(bare, found["clusters"])
    assert found["told"] == [clean(HOSTILE[0]), clean(HOSTILE[1])]


@pytest.mark.parametrize("word", KEYWORDS)
def test_words_of_mermaid_and_of_markdown_are_texts(page: Page, word: str) -> None:
    """A step may be called `end`, or begin like an item of a list."""
    figure = hostile()
    item = replace(figure.nodes[0].items[0], text=word, small=word, was="")
    single = replace(figure.nodes[0], items=(item,), head=word, lane="")
    drawn: Figure = replace(figure, nodes=(single,), ways=(), title=word, description=word)
    found = render(page, mermaid(drawn))
    assert bare(word) * 3 in [bare(text) for text in found["nodes"]]
    assert [bare(told) for told in found["told"]] == [bare(word)] * 2


def test_a_tree_goes_sideways() -> None:
    """As its drawing does."""
    assert mermaid(hostile()).startswith("flowchart TD\n")
    assert mermaid(hostile(), sideways=True).startswith("flowchart LR\n")


def test_nothing_is_set_up_and_nothing_can_be_pressed() -> None:
    """No directive and no link: the text is a drawing and no more."""
    for _, picture in pictures():
        lines = [line.strip() for line in file(picture, "mermaid").splitlines()]
        assert not any(line.startswith(("click", "%%", "---", "href")) for line in lines)
