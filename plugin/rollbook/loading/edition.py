"""Editions: the files of a handbook as they stand in folders, or as git keeps them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from rollbook.loading.files import (
    LEAVES_FOLDER,
    RECORDS,
    SHARED,
    Key,
    SourceFile,
    content,
    is_source,
    key_of,
    shown_name,
    source_files,
)
from rollbook.loading.folder import Gathered
from rollbook.loading.reading import Part, read_part
from rollbook.loading.repository import Blob, Repository
from rollbook.loading.yaml_reader import MAX_BYTES
from rollbook.model.shared import Shared
from rollbook.model.value import ID_FORM

_WORD = re.compile(ID_FORM.encode())
_LINK = "120000"
_LINKS = 8
"""How many links may lead to one another."""


@dataclass(frozen=True)
class Edition:
    """Every file of a handbook, read into memory."""

    files: Mapping[Key, SourceFile]

    @property
    def sops(self) -> set[str]:
        """The ids of all SOPs."""
        return {name for kind, name in self.files if kind == "sop"}

    def data(self, key: Key) -> bytes | str | None:
        """What stands in a file; nothing where there is none."""
        file = self.files.get(key)
        return file.data if file else None

    def mentioning(self, kind: str, names: Collection[str]) -> set[str]:
        """The files of a kind in whose text one of these ids may stand."""
        words = {name.encode() for name in names}
        return {
            key[1]
            for key, file in self.files.items()
            if key[0] == kind and ((said := words_of(file.data)) is None or words & said)
        }

    def parts(self, names: Iterable[str]) -> dict[str, Part]:
        """These SOPs, each read by itself: their references lead nowhere yet."""
        return {name: read_part(self.files["sop", name]) for name in names}

    @cached_property
    def shared(self) -> Shared | None:
        """What `handbook.yml` holds, if it can be read."""
        part = read_part(self.files[SHARED]) if SHARED in self.files else None
        return part.value if part is not None and isinstance(part.value, Shared) else None

    def gathered(self, sops: Collection[str]) -> Gathered:
        """What is needed to load these SOPs: the shared file, and the records of theirs."""
        records = self.mentioning("record", sops) if sops else set()
        others = {
            key: read_part(file)
            for key, file in self.files.items()
            if key == SHARED or (key[0] == "record" and key[1] in records)
        }
        files = {name: file for (kind, name), file in self.files.items() if kind == "sop"}
        return Gathered(files, others, ())


def words_of(data: bytes | str | None) -> set[bytes] | None:
    """All that may be an id in a file; nothing where that takes reading the YAML.

    With a backslash an id can be written in other letters.
    """
    if not isinstance(data, bytes) or b"\\" in data:
        return None
    return set(_WORD.findall(data))


def in_folders(folders: Sequence[Path], base: Path) -> Edition:
    """The edition that stands in folders; findings name its files relative to `base`."""
    return _edition(replace(file, data=content(file)) for file in source_files(folders, base))


def in_commit(repository: Repository, commit: str, folders: Sequence[Path], base: Path) -> Edition:
    """The edition that git keeps in a commit; each file is named as if it stood in its folder."""
    return _edition(
        file for folder in folders for file in _of_commit(repository, commit, folder, base)
    )


def _edition(files: Iterator[SourceFile]) -> Edition:
    found: dict[Key, SourceFile] = {}
    for file in files:
        found.setdefault(file.key, file)
    return Edition(found)


def _of_commit(
    repository: Repository, commit: str, folder: Path, base: Path
) -> Iterator[SourceFile]:
    inside = repository.relative(folder)
    blobs = repository.blobs(commit, inside)
    wanted = _wanted(blobs, inside)
    links = [blob for blob in blobs.values() if blob.mode == _LINK and blob.size < MAX_BYTES]
    targets = repository.contents(blob.content for blob in links)
    found = {key: _resolved(blob, blobs, targets, inside) for key, blob in wanted.items()}
    readable = {
        blob.content for blob in found.values() if isinstance(blob, Blob) and blob.size <= MAX_BYTES
    }
    contents = repository.contents(sorted(readable))
    for key, blob in found.items():
        name = posixpath.relpath(wanted[key].name, inside or ".")
        path = folder / name
        data: bytes | str
        if isinstance(blob, str):
            data = blob
        elif blob.size > MAX_BYTES:
            data = bytes(MAX_BYTES + 1)  # the reader looks at the size first, and says so
        else:
            data = contents[blob.content]
        yield SourceFile(key, path, folder, shown_name(path, base), data)


def _wanted(blobs: Mapping[str, Blob], folder: str) -> dict[Key, Blob]:
    """The files that are read, as they are of a folder on disk."""
    found: dict[Key, Blob] = {}
    records = posixpath.join(folder, RECORDS)
    for name in sorted(blobs):
        path = PurePosixPath(name)
        parent = posixpath.dirname(name)
        if is_source(path) and parent in (folder, records):
            key = key_of(path) if parent == folder else ("record", path.stem)
            found.setdefault(key, blobs[name])
    return found


def _resolved(
    blob: Blob, blobs: Mapping[str, Blob], targets: Mapping[str, bytes], folder: str
) -> Blob | str:
    """The file that a link leads to, or why it is not read."""
    ahead, name, links = blob.name.split("/")[::-1], "", 0
    while ahead:
        name = posixpath.normpath(posixpath.join(name, ahead.pop()))
        here = blobs.get(name)
        if here is not None and here.mode == _LINK:
            links += 1
            if links > _LINKS:
                return "this link leads to itself"
            target = targets.get(here.content, b"").decode("utf-8", "surrogateescape")
            ahead += target.split("/")[::-1]
            name = "/" if target.startswith("/") else posixpath.dirname(name)
    if name.startswith(("/", "..")) or (folder and not name.startswith(f"{folder}/")):
        return LEAVES_FOLDER
    return blobs.get(name, "this file cannot be read: No such file or directory")
