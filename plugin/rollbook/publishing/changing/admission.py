"""Admission: whether an edition may be published under its name, beside those that are there."""

from __future__ import annotations

from collections.abc import Sequence

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.telling import differences
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.names import LATEST
from rollbook.publishing.refusing import Refused


def admit(state: State, edition: str, aliases: Sequence[str]) -> None:
    """Refuse a name that stands for something else already."""
    entry = state.ledger.entry(edition)
    if entry is not None and entry.retracted:
        raise Refused(
            f"{edition} was retracted on {entry.retracted.day.isoformat()}: publish under another "
            "name"
        )
    if entry is not None and entry.pruned:
        raise Refused(
            f"{edition} was published once, and its pages removed on {entry.pruned.isoformat()}: "
            "publish under another name"
        )
    holder = mike.holder(state.versions, edition)
    if holder is not None:
        raise Refused(f"'{edition}' is an alias of {holder}: publish under another name")
    names = [known.edition for known in state.ledger.editions]
    alike = [name for name in names if name != edition and name.lower() == edition.lower()]
    if alike:
        raise Refused(
            f"there is an edition {alike[0]}, and some disks take both for one: publish under "
            "another name"
        )
    for name in (edition, *aliases):
        if name in state.tip.trees and not state.versions.find(name) and name != LATEST:
            raise Refused(
                f"{state.tip.commit[:12]} has a folder '{name}' that is no edition and no alias: "
                "publish under another name, or move that folder"
            )
    if state.versions.find(edition) and edition not in state.manifests:
        raise Refused(
            f"{edition} is there already, and was not published by Rollbook: publish under another "
            "name"
        )


def compare(there: Manifest, new: Manifest, *, is_lost: bool) -> None:
    """Refuse other content under the name of an edition that is there.

    One whose pages are lost comes back only to the byte, its manifest included.
    """
    if there.files != new.files or (is_lost and there != new):
        raise Refused(
            f"{there.edition} is published already, with other content: "
            f"{differences(there, new)}\nAn edition is never altered: publish under another name"
        )
