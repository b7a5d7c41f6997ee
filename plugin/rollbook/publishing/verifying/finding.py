"""Finding: where an edition is, and what there is to hold it to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.git import GitFailed, git
from rollbook.loading.repository import NoEdition, Repository
from rollbook.publishing.kept import MAX_BYTES
from rollbook.publishing.ledger import LEDGER, Ledger
from rollbook.publishing.manifest import MANIFEST, Manifest
from rollbook.publishing.names import wrong_edition
from rollbook.publishing.reading import Tip, newest
from rollbook.publishing.verifying.paper import Paper
from rollbook.publishing.verifying.past import past
from rollbook.publishing.verifying.subject import Branch, InFolder, InGit, Pages, Subject

_AT_ONCE = 12


class NothingToVerify(Exception):
    """There is no such edition to be looked at; the text says what there is."""


@dataclass(frozen=True, slots=True)
class Search:
    """An edition that is to be found, from a folder of the project."""

    edition: str
    project: Path
    remote: str
    branch: str

    def on_branch(self) -> Subject:
        """The edition as the branch has it."""
        self._named_well()
        repository, branch, absent = self._branch()
        if repository is None or branch is None:
            raise NothingToVerify(f"{absent}; or name a folder with --folder")
        ledger = _paper(branch.tip, LEDGER, Ledger)
        listed = ledger.value.entry(self.edition) if ledger.value else None
        last = branch.past.last
        if last is None and listed is None:
            raise NothingToVerify(self._unknown(branch, ledger.value))
        tree = branch.tip.trees.get(self.edition) or (last.tree if last else "")
        note, commit = "", branch.tip.commit
        if self.edition not in branch.tip.trees and last is not None:
            commit = last.commit
            note = f"they are no longer on {branch.name}: this is as commit {commit[:12]} has them"
        at = Tip(repository, commit)
        return self._subject(
            InGit(repository, tree) if tree else None,
            note,
            _copies(self.edition, ledger.value, _aliases(branch.tip)),
            _paper(at, f"{self.edition}/{MANIFEST}", Manifest),
            (ledger, branch.shown),
            (repository, branch, absent),
        )

    def in_folder(self, folder: Path) -> Subject:
        """The edition as it stands on a disk: in this folder, or in the folder of a site."""
        self._named_well()
        inside = folder / self.edition
        is_site = inside.is_dir() and not inside.is_symlink()
        pages = inside if is_site else folder
        if not is_site and not (pages / MANIFEST).is_file():
            raise NothingToVerify(
                f"'{folder}' has neither {MANIFEST} nor a folder {self.edition}: name the folder "
                "of the edition, or that of a site which holds it"
            )
        repository, branch, absent = self._branch()
        ledger = Paper.of(_read(folder / LEDGER), Ledger) if is_site else None
        where = "beside it"
        if branch is not None:
            kept = _paper(branch.tip, LEDGER, Ledger)
            if branch.past.events or (kept.value and kept.value.entry(self.edition)):
                ledger, where = kept, branch.shown
        if ledger is not None and ledger.value is None and not ledger.digest and where != ...:
            ledger = None
        ...

    def _subject(...)
