"""The folders of SOPs: every file read, every problem gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.assembly import assemble
from rollbook.loading.files import SHARED, Key, SourceFile, shown_name, source_files
from rollbook.loading.finding import Finding
from rollbook.loading.marks import Document
from rollbook.loading.reading import Part, read_part
from rollbook.model.handbook import Handbook
from rollbook.model.records import Incident


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read from the folders.

    `handbook` holds what is free of errors; there is none without a valid `handbook.yml`.
    `findings` are sorted by place. `sources` gives the text of each file by the name that findings
    use. `files` leads from ("incident", id) to its record, too.
    """

    handbook: Handbook | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, str]
    documents: Mapping[Key, Document]
    files: Mapping[Key, Path]
    shown: Mapping[Key, str]


def load(folders: Sequence[Path], base: Path) -> Loaded:
    """Read every SOP, every record and `handbook.yml`; findings name files relative to `base`."""
    parts: dict[Key, Part] = {}
    spare: list[Part] = []
    for file in source_files(folders, base):
        if file.key in parts:
            part = Part(file)
            other = parts[file.key].file.shown
            part.report(
                "duplicate", f"'{file.path.stem}' stands in {other} too", "keep one of them"
            )
            spare.append(part)
        else:
            parts[file.key] = read_part(file)
    if SHARED not in parts and folders:
        spare.append(_no_shared(folders[0], base))
    handbook = assemble(parts)
    findings = {finding for part in (*parts.values(), *spare) for finding in part.findings}
    return Loaded(
        handbook,
        tuple(sorted(findings)),
        {part.file.shown: part.text for part in parts.values()},
        {key: part.document for key, part in parts.items() if part.document is not None},
        {**_incidents(parts), **{key: part.file.path for key, part in parts.items()}},
        {key: part.file.shown for key, part in parts.items()},
    )


def _no_shared(folder: Path, base: Path) -> Part:
    path = folder / "handbook.yml"
    part = Part(SourceFile(SHARED, path, folder, shown_name(path, base)))
    hint = "write one with the handbook's 'title' and its 'teams'"
    part.report("schema", "there is no handbook.yml", hint)
    return part


def _incidents(parts: Mapping[Key, Part]) -> dict[Key, Path]:
    return {
        ("incident", part.value.id): part.file.path
        for part in parts.values()
        if isinstance(part.value, Incident)
    }
