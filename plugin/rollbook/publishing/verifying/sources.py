"""Sources: the SOPs of the commit are those that the manifest names, with the same approvals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from rollbook.publishing.edition.building import NotBuilt, checked_out
from rollbook.publishing.edition.making import NoHandbook, Origin, published_sops
from rollbook.publishing.edition.manifest import Manifest, PublishedSop
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.subject import Subject
from rollbook.views.report import counted

_WORDS = {
    "title": "title",
    "status": "status",
    "version": "version",
    "effective": "effective date",
    "file": "file",
    "source": "file's SHA-256",
    "procedure": "procedure digest",
    "approvals": "approvals",
    "triggers": "triggers",
    "steps": "steps",
}


def sources(subject: Subject) -> Proof:
    """Read the SOPs as they are in the commit, and compare them with the manifest."""
    manifest = subject.manifest.value
    if manifest is None:
        return Proof("sources", "not proven", ("no manifest says what it was made from",))
    if subject.lacking or subject.around.repository is None:
        return Proof("sources", "not proven", (f"its sources are not here: {subject.lacking}",))
    try:
        with checked_out(subject.around.repository.top, manifest.source.commit) as copy:
            there = published_sops(origin(manifest, copy))[1]
    except NotBuilt as error:
        return Proof("sources", "not proven", (f"its sources are not here: {error}",))
    except NoHandbook as error:
        return _unlike(manifest, f"its sources cannot be read: {error}")
    faults = [
        f"{name}: {fault}"
        for name in sorted(manifest.sops.keys() | there.keys())
        for fault in _differences(manifest.sops.get(name), there.get(name))
    ]
    if faults:
        verb = "differs from its source" if len(faults) == 1 else "differ from their sources"
        return _unlike(manifest, f"{counted(len(faults), 'value')} {verb}", *faults)
    commit = manifest.source.commit[:12]
    said = f"{counted(len(there), 'SOP')} as in commit {commit}: versions, digests and approvals"
    return Proof("sources", "proved", (said,))


def origin(manifest: Manifest, copy: Path) -> Origin:
    """What a manifest says that it was made from, in a copy of the repository."""
    source = manifest.source
    folders = [copy / source.folder / name for name in ("", *source.sops)]
    if not all(_is_inside(folder, copy) for folder in folders):
        raise NoHandbook("the manifest names a folder that is not in the repository")
    return Origin(copy, source.commit, source.folder, source.sops, source.epoch)


def _is_inside(folder: Path, copy: Path) -> bool:
    try:
        return folder.resolve().is_relative_to(copy)
    except (OSError, RuntimeError, ValueError):
        return False


def _differences(said: PublishedSop | None, there: PublishedSop | None) -> Iterator[str]:
    if said is None:
        yield "the commit has it, and the manifest does not"
    elif there is None:
        yield "the manifest has it, and the commit does not"
    else:
        was, now = said.model_dump(mode="json"), there.model_dump(mode="json")
        for field, word in _WORDS.items():
            if was[field] != now[field]:
                yield f"its {word} is {_shown(now[field])} and not {_shown(was[field])}"


def _shown(value: object) -> str:
    if isinstance(value, (list, Mapping)):
        return f"{len(value)} of them" if value else "none"
    return f"'{value}'"


def _unlike(manifest: Manifest, *says: str) -> Proof:
    """That something differs: a fault, unless another Rollbook may have read it otherwise."""
    then, now = manifest.tools.get("rollbook", ""), metadata.version("rollbook")
    if then == now:
        return Proof("sources", "failed", says)
    why = f"this is Rollbook {now}, and it was made with {then}, which may have read them otherwise"
    return Proof("sources", "not proven", (*says, why))
