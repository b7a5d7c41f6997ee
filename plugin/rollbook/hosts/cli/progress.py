"""Progress: what a command is doing, while it does it."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from rollbook.hosts.cli.output import say, terminal
from rollbook.views.harmless import line

Tell = Callable[[str], None]


@contextlib.contextmanager
def progress() -> Iterator[Tell]:
    """Give what says a stage: on a terminal one line that moves, and else a line for each.

    It stands on standard error, where it is no part of what the command prints.
    """
    with _ended_gently():
        if not terminal(err=True).isatty():
            yield lambda stage: say(stage, err=True)
            return
        spinner = Spinner("dots")
        # It would print itself what others print meanwhile, and not through us.
        with Live(
            spinner,
            console=Console(file=terminal(err=True)),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ):
            # A text that is no `Text` would be read as markup.
            yield lambda stage: spinner.update(text=Text(line(stage)))


@contextlib.contextmanager
def _ended_gently() -> Iterator[None]:
    """Clean up where the command is told to end, as CI does with a job that was cancelled."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
