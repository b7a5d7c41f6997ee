"""A terminal of so many columns, and what a command draws on it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path

from tests.sites import BIN, EPOCH

_PLAIN = re.compile(r"\x1b\[[\d;]*m")


def on_terminal(
    folder: Path, columns: int, *command: str, environment: Mapping[str, str] | None = None
) -> str:
    """Run a command there; gives all that it drew, colours and movements included."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [BIN / command[0], *command[1:]],
        cwd=folder,
        env={
            # Those would be of the terminal that the tests run in.
            **{key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")},
            **{"SOURCE_DATE_EPOCH": EPOCH, "TERM": "xterm-256color"},
            **(environment or {}),
        },
        stdin=its,
        stdout=its,
        stderr=its,
    )
    os.close(its)
    drawn = b""
    try:
        # At its end, Linux breaks off with an error, and others with nothing.
        while more := os.read(ours, 65_536):
            drawn += more
    except OSError:
        pass
    os.close(ours)
    assert process.wait(60) in (0, 1, 2)
    return drawn.decode("utf-8").replace("\r\n", "\n")


def plain(drawn: str) -> str:
    """What was drawn, without its colours."""
    return _PLAIN.sub("", drawn)
