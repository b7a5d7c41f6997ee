"""Stale SOPs: those that a changed file calls into question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rollbook.loading.globs import matched
from rollbook.model.handbook import Handbook
from rollbook.review.change import Stale


def stale(handbook: Handbook, files: Iterable[str]) -> list[Stale]:
    """Each changed file that an SOP in use watches, in the order of the SOPs and then of the files.

    Files are named from the top of their repository, as `review.watch` names them.
    """
    names = sorted(set(files))
    return [
        Stale(
            name, sop.title, team.name, team.contact or "", file, _fitting(sop.review.watch, file)
        )
        for name, sop in handbook.sops.items()
        if sop.review and sop.status != "retired"
        for team in [handbook.shared.teams[sop.owner]]
        for file in sorted(matched(sop.review.watch, names))
    ]


def _fitting(globs: Sequence[str], file: str) -> str:
    """The glob that decided, which is the last one that fits."""
    return next(glob for glob in reversed(globs) if matched([glob], [file]))
