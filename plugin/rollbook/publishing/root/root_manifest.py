"""The manifest of the root: every file that stands beside the editions, and what wrote them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Literal

from pydantic import StrictStr

from rollbook.model.target import Digest
from rollbook.publishing.edition.manifest import Path
from rollbook.publishing.kept import Kept

ROOT = "rollbook-root.json"
"""Where it stands on the branch, and so on the site; it does not name itself."""

_WRITERS = ("jinja2", "markupsafe")
"""What else has a say in how a page is written."""


class RootManifest(Kept):
    """What stands at the root, apart from editions and their copies, and what is not ours."""

    root: Literal[1] = 1
    """The version of this form."""

    rollbook: StrictStr
    """The version of Rollbook that wrote the files."""

    maker: Digest
    """The digest of that program: another one may write them otherwise."""

    site: StrictStr
    """The address of the site that they name; empty where that was not known."""

    files: dict[Path, Digest]
    """File → the digest of its bytes; the path is from the root."""


def root_manifest(files: Mapping[str, str], site: str) -> RootManifest:
    """The manifest of these files, as this program writes it."""
    return RootManifest(
        rollbook=metadata.version("rollbook"), maker=maker(), site=site, files=dict(files)
    )


@cache
def maker() -> str:
    """The digest of this program, to the last of its files."""
    found = hashlib.sha256()
    for name in _WRITERS:
        found.update(f"{name} {metadata.version(name)}\n".encode())
    for path, file in _files(resources.files("rollbook"), ""):
        data = file.read_bytes()
        found.update(f"{path} {len(data)}\n".encode() + data)
    return f"sha256:{found.hexdigest()}"


def _files(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir() and one.name != "__pycache__":
            yield from _files(one, f"{above}{one.name}/")
        elif one.is_file():
            yield f"{above}{one.name}", one
