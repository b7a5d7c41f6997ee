"""Output: the one place from which anything gets to standard output and standard error.

Whoever prints, it goes through a guard: what is not known to be harmless is made so there.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO, cast

import click

from rollbook.hosts.cli.unable import Unable
from rollbook.views.harmless import Document, document, line, paragraph
from rollbook.views.reports.github import Annotation

_ERROR = "Error: "


def guard() -> None:
    """Let nothing reach either stream but through here; a command begins with it."""
    # The next file that is opened would get the number of a stream that is closed, and what a
    # library writes there would get into that file.
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    sys.stdout, sys.stderr = _guarded(), _guarded(err=True)


def say(*lines: str, err: bool = False) -> None:
    """Print lines: each of them is one, whatever it holds."""
    _guarded(err).pass_on("".join(f"{line(one)}\n" for one in lines))


def put(text: str, form: Document) -> None:
    """Print a whole text, which means in its language what it meant."""
    _guarded().pass_on(document(text, form).rstrip("\n") + "\n")


def put_bytes(data: bytes) -> None:
    """Print what is no text."""
    _guarded().pass_on_bytes(data)


def annotate(annotations: Iterable[Annotation]) -> None:
    """Print commands to GitHub, which are the only lines that it may obey."""
    _guarded().pass_on("".join(f"{one}\n" for one in annotations))


def terminal(*, err: bool = False) -> TextIO:
    """The stream for what is harmless already: lines in colours, and one that moves."""
    return cast(TextIO, _Known(_guarded(err)))


def complain(error: click.ClickException) -> None:
    """Say why a command ends; only the first line begins where lines of ours do."""
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        # It is the help that was asked for, and no error.
        error.show()
        return
    said = paragraph(error.format_message(), len(_ERROR))
    if isinstance(error, click.UsageError):
        click.UsageError(said, error.ctx).show()
    else:
        click.ClickException(said).show()


class _Guard(io.TextIOBase):
    """A stream that makes harmless what is written to it.

    Where that cannot be written, the command ends; without a name, it is the stream of the errors,
    and there is nobody left to tell.
    """

    encoding = "utf-8"

    def __init__(self, stream: TextIO | None, name: str) -> None:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        self.stream: Any = stream or _Closed()
        self.name = name

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return bool(self.stream.isatty())

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, text: str) -> int:
        """Write what anybody prints."""
        self.pass_on(document(text, "text"))
        return len(text)

    def pass_on(self, text: str) -> None:
        """Write what is harmless already."""
        if not text:
            # That is how click asks whether a stream takes text, and it hides what goes wrong.
            return
        with self._told():
            self.stream.write(text)
            self.stream.flush()

    def pass_on_bytes(self, data: bytes) -> None:
        """Write what is no text."""
        with self._told():
            self.stream.buffer.write(data)
            self.stream.buffer.flush()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._give_up()
            if not self.name:
                return
            if error.errno == errno.EPIPE:
                # Whoever read it has seen enough.
                sys.exit(1)
            raise Unable(f"{self.name} cannot be written: {error.strerror}") from None

    def _give_up(self) -> None:
        """Python would try once more at the end, and tell of it."""
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())


class _Known(io.TextIOBase):
    """The way past a guard for what is known to be harmless."""

    encoding = "utf-8"

    def __init__(self, guard: _Guard) -> None:
        self.guard = guard

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return self.guard.isatty()

    def fileno(self) -> int:
        """What a terminal is asked for its width by."""
        return int(self.guard.stream.fileno())

    def write(self, text: str) -> int:
        """Write it as it is."""
        self.guard.pass_on(text)
        return len(text)


class _Closed(io.TextIOBase):
    """Stands for a stream that is closed."""

    encoding = "utf-8"

    @property
    def buffer(self) -> _Closed:
        """It takes no bytes either."""
        return self

    def write(self, text: object) -> int:
        """Say that it is closed."""
        raise OSError(errno.EBADF, "it is closed")


def _guarded(err: bool = False) -> _Guard:
    found = sys.stderr if err else sys.stdout
    return found if isinstance(found, _Guard) else _Guard(found, "" if err else "standard output")
