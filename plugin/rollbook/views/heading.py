"""Headings: an author's title as a line of Markdown that says just what was written."""

from __future__ import annotations

import re

_ACTIVE = re.compile(r"[^\w\s,;?]|_")


def heading(text: str, level: int = 1) -> str:
    """A heading in which no character means anything to Markdown, HTML or another plugin.

    Whatever could is written as a numbered entity, so that no extension finds its pattern.
    """
    safe = _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", text)
    return f"{'#' * level} {safe}"
