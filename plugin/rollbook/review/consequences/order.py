"""Which component goes back before which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.review.change import Change
from rollbook.review.pair import Pair


def restore_order(pair: Pair) -> Iterator[Change]:
    """The waves in which components go back, where they are others."""
    old, new = ([sorted(wave) for wave in side.subject.waves] for side in (pair.before, pair.after))
    if old == new:
        return
    before, after = _shown(old), _shown(new)
    file, line, column = pair.after.place(("targets",))
    yield Change(
        kind="changed",
        what="restore-order",
        name="",
        sentence=f"The order in which components go back changes from ‹{before}› to ‹{after}›.",
        risk="procedural",
        rule="restore-order",
        why="What depends on something goes back before it.",
        before=before,
        after=after,
        derived=True,
        file=file,
        line=line,
        column=column,
    )


def _shown(waves: Sequence[Sequence[str]]) -> str:
    return ", then ".join(" and ".join(wave) for wave in waves) or "nothing"
