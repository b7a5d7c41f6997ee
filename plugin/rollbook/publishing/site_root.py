"""The root of the site: what stands beside the editions."""

from __future__ import annotations

from rollbook.publishing.known import Known
from rollbook.publishing.ledger import Ledger
from rollbook.publishing.manifest import Manifest


def root_files(ledger: Ledger, known: Known, site: str, home: Manifest | None) -> dict[str, bytes]:
    """Path → what stands there; `home` is the edition in force, `site` the site's address."""
    return {}
