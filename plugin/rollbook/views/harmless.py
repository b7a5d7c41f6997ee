"""Harmless: text that a terminal and the log of a CI show, and that neither obeys.

A sign is put before what would be obeyed, and nothing is taken away but what nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT
from rollbook.views.commands import OBEYED, signed
from rollbook.views.report import visible

Document = Literal["dot", "drawio", "html", "json", "markdown", "mermaid", "svg", "text"]
"""What a whole text is written in."""

_ENTITIES = {":": "&#58;", "#": "&#35;"}
_WRITTEN: Mapping[Document, Mapping[str, str]] = {
    "dot": _ENTITIES,
    "drawio": _ENTITIES,
    "html": _ENTITIES,
    "svg": _ENTITIES,
    "json": {":": r"\u003a", "#": r"\u0023"},
    "mermaid": {":": "#58;", "#": "#35;"},
}
"""How a language writes a character otherwise; where it cannot, the sign is shown."""

_BREAK = re.compile(r"\r\n?")
_OURS = re.compile(r"<style>(?:[^<]|<(?!/?style>))*+</style>")


def line(text: str) -> str:
    """One line, whatever the text holds."""
    return signed(visible(text))


def paragraph(text: str, indent: int) -> str:
    """Lines, of which only the first begins where lines of ours do."""
    return f"\n{' ' * indent}".join(map(line, re.split(r"\r\n|\r|\n", text)))


def document(text: str, form: Document) -> str:
    """A whole text that means in its language what it meant."""
    shown = FORBIDDEN.sub(REPLACEMENT, _BREAK.sub("\n", text))
    if form not in ("html", "svg"):
        return _written(shown, form)
    # A style sheet has colons of its own, and no text of others.
    between = _OURS.split(shown)
    ours = [*_OURS.findall(shown), ""]
    return "".join(_written(part, form) + own for part, own in zip(between, ours, strict=True))


def _written(text: str, form: Document) -> str:
    written = _WRITTEN.get(form)
    if written is None:
        return signed(text)
    return re.sub(f"(?:{OBEYED.pattern})(.)", lambda found: written[found[1]], text)
