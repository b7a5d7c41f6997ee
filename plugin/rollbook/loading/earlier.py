"""Earlier procedures: what an SOP said when a record was made of it, as git has it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rollbook.loading.files import SHARED, Key, SourceFile
from rollbook.loading.folder import Loaded
from rollbook.loading.reading import read_part
from rollbook.loading.repository import NoEdition, Repository
from rollbook.loading.yaml_reader import MAX_BYTES
from rollbook.model.digest import procedure_digest
from rollbook.model.handbook import Handbook
from rollbook.model.records import DrillRecord, Incident
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop

MOST_VERSIONS = 50
"""How many versions of an SOP are read for its records, the newest first."""


@dataclass(frozen=True)
class Earlier:
    """The procedures of which there are records and that are no longer so.

    `files` are those of the SOPs and what they share; `wanted` has the digests that the records of
    each SOP name. Git is asked when somebody asks for the first of them, once for all SOPs.
    """

    files: Mapping[Key, Path] = field(default_factory=dict)
    wanted: Mapping[str, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, loaded: Loaded) -> Earlier:
        """What the records of incidents and drills may need."""
        wanted = {
            sop: {r.procedure for r in records.values() if isinstance(r, Incident | DrillRecord)}
            for sop, records in loaded.records.items()
        }
        return cls(loaded.files, wanted)

    def procedure(self, sop: str, digest: str) -> Sop | None:
        """The newest SOP of this digest that git has; nothing where it has none."""
        if sop not in self._found:
            self._found[sop] = dict(self._looked_for(sop, set(self.wanted.get(sop, ()))))
        return self._found[sop].get(digest)

    def _looked_for(self, sop: str, wanted: set[str]) -> Iterator[tuple[str, Sop]]:
        versions = self._versions(sop)
        names = {name for version in versions for name in version} - self._values.keys()
        held = self._repository.small(names, MAX_BYTES) if self._repository and names else {}
        for content, shared in versions:
            if not wanted:
                return
            value = self._value(("sop", sop), content, held)
            common = self._value(SHARED, shared, held)
            if not isinstance(value, Sop) or not isinstance(common, Shared):
                continue
            digest = procedure_digest(Handbook(common, {sop: value}), value)
            if digest in wanted:
                wanted.remove(digest)
                yield digest, value

    def _versions(self, sop: str) -> list[tuple[str, str]]:
        """What git calls the contents of the SOP and of what was shared then, newest first."""
        paths = [self._names.get(key, "") for key in (("sop", sop), SHARED)]
        found: dict[tuple[str, str], None] = {}
        now = ["", ""]
        for changed in reversed(self._changes):
            before = [*now]
            now = [changed.get(path, was) for path, was in zip(paths, now, strict=True)]
            if now != before and all(now):
                found.pop((now[0], now[1]), None)
                found[now[0], now[1]] = None
        return [*reversed(found)][:MOST_VERSIONS]

    def _value(self, key: Key, content: str, held: Mapping[str, bytes]) -> object:
        """What a file was; what all share is read once."""
        if content in self._values:
            return self._values[content]
        path = self.files[key]
        file = SourceFile(key, path, path.parent, path.name, held.get(content, b""))
        value = read_part(file).value
        if key == SHARED:
            self._values[content] = value
        return value

    @cached_property
    def _repository(self) -> Repository | None:
        try:
            return Repository.around(self.files[SHARED].parent)
        except (KeyError, NoEdition):
            return None

    @cached_property
    def _names(self) -> Mapping[Key, str]:
        """The files, as git names them."""
        named = {SHARED, *(("sop", sop) for sop, digests in self.wanted.items() if digests)}
        folders = {path.parent for key, path in self.files.items() if key in named}
        inside = {folder: name for folder in folders if (name := self._inside(folder)) is not None}
        return {
            key: f"{inside[path.parent]}{path.name}"
            for key, path in self.files.items()
            if key in named and path.parent in inside
        }

    def _inside(self, folder: Path) -> str | None:
        try:
            name = self._repository.relative(folder) if self._repository else None
        except NoEdition:
            return None
        return f"{name}/" if name else name

    @cached_property
    def _changes(self) -> list[Mapping[str, str]]:
        """What each commit made of the files, newest first."""
        names = set(self._names.values())
        return self._repository.changes(names) if self._repository and names else []

    @cached_property
    def _values(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _found(self) -> dict[str, Mapping[str, Sop]]:
        return {}
