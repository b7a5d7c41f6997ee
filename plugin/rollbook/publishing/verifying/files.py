"""Files: every byte of the edition is what its manifest says, and nothing else is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.publishing.edition.manifest import MANIFEST
from rollbook.publishing.verifying.listing import Listing
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.subject import InGit, Pages, Subject
from rollbook.views.report import counted

_SHOWN = len("sha256:") + 12


def files(subject: Subject) -> Proof:
    """Compare each file with the manifest, in the edition and in the alias that is its copy."""
    manifest = subject.manifest.value
    if manifest is None:
        return Proof("files", "failed", (f"{MANIFEST} is of no use: {subject.manifest.fault}",))
    expected = {**manifest.files, MANIFEST: subject.manifest.digest}
    faults = list(_faults(expected, subject.edition, subject.pages))
    for alias, pages in subject.copies.items():
        if not (isinstance(pages, InGit) and pages == subject.pages):
            faults += _faults(expected, alias, pages)
    if manifest.edition != subject.edition:
        other = f"the manifest is that of '{manifest.edition}'"
        return Proof("files", "failed", (other, *faults))
    if faults:
        verb = "differs" if len(faults) == 1 else "differ"
        return Proof("files", "failed", (f"{counted(len(faults), 'file')} {verb}", *faults))
    copies = [f"so are those of {alias}/, which leads to it" for alias in subject.copies]
    notes = [subject.note] if subject.note else []
    summary = f"{counted(len(manifest.files), 'file')}, byte for byte as the manifest says"
    said = (summary, f"the manifest is {subject.manifest.digest}", *copies, *notes)
    return Proof("files", "proved", said)


def _faults(expected: Mapping[str, str], folder: str, pages: Pages) -> Iterator[str]:
    if pages is None:
        yield f"{folder}/: it is missing"
        return
    for name, fault in differences(expected, pages.listing()):
        yield f"{folder}/{name}: {fault}"


def differences(expected: Mapping[str, str], found: Listing) -> Iterator[tuple[str, str]]:
    """Each file that is not as it should be, and how."""
    for name in sorted(expected.keys() | found.keys()):
        wanted, there = expected.get(name), found.get(name)
        if there is None:
            yield name, "it is missing"
        elif wanted is None:
            yield name, f"it is not in the manifest{_besides(there.fault)}"
        elif there.fault:
            yield name, there.fault
        elif there.digest != wanted:
            yield name, f"its SHA-256 is {there.digest[7:_SHOWN]}… and not {wanted[7:_SHOWN]}…"


def _besides(fault: str) -> str:
    return f", and {fault}" if fault else ""
