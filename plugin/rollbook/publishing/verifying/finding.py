"""Finding: where an edition is, and what there is to hold it to."""

from __future__ import annotations

from pathlib import Path

from rollbook.publishing.branch.ledger import LEDGER, Ledger
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.names import wrong_alias
from rollbook.publishing.verifying.ground import Ground, OnBranch, OnDisk, aliases_on
from rollbook.publishing.verifying.line import Stand
from rollbook.publishing.verifying.paper import on_disk
from rollbook.publishing.verifying.subject import InFolder, InGit, Pages, Subject
from rollbook.publishing.verifying.surroundings import Branch, Surroundings


class NothingToVerify(Exception):
    """There is no such edition to be looked at; the text says what there is."""


def on_branch(edition: str, around: Surroundings) -> Subject:
    """The edition as the branch has it, or had it when its pages were last there."""
    branch = around.branch
    if branch is None:
        raise NothingToVerify(around.absent)
    tip = branch.line.tip
    ledger = tip.paper(LEDGER, Ledger)
    is_listed = ledger.value is not None and ledger.value.entry(edition) is not None
    last = branch.past.last
    if last is None and not is_listed:
        raise NothingToVerify(_unknown(edition, branch, ledger.value))
    at, note = tip, ""
    if last is not None and edition not in tip.folders:
        at = last.stand
        note = f"its pages are gone from {branch.name}: these are those of {at.said}"
    ground = OnBranch(tip)
    return Subject(
        edition=edition,
        pages=_in_git(at, edition),
        note=note,
        copies={alias: _in_git(tip, alias) for alias in _aliases(edition, ground)},
        manifest=at.paper(f"{edition}/{MANIFEST}", Manifest),
        ledger=ledger,
        kept=branch.shown,
        ground=ground,
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
    ground = OnDisk(folder) if is_site else None
    beside = ground.paper(LEDGER, Ledger) if ground and LEDGER in ground.root else None
    theirs = around.branch.line.tip.paper(LEDGER, Ledger) if around.branch else None
    is_known = theirs is not None and theirs.value is not None and theirs.value.entry(edition)
    # Whoever altered the files may have altered what they say of themselves.
    leads = OnBranch(around.branch.line.tip) if around.branch else ground
    aliases = _aliases(edition, leads) if ground and leads and ground.has_root else []
    return Subject(
        edition=edition,
        pages=InFolder(pages),
        note="",
        copies={alias: _on_disk(folder / alias) for alias in aliases},
        manifest=on_disk(pages / MANIFEST, Manifest),
        ledger=theirs if is_known else beside,
        kept=around.branch.shown if is_known and around.branch else str(folder),
        ground=ground,
        around=around,
    )


def _in_git(stand: Stand, folder: str) -> InGit | None:
    tree = stand.folders.get(folder)
    return InGit(stand.shelf.repository, tree) if tree else None


def _on_disk(folder: Path) -> Pages:
    return InFolder(folder) if folder.exists() or folder.is_symlink() else None


def _aliases(edition: str, ground: Ground) -> list[str]:
    """The aliases that lead to the edition."""
    found = aliases_on(ground)
    return sorted(a for a, to in found.items() if to == edition and not wrong_alias(a))


def _unknown(edition: str, branch: Branch, ledger: Ledger | None) -> str:
    tip = branch.line.tip
    names = [entry.edition for entry in ledger.editions] if ledger else sorted(tip.folders)
    there = ", ".join(names) or "none"
    return f"there is no edition {edition} in {branch.shown}; these are there: {there}"
