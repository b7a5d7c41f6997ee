"""The workshop: a copy of the project in which one commit is built, as often as needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rollbook.loading.settings import Settings
from rollbook.model.measures import Duration
from rollbook.publishing.edition.building import build
from rollbook.publishing.edition.making import Origin, manifest_of
from rollbook.publishing.edition.manifest import MANIFEST
from rollbook.publishing.edition.new_edition import NewEdition
from rollbook.publishing.edition.order import Order
from rollbook.publishing.edition.tools import tools

Inspect = Callable[[Path, int], None]
"""Looks at the SOPs of a project as of a moment, and refuses what has findings."""


@dataclass
class Workshop:
    """A copy of a repository with a commit checked out, and what was built there."""

    copy: Path
    commit: str
    folder: str
    """The folder of `mkdocs.yml`, from the top."""
    settings: Settings
    inspect: Inspect
    _built: dict[tuple[Order, int], NewEdition] = field(default_factory=dict)

    def built(self, order: Order, epoch: int) -> NewEdition:
        """The edition as it is built from this order, as of a moment in seconds since 1970."""
        if (order, epoch) not in self._built:
            self._built[order, epoch] = self._build(order, epoch)
        return self._built[order, epoch]

    def _build(self, order: Order, epoch: int) -> NewEdition:
        sops = [folder.as_posix() for folder in self.settings.folders]
        origin = Origin(self.copy, self.commit, self.folder, sops, epoch)
        if not self._built:
            self.inspect(origin.project, epoch)
        site = self.copy.parent / f"site-{len(self._built)}"
        build(origin.project, site, order, epoch)
        kept = self.settings.retention
        retention = Duration.parse(kept) if kept else None
        manifest = manifest_of(site, origin, order, retention, tools(self.settings.named))
        (site / MANIFEST).write_bytes(manifest.data)
        return NewEdition(site, manifest)
