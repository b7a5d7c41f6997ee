"""Progress: what a command is doing, while it does it."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NoReturn

from rich.console import Console

from rollbook.views.report import visible

Tell = Callable[[str], None]


@contextlib.contextmanager
def progress() -> Iterator[Tell]:
    """Give what says a stage: on a terminal one line that moves, and else a line for each.

    It stands on standard error, where it is no part of what the command prints.
    """
    console = Console(stderr=True, highlight=False, markup=False)
    with _ended_gently():
        if not console.is_terminal:
            yield lambda stage: print(visible(stage), file=sys.stderr, flush=True)
            return
        with console.status("") as status:
            yield lambda stage: status.update(visible(stage))


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
