"""The ground: what stands at the root of a site, on the branch or on a disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.ledger import LEDGER, Ledger
from rollbook.publishing.branch.reading import VERSIONS
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.kept import MAX_BYTES, Kept, json_value
from rollbook.publishing.names import LATEST, wrong_edition
from rollbook.publishing.root.root_manifest import ROOT
from rollbook.publishing.root.site_root import FOLDERS
from rollbook.publishing.verifying.line import Stand
from rollbook.publishing.verifying.listing import Listing, of_file, of_folder, of_items
from rollbook.publishing.verifying.objects import Item, files_below
from rollbook.publishing.verifying.paper import Paper, on_disk

K = TypeVar("K", bound=Kept)


class Ground(Protocol):
    """The root of a site, and the folders in it."""

    def paper(self, path: str, form: type[K]) -> Paper[K]:
        """One of our files."""

    def data(self, path: str) -> bytes | None:
        """What stands in a file."""

    def below(self, folder: str) -> Listing:
        """Every file of a folder at the top."""

    @property
    def names(self) -> frozenset[str]:
        """Every folder at the top."""

    @property
    def root(self) -> Listing:
        """Every file at the top, and in the folders there that hold nothing but what is made."""


@dataclass(frozen=True)
class OnBranch:
    """As it was after a commit of the branch."""

    stand: Stand

    def paper(self, path: str, form: type[K]) -> Paper[K]:
        """One of our files."""
        return self.stand.paper(path, form)

    def data(self, path: str) -> bytes | None:
        """What stands in a file."""
        return self.stand.data(path)

    def below(self, folder: str) -> Listing:
        """Every file of a folder at the top."""
        shelf = self.stand.shelf
        return of_items(shelf.digests, files_below(shelf.folders_of, self.stand.folders[folder]))

    @property
    def names(self) -> frozenset[str]:
        """Every folder at the top."""
        return frozenset(self.stand.folders)

    @cached_property
    def root(self) -> Listing:
        """Every file at the top, and in the folders there that hold nothing but what is made."""
        shelf = self.stand.shelf
        items: dict[str, Item] = {n: i for n, i in self.stand.top.items() if not i.is_folder}
        for folder in FOLDERS:
            tree = self.stand.folders.get(folder)
            below = files_below(shelf.folders_of, tree) if tree else {}
            items |= {f"{folder}/{path}": item for path, item in below.items()}
        return of_items(shelf.digests, items)


@dataclass(frozen=True)
class OnDisk:
    """As it is in a folder; no link is followed."""

    folder: Path

    def paper(self, path: str, form: type[K]) -> Paper[K]:
        """One of our files."""
        return on_disk(self.folder / path, form)

    def data(self, path: str) -> bytes | None:
        """What stands in a file."""
        place = self.folder / path
        try:
            about = place.lstat()
            if stat.S_ISREG(about.st_mode) and about.st_size <= MAX_BYTES:
                return place.read_bytes()
        except OSError:
            return None
        return None

    def below(self, folder: str) -> Listing:
        """Every file of a folder at the top."""
        return of_folder(self.folder / folder)

    @property
    def has_root(self) -> bool:
        """Whether anything of a root stands here, and not an edition alone."""
        return bool({LEDGER, VERSIONS, ROOT}.intersection(self.root)) or LATEST in self.names

    @cached_property
    def names(self) -> frozenset[str]:
        """Every folder at the top."""
        with os.scandir(self.folder) as entries:
            return frozenset(one.name for one in entries if one.is_dir(follow_symlinks=False))

    @cached_property
    def root(self) -> Listing:
        """Every file at the top, and in the folders there that hold nothing but what is made."""
        with os.scandir(self.folder) as entries:
            files = [one.name for one in entries if one.name not in self.names]
        found = {name: of_file(self.folder / name) for name in files}
        for folder in self.names.intersection(FOLDERS):
            below = of_folder(self.folder / folder)
            found |= {f"{folder}/{path}": file for path, file in below.items()}
        return found


def versions_on(ground: Ground) -> mike.Versions | None:
    """Mike's list; nothing where it cannot be read."""
    try:
        return mike.versions_of(json_value(ground.data(VERSIONS) or b""))
    except (ValueError, RecursionError):
        return None


def manifests_of(ground: Ground) -> Mapping[str, Manifest]:
    """Edition → its manifest, for every folder that has one of its own name, the oldest first."""
    named = sorted((n for n in ground.names if not wrong_edition(n)), key=mike.order)
    found = {name: ground.paper(f"{name}/{MANIFEST}", Manifest).value for name in named}
    return {n: m for n, m in found.items() if m is not None and m.edition == n}


def aliases_on(ground: Ground) -> Mapping[str, str]:
    """Alias → the edition that it leads to, as mike's list and the ledger have it."""
    found: dict[str, str] = {}
    for version in versions_on(ground) or ():
        found |= dict.fromkeys(version.aliases, str(version.version))
    ledger = ground.paper(LEDGER, Ledger).value
    if ledger is not None and ledger.current is not None:
        found[LATEST] = ledger.current
    return found
