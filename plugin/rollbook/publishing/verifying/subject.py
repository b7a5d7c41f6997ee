"""The subject: the edition that is to be proved, and all that there is to hold it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.repository import Repository
from rollbook.publishing.branch.ledger import Entry, Ledger
from rollbook.publishing.branch.reading import object_of
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.verifying.ground import OnBranch, OnDisk
from rollbook.publishing.verifying.listing import Listing, of_folder, of_tree
from rollbook.publishing.verifying.paper import Paper
from rollbook.publishing.verifying.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class InFolder:
    """Pages on a disk."""

    folder: Path

    def listing(self) -> Listing:
        """Every file."""
        return of_folder(self.folder)


@dataclass(frozen=True, slots=True)
class InGit:
    """Pages in a tree of git."""

    repository: Repository
    tree: str

    def listing(self) -> Listing:
        """Every file."""
        return of_tree(self.repository, self.tree)


Pages = InFolder | InGit | None
"""Where the pages of an edition are, if there are any."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is verified, as far as it was found.

    `note` is what has to be said of where the pages are. `copies` are those of the aliases that
    have to be the same. `ledger` stands in the place that `kept` names, and `ground` is the root of
    the site; each is nothing where none is known.
    """

    edition: str
    pages: Pages
    note: str
    copies: Mapping[str, Pages]
    manifest: Paper[Manifest]
    ledger: Paper[Ledger] | None
    kept: str
    ground: OnBranch | OnDisk | None
    around: Surroundings

    @property
    def entry(self) -> Entry | None:
        """What the ledger says of the edition."""
        ledger = self.ledger.value if self.ledger else None
        return ledger.entry(self.edition) if ledger else None

    @property
    def commit(self) -> str:
        """What the edition was made from; empty where nothing says so."""
        if self.manifest.value is not None:
            return self.manifest.value.source.commit
        return self.entry.commit if self.entry is not None else ""

    @property
    def lacking(self) -> str:
        """Why that commit cannot be looked at, and what to do; empty where it can."""
        if self.around.repository is None:
            return self.around.absent
        if not self.commit:
            return "nothing says which commit it was made from"
        if object_of(self.around.repository, f"{self.commit}^{{commit}}") is None:
            return (
                f"the commit {self.commit[:12]}, which it was made from, is not here: "
                f"'git fetch {self.around.remote} {self.commit}'"
            )
        return ""
