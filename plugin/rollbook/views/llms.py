"""`llms.txt`: a list of links that a language model can read, in the form of llmstxt.org."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.views.report import visible

_STEERING = re.compile(r"[\\`*_{}\[\]()<>#|~&!]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link with what is said of it, and the address of the same as data."""

    title: str
    href: str
    says: str
    data: str = ""


def llms_text(title: str, summary: str, sections: Mapping[str, Sequence[Entry]]) -> str:
    """The whole file; a section without links is left out."""
    parts = [f"# {plain(title)}", f"> {plain(summary)}"]
    for name, entries in sections.items():
        if entries:
            parts += [f"## {name}", "\n".join(map(_line, entries))]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Text in one line that Markdown takes for nothing but text."""
    return _STEERING.sub(r"\\\g<0>", " ".join(visible(text).split()))


def _line(entry: Entry) -> str:
    data = f" ([JSON]({entry.data}))" if entry.data else ""
    says = f": {plain(entry.says)}" if entry.says else ""
    return f"- [{plain(entry.title)}]({entry.href}){says}{data}"
