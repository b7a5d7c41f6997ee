"""Finding: where an edition is, and what there is to hold it to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rollbook.publishing.branch.ledger import LEDGER, Ledger
from rollbook.publishing.branch.reading import Tip
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.names import wrong_alias
from rollbook.publishing.verifying.paper import in_git, on_disk
from rollbook.publishing.verifying.subject import InFolder, InGit, Pages, Subject
from rollbook.publishing.verifying.surroundings import Branch, Surroundings


class NothingToVerify(Exception):
    """There is no such edition to be looked at; the text says what there is."""


def on_branch(edition: str, around: Surroundings) -> Subject:
    """The edition as the branch has it, or had it when its pages were last there."""
    branch = around.branch
    if branch is None:
        raise NothingToVerify(around.absent)
    ledger = in_git(branch.tip, LEDGER, Ledger)
    is_listed = ledger.value is not None and ledger.value.entry(edition) is not None
    last = branch.past.last
    if last is None and not is_listed:
        raise NothingToVerify(_unknown(edition, branch, ledger.value))
    at, note = branch.tip, ""
    if last is not None and edition not in branch.tip.trees:
        at = Tip(branch.tip.repository, last.commit)
        note = f"its pages are gone from {branch.name}: these are those of commit {at.commit[:12]}"
    return Subject(
        edition=edition,
        pages=_in_git(at, edition),
        note=note,
        copies={a: _in_git(branch.tip, a) for a in _aliases(edition, ledger.value)},
        manifest=in_git(at, f"{edition}/{MANIFEST}", Manifest),
        ledger=ledger,
        kept=branch.shown,
        around=around,
    )


def in_folder(edition: str, folder: Path, around: Surroundings) -> Subject:
    """The edition as it stands on a disk: in this folder, or in the folder of a site."""
    inside = folder / edition
    is_site = inside.is_dir() and not inside.is_symlink()
    pages = inside if is_site else folder
    if not is_site and not (folder / MANIFEST).is_file():
        raise NothingToVerify(
            f"'{folder}' has neither {MANIFEST} nor a folder {edition}: name the folder of the "
            "edition, or that of a site that has it"
        )
    beside = on_disk(folder / LEDGER, Ledger) if is_site and _is_there(folder / LEDGER) else None
    theirs = in_git(around.branch.tip, LEDGER, Ledger) if around.branch else None
    is_known = theirs is not None and theirs.value is not None and theirs.value.entry(edition)
    copies: Mapping[str, Pages] = {
        alias: InFolder(folder / alias)
        for alias in _aliases(edition, beside.value if beside else None)
        if _is_there(folder / alias)
    }
    return Subject(
        edition=edition,
        pages=InFolder(pages),
        note="",
        copies=copies,
        manifest=on_disk(pages / MANIFEST, Manifest),
        ledger=theirs if is_known else beside,
        kept=around.branch.shown if is_known and around.branch else str(folder),
        around=around,
    )


def _in_git(tip: Tip, folder: str) -> InGit | None:
    tree = tip.trees.get(folder)
    return InGit(tip.repository, tree) if tree else None


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _aliases(edition: str, ledger: Ledger | None) -> list[str]:
    """The alias that leads to the edition, where it is the one in force."""
    at = ledger.at if ledger is not None and ledger.current == edition else None
    return [at] if at is not None and at != edition and not wrong_alias(at) else []


def _unknown(edition: str, branch: Branch, ledger: Ledger | None) -> str:
    names = [entry.edition for entry in ledger.editions] if ledger else list(branch.tip.editions)
    there = ", ".join(names) or "none"
    return f"there is no edition {edition} in {branch.shown}; these are there: {there}"
