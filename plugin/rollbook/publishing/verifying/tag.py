"""Tag: the repository's tag names this commit and this manifest, and is the one of that day."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.publishing.names import tag_of
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.subject import Subject
from rollbook.publishing.verifying.tag_object import Tag, tag_object


def tag(subject: Subject, *, is_rebuilt: bool) -> Proof:
    """Compare the tag with the manifest and with the ledger.

    One that names the commit alone is enough where that `is_rebuilt`: it gives this manifest.
    """
    if subject.around.repository is None:
        return Proof("tag", "not proven", (f"its tag is not here: {subject.around.absent}",))
    found = tag_object(subject.around.repository, subject.edition)
    name = tag_of(subject.edition)
    if found is None:
        return Proof("tag", "not proven", (missing_tag(subject),))
    faults = list(_faults(subject, found))
    if faults:
        return Proof("tag", "failed", tuple(faults))
    if not found.manifest and not is_rebuilt:
        return Proof(
            "tag",
            "not proven",
            (
                f"the tag {name} says what it was made from, and not which manifest came of it",
                "somebody made it by hand before the edition was published: --rebuild can tell",
            ),
        )
    commit = f"commit {subject.commit[:12]}"
    said = (
        f"{name} names this manifest and {commit}"
        if found.manifest
        else f"{name} names {commit}, which built again gives this manifest"
    )
    entry = subject.entry
    if entry is None or entry.tag is None:
        return Proof("tag", "proved", (said, "the ledger does not say which tag was made then"))
    return Proof("tag", "proved", (said, f"it is the tag that the ledger lists: {found.object}"))


def missing_tag(subject: Subject) -> str:
    """That the tag is not here, and what to do."""
    name = tag_of(subject.edition)
    return f"the tag {name} is not here: 'git fetch {subject.around.remote} tag {name}'"


def _faults(subject: Subject, found: Tag) -> Iterator[str]:
    name = tag_of(subject.edition)
    entry = subject.entry
    if not found.is_annotated:
        yield f"the tag {name} is lightweight: a mere name, which anybody may have set"
        points_at, is_commit = found.object, True
    else:
        points_at, is_commit = found.header("object"), found.header("type") == "commit"
        if found.header("tag") != name:
            yield f"the tag {name} is another one under this name: '{found.header('tag')}'"
    if not is_commit or (subject.commit and points_at != subject.commit):
        yield (
            f"the tag {name} is at {points_at[:12]}, and the edition was made from commit "
            f"{subject.commit[:12]}"
        )
    if found.manifest and found.manifest != subject.manifest.digest:
        said = subject.manifest.said
        yield f"the tag {name} is for the manifest {found.manifest}, and this one {said}"
    if entry is not None and entry.tag is not None and entry.tag != found.object:
        yield (
            f"the tag {name} was made anew: it is {found.object[:12]}, and {entry.tag[:12]} was "
            "made when the edition was published"
        )
