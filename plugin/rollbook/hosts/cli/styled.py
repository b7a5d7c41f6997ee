"""Styled: lines in colours, where there is a terminal for them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from rollbook.hosts.cli.output import terminal
from rollbook.views.commands import OBEYED, SIGN
from rollbook.views.report import visible

_FORCED = {"auto": None, "always": True, "never": False}


def show(rows: Iterable[Text], color: str) -> None:
    """Print a line for each row."""
    console = Console(
        file=terminal(),
        highlight=False,
        soft_wrap=True,
        force_terminal=_FORCED[color],
        no_color=color == "never" or None,
    )
    with console:
        for row in rows:
            console.print(_harmless(row))


def width(widest: int) -> int | None:
    """How many columns there are for a line; without a terminal, nobody breaks lines."""
    screen = terminal()
    return min(widest, Console(file=screen).width) if screen.isatty() else None


def broken(row: Text, room: int) -> Iterable[Text]:
    """The row in rows of so many columns."""
    return row.wrap(Console(file=terminal()), room)


def _harmless(row: Text) -> Text:
    """The row with a sign before what would be obeyed."""
    if row.plain != visible(row.plain):
        row = Text(visible(row.plain))
    places = [found.start() for found in OBEYED.finditer(row.plain)]
    return Text(SIGN).join(row.divide(places)) if places else row
