"""Printing: what has changed, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

from rich.console import Console
from rich.text import Text

from rollbook.views.changes.as_text import Line, Tone

_FORCED = {"auto": None, "always": True, "never": False}
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


def print_changes(lines: Iterable[Line], color: str, file: TextIO | None = None) -> None:
    """Print every paragraph, broken at 80 columns or where a narrower terminal ends."""
    console = Console(
        file=file,
        highlight=False,
        force_terminal=_FORCED[color],
        no_color=color == "never" or None,
        soft_wrap=True,
    )
    width = min(_WIDTH, console.width) if console.is_terminal else _WIDTH
    for line in lines:
        for row in _rows(console, line, width):
            console.print(row)


def _rows(console: Console, line: Line, width: int) -> Iterable[Text]:
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
    room = max(20, width - line.indent - len(lead))
    for number, row in enumerate(text.wrap(console, room)):
        row.rstrip()
        before = Text(" " * line.indent + (lead if number == 0 else " " * len(lead)))
        if line.sign:
            before.stylize(_STYLES[line.tone])
        yield before + row if row else Text()
