"""Ledger: the list of all editions knows this one, with this manifest."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.publishing.branch.ledger import LEDGER, Entry
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.subject import Subject


def ledger(subject: Subject) -> Proof:
    """Compare the entry of the edition with its manifest, and tell what else it says."""
    if subject.ledger is None:
        return Proof("ledger", "not proven", (f"no {LEDGER} is here", subject.around.absent))
    if subject.ledger.value is None:
        summary = f"{LEDGER} of {subject.kept} is of no use: {subject.ledger.fault}"
        return Proof("ledger", "failed", (summary,))
    entry = subject.entry
    if entry is None:
        return Proof("ledger", "failed", (f"{LEDGER} of {subject.kept} does not list it",))
    faults = list(_faults(subject, entry))
    if faults:
        return Proof("ledger", "failed", (*faults, *_facts(entry)))
    return Proof(
        "ledger", "proved", (f"{LEDGER} of {subject.kept} lists this manifest", *_facts(entry))
    )


def _faults(subject: Subject, entry: Entry) -> Iterator[str]:
    manifest = subject.manifest
    if manifest.digest != entry.manifest:
        yield f"the ledger lists the manifest {entry.manifest}, and this one {manifest.said}"
    if manifest.value is not None and manifest.value.source.commit != entry.commit:
        yield (
            f"the ledger lists another commit: {entry.commit[:12]}, and the manifest names "
            f"{manifest.value.source.commit[:12]}"
        )
    if subject.around.branch is not None:
        is_there = subject.edition in subject.around.branch.tip.trees
        if entry.pruned is not None and is_there:
            yield f"its pages were removed on {entry.pruned}, says the ledger, and are there"
        if entry.pruned is None and not is_there:
            yield "its pages are gone, and the ledger does not say that they were removed"


def _facts(entry: Entry) -> Iterator[str]:
    yield f"it was published on {entry.published}, from commit {entry.commit}"
    for period in entry.in_force:
        until = f"until {period.until}" if period.until else "and still is"
        yield f"it was in force from {period.since} {until}"
    if not entry.in_force:
        yield "it was never in force"
    if entry.retracted is not None:
        yield f"it was retracted on {entry.retracted.day}: {entry.retracted.reason}"
    if entry.pruned is not None:
        yield f"its pages were removed on {entry.pruned}"
