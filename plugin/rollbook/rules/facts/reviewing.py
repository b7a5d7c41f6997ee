"""Reviewing: since when nobody has read an SOP against the world."""

from __future__ import annotations

import datetime

from rollbook.model.counting import last_review
from rollbook.model.measures import Duration
from rollbook.rules.subject import Subject


def last_seen(subject: Subject) -> tuple[datetime.date, str]:
    """The day on which the SOP was last known to be right, and what happened then, in words."""
    sop = subject.sop
    review = last_review(subject.handbook, subject.id, subject.today)
    if review is not None and review.date >= sop.effective:
        return review.date, f"the last review on {review.date}"
    return sop.effective, f"edition {sop.version} took effect on {sop.effective}"


def is_over(since: datetime.date, every: Duration, today: datetime.date) -> bool:
    """Whether the next time was before today; a day that the calendar lacks is far away."""
    return (today - since).days * 86400 > every.seconds
