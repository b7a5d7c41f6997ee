"""The manifest: what an edition consists of, and what it was made from."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict, StrictInt, StrictStr

from rollbook.model.measures import LAST_SECOND, Date, Duration
from rollbook.model.target import Digest
from rollbook.model.value import Value
from rollbook.publishing.kept import Kept

MANIFEST = "rollbook-manifest.json"
"""Where it stands in the folder of its edition; it does not name itself."""

TRAILER = "Manifest: "
"""What the line of a tag begins with that holds the digest of the manifest."""

Commit = Annotated[str, Field(strict=True, pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")]


def _inside(path: str) -> str:
    """A path that leads nowhere else than below its folder."""
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts) or any(c in path for c in "\0\n"):
        raise ValueError("this is no path of a file below its folder")
    return path


Path = Annotated[str, Strict(), AfterValidator(_inside)]
"""A file, by its path from a folder that it stands below."""


class Source(Value):
    """What an edition was made from."""

    commit: Commit
    """The commit."""

    folder: StrictStr
    """The folder of `mkdocs.yml`, from the top of the repository; empty for the top itself."""

    sops: tuple[StrictStr, ...]
    """The folders of the SOPs, from there."""

    epoch: Annotated[StrictInt, Field(ge=0, le=LAST_SECOND)]
    """The moment it speaks of, in seconds since 1970: what is overdue then is called overdue."""


class Since(Value):
    """The edition before."""

    edition: StrictStr
    """Its name."""

    commit: Commit
    """What it was made from."""


class Approved(Value):
    """Someone's yes to exactly this procedure."""

    role: StrictStr
    """The part in which the person approved."""

    who: StrictStr
    """The person."""

    date: Date
    """The day."""

    version: StrictInt
    """The version of the SOP that was approved."""


class PublishedSop(Value):
    """An SOP as the edition has it."""

    title: StrictStr
    """Its title."""

    status: StrictStr
    """Its status."""

    version: StrictInt
    """Its version."""

    effective: Date
    """The day from which that is in force."""

    file: Path
    """Its file, from the top of the repository."""

    source: Digest
    """The digest of that file's bytes."""

    procedure: Digest
    """The digest of the procedure: what people act on."""

    approvals: tuple[Approved, ...]
    """Who approved exactly that, the last one first."""

    triggers: dict[StrictStr, StrictStr]
    """Trigger → its name for people."""

    steps: tuple[StrictStr, ...]
    """The ids of all steps, those of the fallback as well."""


class Manifest(Kept):
    """Every file of an edition, every SOP in it, and what it takes to make it again."""

    manifest: Literal[1] = 1
    """The version of this form."""

    edition: StrictStr
    """The name of the edition."""

    title: StrictStr
    """The title of the handbook."""

    day: Date
    """The day that it speaks of."""

    source: Source
    """What it was made from."""

    since: Since | None
    """The edition before, whose differences it tells."""

    retention: Duration | None
    """How long it is kept at least, once another is in force."""

    tools: dict[StrictStr, StrictStr]
    """Program → the version that it was made with."""

    sops: dict[StrictStr, PublishedSop]
    """SOP → what the edition says of it."""

    files: dict[Path, Digest]
    """File → the digest of its bytes; the path is from the folder of the edition."""

    @property
    def digest(self) -> str:
        """The digest of the manifest as it is written: whoever knows it knows every byte."""
        return digest_of(self.data)


def digest_of(data: bytes) -> str:
    """The digest of some bytes, as a manifest has it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
