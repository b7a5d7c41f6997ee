"""Prose and commands: the author's text as safe HTML."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from rollbook.model.placeholders import Placeholder, split
from rollbook.views.in_line import in_line

Fill = Callable[[Placeholder], str | None]
"""What a placeholder stands for, or nothing where it is only known during the incident."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "a"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_LED_NOWHERE = re.compile(r'<a\b(?! href=)(?:[^<>"]|"[^"]*(?:"|\Z))*+>((?:[^<]|<(?!/?a\b))*+)</a>')
_ANCHOR = re.compile(r'</?a\b(?:[^>"]|"[^"]*(?:"|\Z))*+(?:>|\Z)')
_OPTION = re.compile(r"(?<!\S)(--?[A-Za-z][\w-]{,30})")
_BLANKS = dict.fromkeys(range(0x21))
"""What browsers leave out of an address or take from its ends: C0 controls and the space."""
_PLAIN = str.maketrans("", "", "\\`*_{}[]<>()#+-.!|~:&\n")


@lru_cache(maxsize=65_536)
def markdown(text: str) -> Markup:
    """Render prose; what CommonMark or a browser could act on beyond it does not get through."""
    if text.translate(_PLAIN) == text:
        return Markup("<p>{}</p>").format(text)
    return _sanitised(_MARKDOWN.render(text))


def brief(text: str) -> Markup:
    """Render prose for an element that may hold blocks: a single paragraph loses its tags."""
    return _bare(markdown(text))


def inline(text: str) -> Markup:
    """Render prose for an element that may hold no blocks, such as a paragraph or a link."""
    return in_line(_bare(markdown(text)))


def unlinked(html: Markup) -> Markup:
    """Prose that stands in a link: it keeps its words and loses its own links."""
    return Markup(_ANCHOR.sub("", html))


def filled_prose(text: str, fill: Fill) -> Markup:
    """Render prose with its placeholders filled in, or marked where they have no value yet."""
    parts = list(split(text))
    if all(isinstance(part, str) for part in parts):
        return markdown(text)
    # Letters and digits survive Markdown as they are; the values are put in behind it.
    values = {p: fill(p) or p.text for p in parts if isinstance(p, Placeholder)}
    # Nothing in a text can be the sum of all of it.
    word = "P" + hashlib.sha256("\0".join([text, *values.values()]).encode()).hexdigest()
    marks = {f"{word}{i}X": placeholder for i, placeholder in enumerate(values)}
    names = {placeholder: mark for mark, placeholder in marks.items()}
    mark = re.compile(f"{word}[0-9]+X")
    raw = _MARKDOWN.render("".join(p if isinstance(p, str) else names[p] for p in parts))
    # A value can become the address of a link, so the sanitiser has to see it there.
    seen = _TAG.sub(
        lambda tag: mark.sub(lambda found: str(escape(values[marks[found[0]]])), tag[0]), raw
    )
    return Markup(mark.sub(lambda found: _slot(marks[found[0]], fill), _sanitised(seen)))


def filled_brief(text: str, fill: Fill) -> Markup:
    """Render prose for an element that may hold blocks, with its placeholders filled in."""
    return _bare(filled_prose(text, fill))


def filled_inline(text: str, fill: Fill) -> Markup:
    """Render prose for an element that may hold no blocks, with its placeholders filled in."""
    return in_line(_bare(filled_prose(text, fill)))


def command(text: str, fill: Fill) -> Markup:
    """Show a command with its placeholders filled in; every other character stays as it is."""
    return Markup("").join(
        _words(part) if isinstance(part, str) else _slot(part, fill) for part in split(text)
    )


def _words(text: str) -> Markup:
    """A part of a command, in which no line ends within an option: `--` alone means another."""
    return Markup("").join(
        Markup('<span class="rb-nowrap">{}</span>').format(word) if place % 2 else escape(word)
        for place, word in enumerate(_OPTION.split(text))
    )


def _bare(html: str) -> Markup:
    """Prose without the tags of its paragraph, where it has only one."""
    html = html.strip()
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        return Markup(html[3:-4])
    return Markup(html)


def _own(tag: str, attribute: str, value: str) -> str | None:
    """Keep an address without a scheme only where it stays on this site: `//host` does not."""
    blanks_gone = value.translate(_BLANKS).replace("\\", "/")
    return None if attribute == "href" and blanks_gone.startswith("//") else value


def _sanitised(html: str) -> Markup:
    """What may be on a page; a link that leads where none may is only its words."""
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_own,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(_LED_NOWHERE.sub(r"\1", clean))


def _slot(placeholder: Placeholder, fill: Fill) -> Markup:
    value = fill(placeholder)
    if value is not None:
        return Markup('<span class="rb-filled" title="{}">{}</span>').format(
            placeholder.text, value
        )
    return Markup('<var class="rb-slot" data-slot="{}">{}</var>').format(
        f"{placeholder.word}.{placeholder.name}", placeholder.text
    )
