"""Links that authors write as plain text: a URL, a path or words."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_URL = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"'<>]+")


def linked(text: str, words: str = "") -> Markup:
    """Text as a link where the whole of it is a web, mail or phone address, else as it is."""
    if _URL.fullmatch(text):
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(text, words or text)
    return Markup('<span dir="auto">{}</span>').format(text if not words else f"{words}: {text}")


def source(text: str) -> Markup:
    """A link to data behind an SOP: a URL is shown without its scheme, a path as code."""
    if _URL.fullmatch(text):
        return linked(text, text.partition("://")[2].rstrip("/") or text)
    return Markup("<code>{}</code>").format(escape(text))
