"""Saying why: the reason on record for a change, and what `--check` fails for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.model.counting import has_come
from rollbook.model.records import ReviewRecord
from rollbook.review.change import Change
from rollbook.review.side import Side


def reason(before: Side | None, after: Side | None) -> str:
    """The reason in a record of a review that is new, and of the procedure as it is now."""
    if after is None:
        return ""
    known = before.subject.records if before else {}
    digest = after.subject.standing.digest
    said = [
        (record.date, record.reason)
        for key, record in after.subject.records.items()
        if isinstance(record, ReviewRecord)
        and record.reason
        and has_come(record.date, after.subject.today)
        and record.result == "changed"
        and record.procedure == digest
        and known.get(key) != record
    ]
    return max(said, default=(None, ""))[1]


def unsaid(
    before: Side | None, after: Side | None, changes: Sequence[Change], why: str
) -> Iterator[str]:
    """What has to be said and is not; of what is retired on both sides nobody asks anything."""
    if before and after and before.sop.status == after.sop.status == "retired":
        return
    weaker = [change for change in changes if change.risk == "weakening"]
    if weaker and after is None and weaker[0].rule == "unreadable":
        yield "The SOP has faults: mend what ‹rollbook check› names"
    elif weaker and after is None:
        yield (
            "The SOP is deleted without a word: set its status to ‹retired›, raise its version and "
            "say why in a record"
        )
    elif weaker and after is not None and not why:
        number = f"{len(weaker)} changes weaken" if len(weaker) > 1 else "A change weakens"
        yield (
            f"{number} the control, and nothing says why: add a record ‹review› with ‹result: "
            f"changed›, a ‹reason› and ‹procedure: {after.subject.standing.digest}›"
        )
    if before is None or after is None:
        return
    if before.subject.standing.digest != after.subject.standing.digest:
        was, now = before.sop.version, after.sop.version
        if now <= was:
            yield (
                f"The procedure changes, and its version goes from ‹{was}› to ‹{now}›: raise it to "
                f"‹{was + 1}›"
                if now != was
                else f"The procedure changes, and its version is still ‹{was}›: raise it to "
                f"‹{was + 1}›"
            )
