"""Strays: what stands in the folders of SOPs and is not read, though somebody may think it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.files import RECORDS
from rollbook.loading.links import leads_out


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
        elif records.is_symlink():
            hint = "put the folder itself there"
            yield Stray(records, "reference", "records are not read through a link", hint)
