"""The folders of SOPs: every file read, every problem gathered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rollbook.loading.assembly import Common, assemble, common
from rollbook.loading.files import SHARED, Key, SourceFile, content, shown_name, source_files
from rollbook.loading.finding import Finding
from rollbook.loading.held import Held
from rollbook.loading.links import leads_out
from rollbook.loading.marks import Document
from rollbook.loading.reading import Part, read_part
from rollbook.loading.secrets import secrets
from rollbook.loading.strays import strays
from rollbook.loading.veil import Veil
from rollbook.model.handbook import Handbook
from rollbook.model.records import Incident, Record


@dataclass(frozen=True)
class Loaded:
    """What was read from the folders.

    `handbook` holds what is free of errors; there is none without a valid `handbook.yml`.
    `findings` are sorted by place, and show none of the secrets, which `held` has by file and
    `veil` hides in whatever else quotes these files. `files` leads from ("incident", id) to its
    record, too. `sops` are the ids of all SOPs, and of those that have errors.
    """

    handbook: Handbook | None
    findings: tuple[Finding, ...]
    documents: Mapping[Key, Document]
    files: Mapping[Key, Path]
    shown: Mapping[Key, str]
    sops: Collection[str]
    records: Mapping[str, Mapping[Key, Record]]
    """SOP → its records, as far as they are in the handbook."""
    held: Mapping[Key, Sequence[Held]]
    veil: Veil
    texts: Mapping[str, str]

    def sources(self, shown: Collection[str]) -> dict[str, str]:
        """The texts of files as they may be shown, by the names that findings use."""
        named = {name: self.texts[name] for name in shown if name in self.texts}
        return {name: self.veil.source(name, text) for name, text in named.items()}


@dataclass(frozen=True)
class Gathered:
    """The files of the folders, with `handbook.yml` and the records read, and the SOPs not yet."""

    sops: Mapping[str, SourceFile]
    others: Mapping[Key, Part]
    spare: Sequence[Finding]
    """What is wrong with the folders themselves: what is not read in them, and what is missing."""

    @cached_property
    def common(self) -> Common:
        """What all SOPs have in common."""
        records = {key: part for key, part in self.others.items() if key[0] == "record"}
        return common(self.others.get(SHARED), records, self.sops.keys())

    @cached_property
    def names(self) -> Veil:
        """What may not be shown of the names of the SOPs' files."""
        together = "\0".join(self.sops)
        return Veil(frozenset(together[s.start : s.end] for s in secrets(together)))

    def sources(self, shown: Collection[str], veil: Veil) -> dict[str, str]:
        """The texts of files as they may be shown, by the names that findings use."""
        files = [*self.sops.values(), *(part.file for part in self.others.values())]
        found = {file.shown: content(file) for file in files if file.shown in shown}
        return {
            name: veil.source(name, data.decode("utf-8", "replace").removeprefix("\ufeff"))
            for name, data in found.items()
            if isinstance(data, bytes)
        }

    def load(self, names: Iterable[str]) -> Loaded:
        """Read these SOPs, and put them together with the rest."""
        rest = self.common
        sops = {name: read_part(self.sops[name]) for name in names}
        handbook = assemble(sops, rest)
        parts = {**{("sop", name): part for name, part in sops.items()}, **self.others}
        held = {part.file.shown: part.held for part in parts.values() if part.held}
        veil = Veil.over(held) | self.names
        findings = {*self.spare, *(found for part in parts.values() for found in part.findings)}
        return Loaded(
            handbook,
            tuple(sorted(map(veil.finding, findings))),
            {key: part.document for key, part in parts.items() if part.document is not None},
            {**_incidents(parts), **{key: part.file.path for key, part in parts.items()}},
            {key: part.file.shown for key, part in parts.items()},
            self.sops.keys(),
            {name: _clean(rest.records_of.get(name, {})) for name in sops} if handbook else {},
            {key: part.held for key, part in parts.items() if part.held},
            veil,
            {part.file.shown: part.text for part in parts.values()},
        )


def load(folders: Sequence[Path], base: Path) -> Loaded:
    """Read every SOP, every record and `handbook.yml`; findings name files relative to `base`."""
    gathered = gather(folders, base)
    return gathered.load(gathered.sops)


def gather(folders: Sequence[Path], base: Path) -> Gathered:
    """Find every file; read `handbook.yml` and the records."""
    files: dict[Key, SourceFile] = {}
    spare: list[Finding] = []
    for file in source_files(folders, base):
        other = files.setdefault(file.key, file)
        if other is not file:
            message = f"'{file.path.stem}' stands in {other.shown} too"
            spare.append(_misplaced(file.shown, "duplicate", message, "keep one of them"))
    for stray in strays(folders):
        name = shown_name(stray.path, base)
        spare.append(_misplaced(name, stray.rule, stray.message, stray.hint))
    if SHARED not in files and folders and not leads_out(folders[0]):
        name = shown_name(folders[0] / "handbook.yml", base)
        hint = "write one with the handbook's 'title' and its 'teams'"
        spare.append(_misplaced(name, "schema", "there is no handbook.yml", hint))
    return Gathered(
        {name: file for (kind, name), file in files.items() if kind == "sop"},
        {key: read_part(file) for key, file in files.items() if key[0] != "sop"},
        spare,
    )


def _misplaced(name: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(name, 1, 1, rule, "error", message, hint)


def _clean(records: Mapping[Key, Part]) -> dict[Key, Record]:
    return {
        key: part.value
        for key, part in records.items()
        if isinstance(part.value, Record) and not part.findings
    }


def _incidents(parts: Mapping[Key, Part]) -> dict[Key, Path]:
    return {
        ("incident", part.value.id): part.file.path
        for part in parts.values()
        if isinstance(part.value, Incident)
    }
