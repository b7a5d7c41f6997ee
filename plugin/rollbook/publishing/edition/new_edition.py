"""An edition that was built and is not published yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rollbook.publishing.edition.manifest import Manifest


@dataclass(frozen=True)
class NewEdition:
    """Its built pages, and its manifest, which stands among them."""

    site: Path
    manifest: Manifest
