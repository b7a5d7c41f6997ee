"""History: nobody altered the edition on the branch since it was published."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.verifying.past import Event
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.subject import Subject
from rollbook.publishing.verifying.surroundings import unshallow


def history(subject: Subject) -> Proof:
    """Compare what each commit of the branch left of the edition with what the first brought."""
    branch = subject.around.branch
    if branch is None:
        return Proof(
            "history", "not proven", (f"its history is not here: {subject.around.absent}",)
        )
    if not branch.past.events:
        return Proof("history", "not proven", (f"{branch.shown} never had it",))
    first, *later = branch.past.events
    added = f"{first.stand.said} added it"
    pruned = subject.entry is not None and subject.entry.pruned is not None
    faults = [*_changes(first, later, pruned), *_other(subject, first)]
    if faults:
        summary = f"it was altered on {branch.name} since it was published"
        return Proof("history", "failed", (summary, added, *faults))
    if branch.line.is_cut:
        return Proof("history", "not proven", (unshallow(branch, subject.around.remote),))
    said = f"unaltered in {branch.shown}, since {added}"
    return Proof("history", "proved", (said,))


def _changes(first: Event, later: list[Event], pruned: bool) -> Iterator[str]:
    for event in later:
        if not event.tree and pruned and event is later[-1]:
            continue
        done = "removed" if not event.tree else "altered"
        if event.tree == first.tree:
            done = "restored"
        yield f"{event.stand.said} {done} it"


def _other(subject: Subject, first: Event) -> Iterator[str]:
    """That it is another manifest than the branch's; so it may be where files on a disk are."""
    digest = first.stand.paper(f"{subject.edition}/{MANIFEST}", Manifest).digest
    if digest != subject.manifest.digest:
        yield f"the manifest that was added is {digest}, which is another one than this"
