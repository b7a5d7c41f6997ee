"""Writing: files of commands, each whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from rollbook.hosts.cli.unable import Unable
from rollbook.loading.links import LEADS_OUT, leads_out
from rollbook.views.draft import Files


def write(path: Path, content: bytes) -> None:
    """Put a file in the place of what is there, with its mode; a device is written to as it is."""
    _vet(path)
    try:
        target = path.resolve()
        if target.is_dir():
            raise Unable(f"'{path}' is a folder: name a file")
        half = target.with_name(f".{target.name}.{os.getpid()}.part")
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        with _whole(half):
            with half.open("xb") as stream:
                stream.write(content)
            if target.exists():
                shutil.copymode(target, half)
            os.replace(half, target)
    except OSError as error:
        raise _unable(path, error) from None


def write_new(folder: Path, files: Files) -> tuple[list[Path], list[Path]]:
    """Write what is not there; gives the written files and those that were left."""
    written, there = [], []
    for name, text in files.items():
        path = folder / name
        _vet(path)
        if path.exists():
            there.append(path)
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as stream, _whole(path):
                stream.write(text)
                stream.flush()
        except OSError as error:
            raise _unable(path, error) from None
        written.append(path)
    return written, there


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Leave no half of a file behind when writing it fails."""
    try:
        yield
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _vet(path: Path) -> None:
    """Follow a link that the user named, and none that somebody put there."""
    if leads_out(path):
        raise Unable(f"{path} {LEADS_OUT}, and nothing is written there: name the file itself")


def _unable(path: Path, error: OSError) -> Unable:
    return Unable(f"{path} cannot be written: {error.strerror}")
