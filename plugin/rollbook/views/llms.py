"""`llms.txt`: a list of links that a language model can read, in the form of llmstxt.org."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.views.changes.github_text import prose


@dataclass(frozen=True, slots=True)
class Entry:
    """A link with what is said of it, and the address of the same as data."""

    title: str
    href: str
    says: str
    data: str = ""


def llms_text(title: str, summary: str, sections: Mapping[str, Sequence[Entry]]) -> str:
    """The whole file; a section without links is left out."""
    parts = [f"# {prose(title)}", f"> {prose(summary)}"]
    for name, entries in sections.items():
        if entries:
            parts += [f"## {name}", "\n".join(map(_line, entries))]
    return "\n\n".join(parts) + "\n"


def _line(entry: Entry) -> str:
    data = f" ([JSON]({entry.data}))" if entry.data else ""
    says = f": {prose(entry.says)}" if entry.says else ""
    return f"- [{prose(entry.title)}]({entry.href}){says}{data}"
