"""Approvals that no longer count, since they name another procedure."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.review.change import Change
from rollbook.review.pair import Pair
from rollbook.review.wording.sentences import marked
from rollbook.rules.words.spoken import listed

_NAMED = 4


def fallen_approvals(pair: Pair) -> Iterator[Change]:
    """The approvals of the procedure as it was, where it is another now."""
    old = pair.before.subject.standing.approvals
    if not old or pair.same_procedure:
        return
    new = pair.after.subject.standing.approvals
    people = [f"{marked(a.who)} as {marked(a.role)}" for a in old[:_NAMED]]
    if len(old) > _NAMED:
        people.append(f"{len(old) - _NAMED} more")
    what, verb = ("approval", "counts") if len(old) == 1 else ("approvals", "count")
    again = f"{len(new)} of this one {'is' if len(new) == 1 else 'are'} on record"
    file, line, column = pair.after.place(("version",))
    yield Change(
        kind="removed",
        what="approval",
        name="",
        sentence=f"The {what} by {listed(people)} no longer {verb}, since the procedure is another;"
        f" {again if new else 'none of this one is on record'}.",
        risk="procedural",
        rule="approval-falls",
        why="An approval speaks of exactly the procedure whose digest it names.",
        derived=True,
        file=file,
        line=line,
        column=column,
    )
