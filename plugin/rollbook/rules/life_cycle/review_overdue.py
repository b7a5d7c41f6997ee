"""The SOP should have been reviewed by now."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.facts.reviewing import is_over, last_seen
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """A draft is not in force, so that nobody relies on it."""
    review = subject.sop.review
    if review is None or subject.sop.status != "effective":
        return
    since, _ = last_seen(subject)
    if is_over(since, review.every, subject.today):
        message = f"a review was due on {subject.standing.review_due}"
        hint = "read the SOP against the system as it is, and add a record of the review"
        yield Fault(("review", "every"), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Systems change faster than their procedures, and the first to notice is on call.",
    bad="""\
# The last review was on 2026-11-10, and today is 2026-11-20.
review: {every: 7d}
""",
    good="""\
# The last review was on 2026-11-10, and today is 2026-11-20.
review: {every: 30d}
""",
    check=_check,
)
