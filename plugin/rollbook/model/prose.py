"""What the language's Markdown leaves out: headings and raw HTML."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

_COMMONMARK = MarkdownIt("commonmark")


def forbidden_markup(text: str) -> str:
    """Say what is in a text that prose may not hold, or nothing where it is prose.

    What counts as a heading and as raw HTML is CommonMark's word, so that code spans and
    autolinks are neither.
    """
    if "<" not in text and "#" not in text and "\n" not in text:
        return ""
    for token in _COMMONMARK.parse(text):
        if token.type == "heading_open":
            return "a heading: this text is a part of a page that has its own headings"
        if html := _raw_html(token):
            return f"raw HTML, {html[:40].strip()!r}: put code into `backticks`"
    return ""


def _raw_html(token: Token) -> str:
    if token.type == "html_block":
        return token.content
    return next((part.content for part in token.children or () if part.type == "html_inline"), "")
