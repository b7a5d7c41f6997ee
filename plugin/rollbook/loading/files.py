"""Files: which ones make up a handbook, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from rollbook.loading.links import leads_out
from rollbook.loading.veil import Veil
from rollbook.loading.yaml_reader import MAX_BYTES

Key = tuple[str, str]
"""What a file holds: ("sop", id), ("record", the file's name) or ("shared", "")."""

SHARED: Key = ("shared", "")
RECORDS = "records"
"""The folder of the records, in one of SOPs."""
LEAVES_FOLDER = "this link leads out of its folder"
ENDINGS = (".yml", ".yaml")


_LONG = 20
"""From so many characters on, a file's name may hold a token."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A YAML file in one of the folders; `shown` is its name in findings.

    `data` is what stands in it, or why nothing does, where it was read already.
    """

    key: Key
    path: Path
    folder: Path
    shown: str
    data: bytes | str | None = field(default=None, compare=False, repr=False)


def source_files(folders: Sequence[Path], base: Path) -> Iterator[SourceFile]:
    """Every file of the folders, by name; `handbook.yml` and records included.

    A folder to which a link leads out of the project has none, and neither have records behind one.
    """
    for folder in folders:
        if leads_out(folder):
            continue
        for path in _yaml_files(folder):
            yield SourceFile(key_of(path), path, folder, shown_name(path, base))
        records = folder / RECORDS
        for path in () if records.is_symlink() else _yaml_files(records):
            yield SourceFile(("record", path.stem), path, folder, shown_name(path, base))


def key_of(path: PurePath) -> Key:
    """What a file that stands in a folder itself holds."""
    return SHARED if path.stem == "handbook" else ("sop", path.stem)


def shown_name(path: Path, base: Path) -> str:
    """A file as findings name it: relative to the folder that the command was run in.

    A name that holds a secret is not said.
    """
    name = Path(os.path.relpath(path, base)).as_posix()
    return name if len(path.name) < _LONG else Veil().text(name)


def content(file: SourceFile) -> bytes | str:
    """The file's bytes, up to one more than may be read; or why there are none, in words.

    A link may not bring in what stands outside the folder: SOPs come from pull requests.
    """
    if file.data is not None:
        return file.data
    path = file.path
    try:
        if path.is_symlink():
            path, folder = path.resolve(strict=True), file.folder.resolve()
            if not path.is_relative_to(folder) or ".git" in path.relative_to(folder).parts:
                return LEAVES_FOLDER
        if not stat.S_ISREG(path.lstat().st_mode):
            return "this is not a file"
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        return f"this file cannot be read: {error.strerror}"
    except RuntimeError:
        return "this link leads to itself"


def is_source(path: PurePath) -> bool:
    """Whether a file is read, by its name."""
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".")


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if is_source(path))
