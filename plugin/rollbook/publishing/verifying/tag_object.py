"""A tag, as git keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rollbook.loading.git import git
from rollbook.loading.repository import Repository
from rollbook.publishing.branch.reading import ref_of
from rollbook.publishing.edition.manifest import TRAILER
from rollbook.publishing.names import tag_of

Kind = Literal["", "ssh", "OpenPGP", "X.509"]
"""What a tag is signed with; nothing where it is not."""

_KINDS: dict[bytes, Kind] = {
    b"SSH SIGNATURE": "ssh",
    b"PGP SIGNATURE": "OpenPGP",
    b"PGP MESSAGE": "OpenPGP",
    b"SIGNED MESSAGE": "X.509",
}
_BEGINS = re.compile(rb"^-----BEGIN (%b)-----" % b"|".join(_KINDS), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its object, what it says, and what it is signed with.

    `text` is what a signature covers. A lightweight tag has none, and its object is the commit.
    """

    object: str
    text: str
    signed: Kind

    @property
    def is_annotated(self) -> bool:
        """Whether it is an object of its own."""
        return bool(self.text)

    def header(self, name: str) -> str:
        """What git itself wrote into it: `object`, `type` or `tag`."""
        lines = self.text.partition("\n\n")[0].split("\n")
        return next((li.partition(" ")[2] for li in lines if li.startswith(f"{name} ")), "")

    @property
    def manifest(self) -> str:
        """The digest of the manifest that it is for, which its message ends with; else nothing."""
        last = self.text.partition("\n\n")[2].rstrip("\n").rpartition("\n")[2]
        return last.removeprefix(TRAILER) if last.startswith(TRAILER) else ""


def tag_object(repository: Repository, edition: str) -> Tag | None:
    """The tag of an edition; nothing where it is not here."""
    name = ref_of(repository, f"refs/tags/{tag_of(edition)}")
    if name is None:
        return None
    if git(repository.top, "cat-file", "-t", name).strip() != b"tag":
        return Tag(name, "", "")
    data = git(repository.top, "cat-file", "tag", name)
    # As git does it: the last line that begins like a signature is where the signature begins.
    begins = list(_BEGINS.finditer(data))
    covered = data[: begins[-1].start()] if begins else data
    kind: Kind = _KINDS[begins[-1][1]] if begins else ""
    return Tag(name, covered.decode("utf-8", "replace"), kind)
