"""The state of the branch: its editions and who holds which alias, mended where that was lost."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.loading.git import GitFailed, git
from rollbook.publishing.branch import mike
from rollbook.publishing.branch.known import KNOWN, Known, known
from rollbook.publishing.branch.ledger import LEDGER, Entry, Ledger, Period, moment_of
from rollbook.publishing.branch.reading import VERSIONS, Tip
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.kept import NotReadable
from rollbook.publishing.names import LATEST, wrong_edition


@dataclass(frozen=True)
class State:
    """What stands on the branch at a commit."""

    tip: Tip

    @cached_property
    def manifests(self) -> Mapping[str, Manifest]:
        """Edition → its manifest, for every edition whose pages are there, the oldest first."""
        named = (name for name in self.tip.trees if not wrong_edition(name))
        found = {name: self.tip.manifest(name) for name in named}
        own = {name: m for name, m in found.items() if m is not None}
        return {name: own[name] for name in sorted(own, key=mike.order)}

    @cached_property
    def versions(self) -> mike.Versions:
        """Mike's list, with every edition whose pages are there."""
        found = mike.listed(self.tip)
        if found is None:
            found = next(filter(None, map(mike.versions_of, self._before(VERSIONS))), None)
        versions = found or mike.Versions()
        gone = [str(v.version) for v in versions if str(v.version) not in self.tip.trees]
        if gone:
            versions.difference_update(gone)
        return mike.with_editions(versions, self.manifests)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, with every edition whose pages are there."""
        kept = self.tip.kept(LEDGER, Ledger)
        if kept is None:
            kept = next(filter(None, map(_ledger, self._before_bytes(LEDGER))), None)
        written = kept.editions if kept else ()
        entries = {e.edition: e for e in written if not wrong_edition(e.edition)}
        for name, manifest in self.manifests.items():
            if name not in entries:
                entries[name] = self._found(name, manifest)
        return ledger_of(entries, self.current)

    @cached_property
    def known(self) -> Known:
        """Everything that ever had a permanent address."""
        kept = self.tip.kept(KNOWN, Known)
        return known(kept or Known(), self.manifests.values())

    @property
    def has_site_without_editions(self) -> bool:
        """Whether the pages of a site that had no editions stand at the top."""
        return {"assets", "search"} <= self.tip.trees.keys()

    @cached_property
    def current(self) -> str | None:
        """The edition in force: the one that `latest` leads to; nothing where there is none."""
        held = mike.holder(self.versions, LATEST)
        return held if held in self.manifests else None

    @cached_property
    def mended(self) -> dict[str, bytes]:
        """What has to be written before anything else: mike's list, where that is not as it was."""
        if mike.listing(self.versions) == self.tip.file(VERSIONS):
            return {}
        written = mike.listed(self.tip)
        if written is not None and {str(v.version) for v in written} == {
            str(v.version) for v in self.versions
        }:
            return {}
        return {VERSIONS: mike.listing(self.versions)}

    def lost(self, edition: str) -> Manifest | None:
        """The manifest of an edition whose pages somebody removed by hand, as it last was."""
        path = f"{edition}/{MANIFEST}"
        if self.ledger.entry(edition) is None or edition in self.manifests:
            return None
        for data in self._before_bytes(path):
            with contextlib.suppress(NotReadable):
                return Manifest.read(data)
        return None

    def _found(self, name: str, manifest: Manifest) -> Entry:
        """An entry for an edition that the ledger lost: when it was in force, nobody knows."""
        added = self._added(name)
        periods = (Period(since=added, until=None),) if name == self.current else ()
        return Entry(
            edition=name,
            published=added,
            commit=manifest.source.commit,
            manifest=manifest.digest,
            tag=None,
            in_force=periods,
            retention=manifest.retention,
            retracted=None,
            pruned=None,
        )

    def _added(self, name: str) -> str:
        """When the branch got an edition."""
        times = self._log("--diff-filter=A", "--format=%ct", "--", f"{name}/{MANIFEST}")
        return moment_of(int(times[-1]) if times and times[-1].isdecimal() else 0)

    def _before(self, path: str) -> list[object]:
        """What a file of JSON held before, the newest first, as far as it can be read."""
        commits = self._log("--format=%H", "--", path)
        return [Tip(self.tip.repository, commit).json(path) for commit in commits]

    def _before_bytes(self, path: str) -> list[bytes]:
        commits = self._log("--format=%H", "--", path)
        found = (Tip(self.tip.repository, commit).file(path) for commit in commits)
        return [data for data in found if data is not None]

    def _log(self, *arguments: str) -> list[str]:
        try:
            said = git(self.tip.repository.top, "log", self.tip.commit, *arguments)
        except GitFailed:
            return []
        return said.decode("ascii", "replace").split()


def ledger_of(entries: Mapping[str, Entry], current: str | None) -> Ledger:
    """A ledger of these editions, the newest first."""
    names = sorted(entries, key=mike.order, reverse=True)
    return Ledger(
        current=current,
        at=None if current is None else LATEST,
        editions=tuple(entries[name] for name in names),
    )


def _ledger(data: bytes) -> Ledger | None:
    try:
        return Ledger.read(data)
    except NotReadable:
        return None
