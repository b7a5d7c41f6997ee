"""How long the way to the last check is, against the RTO."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.review.change import Change, Risk
from rollbook.review.pair import Pair
from rollbook.rules.words.spoken import spoken


def critical_path(pair: Pair) -> Iterator[Change]:
    """The critical path before and after, and whether it still fits."""
    old, new = (side.subject.critical_path for side in (pair.before, pair.after))
    limits = [side.sop.rto.seconds for side in (pair.before, pair.after)]
    fitted, fits = old.seconds <= limits[0], new.seconds <= limits[1]
    if old.seconds == new.seconds and fitted == fits:
        return
    head = f"‹{spoken(new.seconds)}›"
    if old.seconds != new.seconds:
        verb = "grows" if new.seconds > old.seconds else "shrinks"
        said = f"The critical path {verb} from ‹{spoken(old.seconds)}› to {head}"
    else:
        said = f"The critical path takes {head}"
    said += f", against an RTO of ‹{spoken(limits[1])}›"
    misses = fitted and not fits and new.seconds > old.seconds
    risk: Risk = "weakening" if misses else "procedural"
    if fits != fitted:
        said += ": it no longer fits" if fitted else ": it fits now"
    file, line, column = pair.after.place(("rto",))
    yield Change(
        kind="changed",
        what="critical-path",
        name="",
        sentence=f"{said}.",
        risk=risk,
        rule="path-beyond-rto" if misses else "critical-path",
        why="An RTO that the plan itself misses is broken in every incident."
        if misses
        else "It is how long people have to wait at least.",
        before=spoken(old.seconds),
        after=spoken(new.seconds),
        derived=True,
        file=file,
        line=line,
        column=column,
    )
