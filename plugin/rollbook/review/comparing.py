"""Comparing: two editions of a handbook, out of git or of folders, read no further than needed."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rollbook.loading.codeowners import MAX_BYTES, PLACES, code_owners
from rollbook.loading.edition import Edition, in_commit, in_folders, words_of
from rollbook.loading.files import SHARED
from rollbook.loading.folder import Loaded
from rollbook.loading.links import LEADS_OUT, leads_out
from rollbook.loading.repository import NoEdition, Repository
from rollbook.loading.veil import Veil
from rollbook.model.handbook import Handbook
from rollbook.model.restoring import dependent, needed
from rollbook.model.sop import Sop
from rollbook.review.change import Review, Stale
from rollbook.review.reviewing import Surroundings, compare
from rollbook.review.stale import stale

__all__ = ["NoEdition", "compare", "compare_folders", "compare_with_git", "is_revision"]

WORKING_TREE = "the working tree"
_SHOWN = 12

Outcome = tuple[Review, Loaded | None, Loaded]
"""What has changed, and both editions, of which only the SOPs that differ are loaded."""


def compare_with_git(
    folders: Sequence[Path],
    base: str | None,
    head: str | None,
    today: datetime.date,
    shown_from: Path = Path(),
) -> Outcome:
    """Compare the folders as they are in two revisions; where git cannot say, raise `NoEdition`.

    Without a base, it is where the branch left the default branch; without a head, the working
    tree. Findings name files relative to `shown_from`.
    """
    repository = Repository.around(folders[0])
    start = repository.fork() if base is None else repository.commit(base)
    end = None if head is None else repository.commit(head)
    old = in_commit(repository, start, folders, shown_from)
    if end is None:
        new = in_folders(folders, shown_from)
    else:
        new = in_commit(repository, end, folders, shown_from)
    inside = [repository.relative(folder) for folder in folders]
    files = [name for name in repository.changed(start, end) if not _in(name, inside)]
    # As it was: no change chooses who is asked about it.
    owners = code_owners(repository.text(start, PLACES, MAX_BYTES))
    editions = _Editions(old, new)
    around = Surroundings(
        base=base or start[:_SHOWN],
        head=head or WORKING_TREE,
        owners=owners,
        place=lambda sop: _name(repository, new if ("sop", sop) in new.files else old, sop),
        only=editions.touched,
        others=editions.others,
        watching=editions.stale(files),
    )
    return editions.compared(today, around)


def is_revision(folder: Path, name: str) -> bool:
    """Whether a word means something to the repository around a folder."""
    try:
        return Repository.around(folder).means(name)
    except NoEdition:
        return False


def compare_folders(
    before: Sequence[Path], after: Sequence[Path], today: datetime.date, shown_from: Path = Path()
) -> Outcome:
    """Compare two handbooks that stand in folders; where a link leads out, raise `NoEdition`."""
    for folder in (*before, *after):
        if leads_out(folder):
            raise NoEdition(f"'{folder}' {LEADS_OUT}: name the folder itself")
    editions = _Editions(in_folders(before, shown_from), in_folders(after, shown_from))
    around = Surroundings(
        base=str(before[0]),
        head=str(after[0]),
        only=editions.touched,
        others=editions.others,
        watching=(),
    )
    return editions.compared(today, around)


def _in(name: str, folders: Sequence[str]) -> bool:
    return any(not folder or name.startswith(f"{folder}/") for folder in folders)


def _name(repository: Repository, edition: Edition, sop: str) -> str:
    """The file of an SOP from the top of the repository."""
    file = edition.files.get(("sop", sop))
    if file is None:
        return ""
    top = os.path.realpath(repository.top)
    return Path(os.path.relpath(file.folder.resolve() / file.path.name, top)).as_posix()


@dataclass(frozen=True)
class _Editions:
    """Two editions, of which nothing is parsed that is the same in both."""

    old: Edition
    new: Edition

    def compared(self, today: datetime.date, around: Surroundings) -> Outcome:
        before = self.old.gathered(self.touched).load(sorted(self.touched & self.old.sops))
        after = self.new.gathered(self.touched).load(sorted(self.touched & self.new.sops))
        return compare(before, after, today, around), before, after

    @cached_property
    def touched(self) -> set[str]:
        """The SOPs that may differ: their file does, or a record, or what they use of the rest."""
        files = self.old.files.keys() | self.new.files.keys()
        changed = {key for key in files if self.old.data(key) != self.new.data(key)}
        found = {name for kind, name in changed if kind == "sop"}
        records = {name for kind, name in changed if kind == "record"}
        if records:
            found |= self._named_in(records)
        if SHARED in changed:
            ids = self._shared_ids()
            if ids is None:
                return self.old.sops | self.new.sops
            found |= self.old.mentioning("sop", ids) | self.new.mentioning("sop", ids)
        return found

    def _named_in(self, records: Collection[str]) -> set[str]:
        """The SOPs that records may be about."""
        sops = self.old.sops | self.new.sops
        found: set[bytes] = set()
        for edition in (self.old, self.new):
            for key in (("record", name) for name in records):
                words = words_of(edition.data(key)) if key in edition.files else set()
                if words is None:
                    return sops
                found |= words
        return {name for name in sops if name.encode() in found}

    def _shared_ids(self) -> set[str] | None:
        """The ids of `handbook.yml` behind which something else stands, and what needs them.

        Nothing is known of them where it cannot be read.
        """
        old, new = self.old.shared, self.new.shared
        if old is None or new is None:
            return None
        found: set[str] = set()
        for section in ("teams", "components", "metrics", "values", "notices"):
            was, now = getattr(old, section), getattr(new, section)
            found |= {n for n in was.keys() | now.keys() if was.get(n) != now.get(n)}
        for side in (old, new):
            # Who feels it is told: what a component needs has to do with it as well.
            found |= needed(side.components, *found)
            found |= dependent(side.components, *found)
            found |= {n for n, notice in side.notices.items() if found & set(notice.to)}
        return found

    def others(self, components: Collection[str]) -> Iterable[Handbook]:
        """The SOPs that are the same in both editions, as far as they name components."""
        names = self.new.mentioning("sop", components) - self.touched
        handbook = self.new.gathered(names).load(sorted(names)).handbook if names else None
        if handbook is not None:
            yield handbook

    def stale(self, files: Sequence[str]) -> Sequence[Stale]:
        """The SOPs that watch one of the changed files."""
        if not files:
            return ()
        shared = self.new.shared
        if shared is None:
            return ()
        parts = self.new.parts(sorted(self.new.mentioning("sop", ["watch"])))
        values = {name: part.value for name, part in parts.items()}
        sops = {n: v for n, v in values.items() if isinstance(v, Sop) and v.owner in shared.teams}
        veil = Veil.over({part.file.shown: part.held for part in parts.values()})
        return veil.all(stale(Handbook(shared, sops), files))
