"""Counting: which records say that something was done, by a given day."""

from __future__ import annotations

import datetime

from rollbook.model.handbook import Handbook
from rollbook.model.records import Approval, DrillRecord, Incident, ReviewRecord

_TIME_ZONES = datetime.timedelta(days=1)
"""What is today in Auckland is tomorrow in Honolulu."""


def has_come(day: datetime.date, today: datetime.date) -> bool:
    """Whether a day has begun somewhere."""
    return day - today <= _TIME_ZONES


def approvals(handbook: Handbook, sop: str, today: datetime.date) -> list[Approval]:
    """Those of an SOP that were given, newest first."""
    return [record for record in handbook.approvals(sop) if has_come(record.date, today)]


def last_review(handbook: Handbook, sop: str, today: datetime.date) -> ReviewRecord | None:
    """The last review of an SOP."""
    done = (record for record in handbook.reviews(sop) if has_come(record.date, today))
    return next(done, None)


def last_incident(handbook: Handbook, sop: str, today: datetime.date) -> Incident | None:
    """The last incident of an SOP."""
    done = (record for record in handbook.incidents(sop) if has_come(record.started, today))
    return next(done, None)


def drills(handbook: Handbook, sop: str, today: datetime.date) -> list[DrillRecord]:
    """Those of an SOP that were held, newest first, however they ended."""
    return [record for record in handbook.drills(sop) if has_come(record.date, today)]


def last_practice(handbook: Handbook, sop: str, today: datetime.date) -> DrillRecord | None:
    """The last drill of an SOP that people took part in and passed."""
    held = drills(handbook, sop, today)
    return next((drill for drill in held if drill.result == "passed" and drill.people), None)
