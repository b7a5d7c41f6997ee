"""The store: what was drawn once is kept on disk, named by everything that went into it.

Two builds may use one folder at once: a file appears whole or not at all, and one that is missing,
cut short or foreign is drawn anew. Nothing in it is ever run; a file holds bytes and their sum.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

LIMIT = 512 * 1024 * 1024
"""Bytes that a folder may hold after a build."""

_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"
"""What https://bford.info/cachedir/ asks for."""

_SUM = hashlib.sha256().digest_size
_GOES_IN = (".py", ".css", ".ttf")
_DRAWN_WITH = ("pygraphviz", "resvg-py")


@dataclass(frozen=True)
class Store:
    """A folder of drawings; without a folder nothing is kept."""

    folder: Path | None = None
    limit: int = LIMIT

    def kept(self, inputs: str, make: Callable[[], bytes]) -> bytes:
        """What was made of these inputs before, else what is made of them now."""
        if self.folder is None or not _is_itself(self.folder):
            return make()
        name = hashlib.sha256(f"{_version()}\0{inputs}".encode("utf-8", "surrogatepass"))
        path = self.folder / name.hexdigest()[:2] / name.hexdigest()[2:]
        found = _read(path)
        if found is None:
            found = make()
            _write(path, found)
        return found

    def tidy(self) -> None:
        """Remove what was not used for longest, until the folder keeps to its limit."""
        if self.folder is None or not _is_itself(self.folder):
            return
        used = list(_used(self.folder))
        total = sum(size for _, size, _ in used)
        for _, size, path in sorted(used):
            if total <= self.limit:
                return
            with contextlib.suppress(OSError):
                os.unlink(path)
            total -= size


NOWHERE = Store()
"""Keeps nothing."""


def _is_itself(folder: Path) -> bool:
    """Whether neither a store nor the folder that it is in is a link.

    Both, and all that is in them, may come with a repository, and so lead anywhere.
    """
    return not (folder.is_symlink() or folder.parent.is_symlink())


def _used(folder: Path) -> Iterator[tuple[int, int, str]]:
    """When each drawing was used last, its size, and its path."""
    with contextlib.suppress(OSError), os.scandir(folder) as shelves:
        for shelf in shelves:
            if len(shelf.name) == 2 and shelf.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError), os.scandir(shelf) as entries:
                    for entry in entries:
                        with contextlib.suppress(OSError):
                            known = entry.stat(follow_symlinks=False)
                            yield known.st_mtime_ns, known.st_size, entry.path


def _read(path: Path) -> bytes | None:
    """What was kept, with a new time; a link is not followed, nor a file that has other names."""
    try:
        known = path.lstat()
        if path.parent.is_symlink() or not stat.S_ISREG(known.st_mode) or known.st_nlink > 1:
            return None
        whole = path.read_bytes()
        found = whole[_SUM:]
        if hashlib.sha256(found).digest() != whole[:_SUM]:
            return None
        os.utime(path)
    except OSError:
        return None
    return found


def _write(path: Path, made: bytes) -> None:
    """Put a file in its place at once; a disk that is full or not ours to write costs no build."""
    with contextlib.suppress(OSError):
        if path.parent.is_symlink():
            return
        _make(path.parent)
        handle, half = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(made).digest() + made)
            os.replace(half, path)
        except OSError:
            os.unlink(half)
            raise


def _make(folder: Path) -> None:
    """Make a folder of the store; git and backups leave the whole store alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
        with contextlib.suppress(FileExistsError), (folder.parent / name).open("x") as new:
            new.write(text)


@cache
def _version() -> str:
    """The sum of the code that draws, of its styles, and of the versions that it draws with."""
    total = hashlib.sha256()
    package = files("rollbook")
    for folder in ("diagrams", "assets"):
        _add(package.joinpath(folder), folder, total)
    total.update(f"{sys.version} {unicodedata.unidata_version}\0".encode())
    for name in _DRAWN_WITH:
        with contextlib.suppress(metadata.PackageNotFoundError):
            total.update(f"{name} {metadata.version(name)}\0".encode())
    return total.hexdigest()


def _add(place: Traversable, name: str, total: hashlib._Hash) -> None:
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            _add(entry, path, total)
        elif entry.name.endswith(_GOES_IN):
            total.update(path.encode() + b"\0" + entry.read_bytes())
