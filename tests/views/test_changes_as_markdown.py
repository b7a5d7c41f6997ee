"""Changes as Markdown, rendered by GitHub's own parser.

What GitHub does to the text behind it (people, issues, commits, emoji, formulas) is looked for in
the text that is not code, as GitHub does.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT
from rollbook.review.change import Reader, Review, Stale
from rollbook.views.changes.as_markdown import as_markdown
from rollbook.views.changes.github_text import code, prose, size
from tests.views.editions import change, feed, review
from tests.views.hostile_reviews import TEXTS, reviews_of

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

CODE = {"code", "pre"}
FRAME = {"h3", "ul", "li", "details", "summary", "strong", "br"}
OURS = FRAME | CODE | {"p", "em", "table", "thead", "tbody", "tr", "th", "td"}
ACTS = {
    "people": r"(?:^|[^\w])@[a-z0-9]",
    "issues": r"(?:^|[^\w])(?:#|gh-)\d|[#!%~&]\d",
    "commits": r"\b[0-9a-f]{7,40}\b",
    "addresses": r"https?://|www\.",
    "emoji": r":[\w+-]+:",
    "formulas": r"\$",
}


class Rendered(HTMLParser):
    """What a browser gets: the tags in order, and the text with whether it is code."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[tuple[str, bool]] = []
        self._inside: list[str] = []
        self.html = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append((data, bool(CODE & set(self._inside))))

    def handle_comment(self, data: str) -> None:
        self.tags.append("a comment")

    @property
    def said(self) -> str:
        return "".join(text for text, _ in self.text)

    @property
    def frame(self) -> list[str]:
        return [tag for tag in self.tags if tag.strip("/") in FRAME]

    def acting(self) -> list[str]:
        """What GitHub would make something of."""
        loose = [text for text, is_code in self.text if not is_code]
        return [n for n, form in ACTS.items() for t in loose if re.search(form, t, re.IGNORECASE)]


def words(text: str) -> list[str]:
    """The words of a text as they are shown, with what may not be shown replaced."""
    text = FORBIDDEN.sub(REPLACEMENT, text).replace("\t", "    ").replace("\r", "")
    return text.replace("\n", " ").split()


@settings(max_examples=300, deadline=None, derandomize=True)
@given(told=reviews_of(TEXTS), limit=st.sampled_from([2_000, 5_000, 65_000]))
def test_nothing_that_an_author_wrote_takes_effect(told: Review, limit: int) -> None:
    """No person is called, no issue closed, no tag, picture or link made, no section ended."""
    markdown = as_markdown(told, limit)
    assert size(markdown) <= limit
    seen = Rendered(markdown)
    assert set(seen.tags) <= OURS | {f"/{tag}" for tag in OURS}, seen.html
    assert seen.acting() == [], seen.html
    opened = [tag for tag in seen.tags if not tag.startswith("/") and tag != "br"]
    assert len(opened) == sum(tag.startswith("/") for tag in seen.tags)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(told=reviews_of(TEXTS))
def test_the_page_is_built_alike_whatever_the_texts_say(told: Review) -> None:
    """Headings, lists and folds are those of the same changes with harmless words."""
    plain = Rendered(as_markdown(harmless(told), 10**6))
    hostile = Rendered(as_markdown(told, 10**6))
    assert hostile.frame == plain.frame


def harmless(told: Review) -> Review:
    """The same review with one word in place of each text."""

    def word(text: str) -> str:
        return "word" if words(text) else ""

    sops = [
        replace(
            sop,
            sop=f"sop-{place}",
            title="word",
            reason="word" if sop.reason else "",
            changes=[
                replace(
                    c,
                    sentence="Step ‹word› now.",
                    rule="word" if c.rule else "",
                    why=f"word {[d.why for d in sop.changes].index(c.why)}" if c.why else "",
                    file="word" if c.file else "",
                    before=None,
                    after=None,
                )
                for c in sop.changes
            ],
            readers=[Reader("w", "word", "word") for _ in sop.readers],
            unsaid=["Step ‹word› now." for _ in sop.unsaid],
        )
        for place, sop in enumerate(told.sops)
    ]
    stale = [Stale("sop", "word", "word", word(s.contact), "word", "word") for s in told.stale]
    return Review("a", "b", sops, stale)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=TEXTS)
def test_every_word_survives(text: str) -> None:
    """Words outside of code and within it are those of the author, in their order."""
    said = f"x {text} y"
    assert Rendered(prose(said)).said.split() == words(said)
    shown = Rendered(f"x {code(text)} y")
    assert shown.said.split() == ["x", *(words(text) or ["nothing"]), "y"]
    assert (" ".join(words(text)), True) in shown.text or not words(text)


def test_a_review_as_it_is_read() -> None:
    """The verdict in the first line, then SOP by SOP; what is cosmetic is folded."""
    markdown = as_markdown(review())
    first, *rest = markdown.splitlines()
    assert first == (
        "**5 changes weaken the control**, beside 4 procedural and 3 cosmetic changes in 2 SOPs. "
        "**1 fault to mend before this can be merged.** Who has to look: ML platform, ML leads, "
        "`@acme/trust`, Assistant team."
    )
    text = "\n".join(rest)
    order = [
        "### Roll back the home-feed ranking model (`home-feed-ranking`), version 3 → 4",
        "**To mend:** A weakening has no reason",
        "**Weakens the control**",
        "- Trigger `engagement-drop`: the threshold falls from `0.92` to `0.85`, so it fires",
        "A looser threshold lets harm go on for longer. `threshold-loosened`"
        " · `sops/home-feed-ranking.yml:18`",
        "- right-version, engagement-back, latency-ok, no-errors, feed-looks-right",
        "+ right-version, engagement-back, latency-ok, feed-looks-right",
        "**Changes what people do**",
        "| `ops/serve ${targets.model}` | `ops/serve ${targets.model} --force` |",
        "**What follows from it**",
        "- **Weakens the control:** One approval",
        "<details><summary>Changes only how it reads: 2</summary>",
        "still version 2",
        "### 1 SOP to read again",
        "`serving/ranker/main.py` is watched as `serving/**`. Owner: Platform, `#platform`",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_nothing_to_review_is_said() -> None:
    """A pull request that touches no procedure gets one line."""
    assert as_markdown(Review("a", "b", ())) == "**No SOP is changed**.\n"
    mild = replace(feed(), changes=[change("It is new.")], readers=(), unsaid=())
    first = as_markdown(Review("a", "b", [mild])).splitlines()[0]
    assert first == "**Nothing weakens the control**: 1 procedural change in 1 SOP."


@pytest.mark.parametrize("limit", [1_000, 3_000, 20_000, 65_000])
def test_what_is_mild_is_left_out_first(limit: int) -> None:
    """Over the limit no weakening gives way to what is milder, and what is missing is counted."""
    many = [
        replace(feed(), sop=f"sop-{n}", changes=[*reversed(feed().changes)] * 3) for n in range(200)
    ]
    whole, cut = (as_markdown(Review("a", "b", many), n) for n in (10**8, limit))
    assert size(cut) <= limit
    assert size(cut) > limit / 3
    assert Rendered(cut).tags.count("details") == Rendered(cut).tags.count("/details")
    found = re.search(r"Left out for want of room: (\d+) lines, (\d+) of them where", cut)
    assert found
    assert "Changes what people do" not in cut
    shown = cut.count("\n- ") - cut.count("To mend") - cut.count("- Who has to")
    assert whole.count("\n- ") == cut.count("\n- ") + int(found[1])
    assert int(found[2]) == 200 * 3 * 5 - shown


def test_long_values_show_where_they_differ() -> None:
    """A difference behind 5,000 equal characters is seen."""
    long = change("It runs another command.", before="a" * 5_000 + "b", after="a" * 5_000 + "c")
    markdown = as_markdown(Review("a", "b", [replace(feed(), changes=[long])]))
    assert re.search(r"- …a+b\n  \+ …a+c\n", markdown)
    assert size(markdown) < 3_000
    lines = change("It runs another command.", before="a\nb\n```\nc", after="a\nd\n```\nc")
    markdown = as_markdown(Review("a", "b", [replace(feed(), changes=[lines])]))
    assert "  ````diff\n    a\n  - b\n  + d\n    ```\n    c\n  ````" in markdown
    many = change("It runs other commands.", before="", after="\n".join(map(str, range(100))))
    markdown = as_markdown(Review("a", "b", [replace(feed(), changes=[many])]))
    assert "  + 39\n    … 60 more lines\n  ```" in markdown


def test_who_has_to_look_never_fills_the_page() -> None:
    """The first line names some, and says how many more there are."""
    crowd = [Reader(f"t{n}", f"Team {n} " + "x" * 200, "owns it") for n in range(50)]
    told = Review("a", "b", [replace(feed(), readers=crowd)])
    assert ", 38 more." in as_markdown(told).splitlines()[0]
    short = as_markdown(told, 1_000)
    assert size(short) <= 1_000
    assert re.search(r", 4\d more\.$", short.splitlines()[0])
