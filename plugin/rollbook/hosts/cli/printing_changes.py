"""Printing: what has changed, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.text import Text

from rollbook.hosts.cli.styled import broken, show, width
from rollbook.views.changes.as_text import Line, Tone

_WIDTH = 80
_STYLES: Mapping[Tone, str] = {
    "head": "bold",
    "weakening": "red",
    "procedural": "yellow",
    "cosmetic": "dim",
    "quiet": "dim",
    "gone": "red",
    "new": "green",
    "plain": "",
}


def print_changes(lines: Iterable[Line], color: str) -> None:
    """Print every paragraph in a line; on a terminal, broken at 80 columns or where it ends."""
    room = width(_WIDTH)
    show((row for line in lines for row in _rows(line, room)), color)


def plain_changes(lines: Iterable[Line]) -> str:
    """The same without colours, a paragraph in a line."""
    return "".join(f"{row.plain}\n" for line in lines for row in _rows(line, None))


def _rows(line: Line, width: int | None) -> Iterator[Text]:
    """The rows of a paragraph; what does not begin it stands under its text."""
    text = Text()
    for piece in line.pieces:
        # What is to be read as a value is bold; without colours nothing else tells it apart.
        text.append(piece.text, "bold" if piece.value else "")
    if line.tone in ("head", "quiet", "gone", "new"):
        text.stylize(_STYLES[line.tone])
    if line.note:
        text.append(f" {line.note}", "dim")
    lead = f"{line.sign} " if line.sign else ""
    room = None if width is None else max(20, width - line.indent - len(lead))
    for number, row in enumerate([text] if room is None else broken(text, room)):
        row.rstrip()
        before = Text(" " * line.indent + (lead if number == 0 else " " * len(lead)))
        if line.sign:
            before.stylize(_STYLES[line.tone])
        yield before + row if row else Text()
