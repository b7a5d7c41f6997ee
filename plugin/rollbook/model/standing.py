"""Standing: what the records say of an SOP on a given day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rollbook.model import counting
from rollbook.model.digest import procedure_digest
from rollbook.model.handbook import Handbook
from rollbook.model.measures import Duration
from rollbook.model.records import Approval, DrillRecord, Incident, ReviewRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """An SOP's digest, the approvals of exactly that, and the last review, drill and incident.

    The last `practice` is a drill that people passed; the next is due from there.
    """

    digest: str
    approvals: tuple[Approval, ...]
    earlier_approvals: tuple[Approval, ...]
    review: ReviewRecord | None
    review_due: datetime.date | None
    drill: DrillRecord | None
    practice: DrillRecord | None
    drill_due: datetime.date | None
    incident: Incident | None


def standing(handbook: Handbook, sop_id: str, today: datetime.date) -> Standing:
    """Read the records of one SOP, as far as they are of days that have come."""
    sop = handbook.sops[sop_id]
    digest = procedure_digest(handbook, sop)
    approvals = counting.approvals(handbook, sop_id, today)
    review = counting.last_review(handbook, sop_id, today)
    practice = counting.last_practice(handbook, sop_id, today)
    return Standing(
        digest=digest,
        approvals=tuple(a for a in approvals if a.procedure == digest),
        earlier_approvals=tuple(a for a in approvals if a.procedure != digest),
        review=review,
        review_due=_due(sop.review.every if sop.review else None, review, sop.effective),
        drill=next(iter(counting.drills(handbook, sop_id, today)), None),
        practice=practice,
        drill_due=_due(sop.drill.every if sop.drill else None, practice, sop.effective),
        incident=counting.last_incident(handbook, sop_id, today),
    )


def _due(
    every: Duration | None,
    last: ReviewRecord | DrillRecord | None,
    effective: datetime.date,
) -> datetime.date | None:
    """The day `every` after the later of the last time and the day of coming into force."""
    if every is None:
        return None
    start = max(last.date, effective) if last else effective
    try:
        return start + datetime.timedelta(seconds=every.seconds)
    except OverflowError:
        return datetime.date.max
