"""Ledger: the list of all editions knows this one, and was only ever changed by the commands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from rollbook.publishing.branch.ledger import LEDGER, Entry
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.steps import Step, steps
from rollbook.publishing.verifying.subject import Subject
from rollbook.publishing.verifying.surroundings import unshallow
from rollbook.publishing.verifying.tag_object import tag_object
from rollbook.views.report import counted

_A_DAY = 86_400
_TAGGED = re.compile(r"^tagger .*> ([0-9]{1,12}) [+-][0-9]+$", re.MULTILINE)


def ledger(subject: Subject) -> Proof:
    """Compare the entry with its manifest, and each change of the list with what commands do."""
    if subject.ledger is None:
        return Proof("ledger", "not proven", (f"no {LEDGER} is here", subject.around.absent))
    branch = subject.around.branch
    done = list(steps(branch.line)) if branch else []
    rewritten = list(_rewritten(done))
    entry = subject.entry
    if subject.ledger.value is None:
        summary = f"{LEDGER} of {subject.kept} is of no use: {subject.ledger.fault}"
        return Proof("ledger", "failed", (summary, *rewritten))
    if entry is None:
        summary = f"{LEDGER} of {subject.kept} does not list it"
        return Proof("ledger", "failed", (summary, *rewritten))
    faults = [*_faults(subject, entry), *rewritten]
    facts = tuple(_facts(entry))
    if faults:
        return Proof("ledger", "failed", (*faults, *facts))
    listed = f"{LEDGER} of {subject.kept} lists this manifest"
    if branch is None or subject.kept != branch.shown:
        alone = f"{listed}, and that nobody rewrote it, only the branch can show"
        return Proof("ledger", "not proven", (alone, *facts))
    if branch.line.is_cut:
        return Proof("ledger", "not proven", (unshallow(branch, subject.around.remote), *facts))
    late = [*_late(done, subject.edition), *_older_than_its_tag(subject, entry)]
    if late:
        why = "it tells of days before the branch did, and nothing here proves them"
        return Proof("ledger", "not proven", (why, *late, *facts))
    changes = f"every change of it was made as the commands make it: {counted(len(done), 'change')}"
    return Proof("ledger", "proved", (listed, changes, *facts))


def _rewritten(done: list[Step]) -> Iterator[str]:
    for step in done:
        for fault in step.faults:
            yield f"{step.stand.said} rewrote {LEDGER}: {fault}"


def _late(done: list[Step], edition: str) -> Iterator[str]:
    for step in done:
        for said in step.late.get(edition, ()):
            yield f"{said}, says {step.stand.said}, which was the first to say so"


def _older_than_its_tag(subject: Subject, entry: Entry) -> Iterator[str]:
    """That it was published before its tag was made, which its date is signed with."""
    if subject.around.repository is None:
        return
    found = tag_object(subject.around.repository, subject.edition)
    made = _TAGGED.search(found.text.partition("\n\n")[0]) if found else None
    published = datetime.datetime.fromisoformat(entry.published).timestamp()
    if made and published + _A_DAY < int(made[1]):
        yield f"it was published on {entry.published}, and its tag was made later than that"


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
        is_there = subject.edition in subject.around.branch.line.tip.folders
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
