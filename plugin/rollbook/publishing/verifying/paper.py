"""A paper: one of our files as it was found, read or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from rollbook.publishing.kept import MAX_BYTES, Kept, NotReadable
from rollbook.publishing.manifest import digest_of

K = TypeVar("K", bound=Kept)


@dataclass(frozen=True, slots=True)
class Paper(Generic[K]):
    """What stands in a file: its value, or the fault for which it has none.

    `digest` is that of its bytes, whatever they are; empty where there is no such file.
    """

    value: K | None
    fault: str
    digest: str

    @classmethod
    def of(cls, data: bytes | None, form: type[K]) -> Paper[K]:
        """Read a file; nothing is one that is not there, and bytes are one."""
        if data is None:
            return cls(None, "it is missing", "")
        try:
            return cls(form.read(data), "", digest_of(data))
        except NotReadable as error:
            return cls(None, str(error), digest_of(data))


TOO_LONG = MAX_BYTES + 1
"""So many bytes of a file are read at most: then `Paper.of` says that it is too long."""
