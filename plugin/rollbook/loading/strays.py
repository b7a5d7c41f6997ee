"""Strays: what stands in the folders of SOPs and is not read, though somebody may think it is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.files import RECORDS, is_source
from rollbook.loading.links import leads_out

_MOST = 20
"""How many files of one folder are named."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file or folder, why it is not read, and what to do."""

    path: Path
    rule: str
    message: str
    hint: str


def strays(folders: Sequence[Path]) -> Iterator[Stray]:
    """Everything of that sort, folder by folder."""
    for folder in folders:
        records = folder / RECORDS
        if leads_out(folder):
            hint = "put the folder itself there, or let mkdocs.yml name where it is"
            yield Stray(folder, "reference", "this link leads out of the project", hint)
            continue
        if records.is_symlink():
            hint = "put the folder itself there"
            yield Stray(records, "reference", "records are not read through a link", hint)
        found = list(_below(folder, {other.resolve() for other in folders}))
        yield from found[:_MOST]
        if more := found[_MOST:]:
            message = f"{len(more)} more files from here on are not read"
            yield Stray(more[0].path, "schema", message, more[0].hint)


def _below(folder: Path, named: set[Path]) -> Iterator[Stray]:
    """The files in folders below one of SOPs, but for those of a folder that is named itself."""
    records = folder / RECORDS
    for here, inside, files in os.walk(folder):
        at = Path(here)
        inside[:] = sorted(
            name for name in inside if name[:1] != "." and (at / name).resolve() not in named
        )
        home = records if records in (at, *at.parents) else folder
        what = "records are" if home == records else "SOPs are"
        for path in sorted(at / name for name in files):
            if at != home and is_source(path):
                message = f"{what} read in '{home.name}' itself, and this file is not"
                yield Stray(path, "schema", message, f"move it into '{home.name}'")
            elif path.suffix == ".txt" and is_source(Path(path.stem)):
                message = "this file is not read, since its name ends in .txt"
                yield Stray(path, "schema", message, f"call it {path.stem}")
