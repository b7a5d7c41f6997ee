"""A paper: one of our files as it was found, read or not."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from rollbook.publishing.edition.manifest import digest_of
from rollbook.publishing.kept import MAX_BYTES, Kept, NotReadable

K = TypeVar("K", bound=Kept)

TOO_LONG = f"it is longer than {MAX_BYTES} bytes"


@dataclass(frozen=True, slots=True)
class Paper(Generic[K]):
    """What stands in a file: its value, or the fault for which it has none.

    `digest` is that of its bytes, whatever they are; empty where they could not be read.
    """

    value: K | None
    fault: str
    digest: str

    @property
    def said(self) -> str:
        """Its digest, or why it has none."""
        return f"is {self.digest}" if self.digest else f"has none, since {self.fault}"


def on_disk(path: Path, form: type[K]) -> Paper[K]:
    """Read a file; no link is followed."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            return Paper(None, "it is no file", "")
        if about.st_size > MAX_BYTES:
            return Paper(None, TOO_LONG, "")
        return paper(path.read_bytes(), form)
    except FileNotFoundError:
        return Paper(None, "it is missing", "")
    except OSError as error:
        return Paper(None, f"it cannot be read: {error.strerror}", "")


def paper(data: bytes, form: type[K]) -> Paper[K]:
    """Read what stands in a file."""
    try:
        return Paper(form.read(data), "", digest_of(data))
    except NotReadable as error:
        return Paper(None, str(error), digest_of(data))
