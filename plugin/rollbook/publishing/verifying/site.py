"""Site: what leads to the editions is what follows from them, now and after each commit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.publishing.branch.known import KNOWN, Known, known
from rollbook.publishing.edition.manifest import MANIFEST
from rollbook.publishing.root.root_manifest import ROOT, RootManifest, maker
from rollbook.publishing.verifying.ground import Ground, OnBranch, OnDisk, aliases_on, manifests_of
from rollbook.publishing.verifying.leading import misled, strangers
from rollbook.publishing.verifying.once import Originals, altered
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.rooting import foreign, unrooted
from rollbook.publishing.verifying.subject import Subject
from rollbook.views.report import counted


def site(subject: Subject) -> Proof:
    """Look at everything beside the edition: the root, the aliases, and what has no place there."""
    ground, branch = subject.ground, subject.around.branch
    if ground is None or (isinstance(ground, OnDisk) and not ground.has_root):
        return Proof("site", "not proven", ("what leads to the edition is not in this folder",))
    held: Ground = OnBranch(branch.line.tip) if branch else ground
    originals = Originals(branch.line, {}) if branch else None
    before = list(altered(branch.line, originals)) if branch and originals else []
    is_copy = originals.at(branch.line.tip) if branch and originals else _unknown
    found = [*unrooted(held), *misled(held, is_copy)]
    faults = [f"{fault.name}: {fault.says}" for fault in found if fault.is_sure]
    if isinstance(ground, OnDisk):
        faults += _unlike(ground, held) if isinstance(held, OnBranch) else _incomplete(ground)
    others = sorted({*foreign(held), *(name for name in ground.root if name not in held.root)})
    if faults or before:
        summary = "what leads to it is not as it was published"
        more = [f"{name}: it is of no edition" for name in others]
        return Proof("site", "failed", (summary, *faults, *before, *more))
    unsure = [f"{fault.name}: {fault.says}" for fault in found]
    if unsure or others:
        why = _open(held, unsure, others)
        return Proof("site", "not proven", (*why, *unsure, *_facts(ground, held)))
    count = counted(len(held.root), "file")
    said = f"{count} at the root, byte for byte what follows from the editions"
    return Proof("site", "proved", (said, *_facts(ground, held)))


def _open(ground: Ground, unsure: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """What is not proven, a clause each."""
    recorded = ground.paper(ROOT, RootManifest).value
    if unsure and recorded:
        yield (
            f"Rollbook {recorded.rollbook} wrote what leads to it, and this is another one: verify "
            "it with that"
        )
    if others:
        verb = "is" if len(others) == 1 else "are"
        yield f"{', '.join(others)} at the top {verb} of no edition, and a server may obey"


def _facts(ground: Ground, held: Ground) -> Iterator[str]:
    for alias, edition in sorted(aliases_on(held).items()):
        yield f"{alias}/ is the same as {edition}/, which 'rollbook verify {edition}' proves"
    others = strangers(ground)
    if others:
        yield f"nothing is known of {', '.join(f'{name}/' for name in others)}"
    recorded = held.paper(ROOT, RootManifest).value
    if recorded is not None and recorded.maker != maker():
        yield f"another Rollbook, {recorded.rollbook}, wrote it"


def _unlike(ground: OnDisk, held: OnBranch) -> Iterator[str]:
    """Everything beside the editions that is another thing than on the branch."""
    here, there = ground.root, held.root
    for name in sorted(here.keys() | there.keys()):
        if name not in here:
            yield f"{name}: it is missing"
        elif name not in there:
            if "/" in name:
                yield f"{name}: it is not on the branch"
        elif here[name] != there[name]:
            yield f"{name}: it is another one than on the branch"
    for alias in sorted(aliases_on(held)):
        yield from _uncopied(ground, held, alias)
    for name in sorted(ground.names - held.names):
        if ground.data(f"{name}/{MANIFEST}") is not None:
            yield f"{name}/: it is not on the branch"


def _uncopied(ground: OnDisk, held: OnBranch, alias: str) -> Iterator[str]:
    if alias not in ground.names:
        yield f"{alias}/: it is missing"
        return
    here = ground.below(alias)
    there = held.below(alias) if alias in held.names else {}
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            yield f"{alias}/{name}: it is another one than on the branch"


def _incomplete(ground: OnDisk) -> Iterator[str]:
    """That an address of the editions that are here is not known."""
    found = ground.paper(KNOWN, Known).value
    if found is not None and known(found, manifests_of(ground).values()) != found:
        yield f"{KNOWN}: it is not what the editions have"


def _unknown(alias: str, edition: str) -> None:
    """Without a branch nothing says what an edition was."""
