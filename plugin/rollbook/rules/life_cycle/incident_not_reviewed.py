"""The procedure was needed, and nobody has reviewed it since."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.counting import last_incident
from rollbook.rules.facts.reviewing import last_seen
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """The newest incident is named: the same review sees the others."""
    newest = last_incident(subject.handbook, subject.id, subject.today)
    if newest is None:
        return
    since, what = last_seen(subject)
    if newest.started > since:
        path = ("review",) if subject.sop.review else ("effective",)
        message = f"incident '{newest.id}' of {newest.started} has come since {what}"
        hint = "review the SOP with those who were there, and add a record of the review"
        yield Fault(path, message, hint, key=True)


RULE = Rule(
    module=__name__,
    level="warning",
    why="What an incident has taught is lost unless somebody writes it into the steps soon.",
    bad="""\
# The last review was on 2026-11-10.
id: INC-1
started: 2026-11-15
""",
    good="""\
# The last review was on 2026-11-10.
id: INC-1
started: 2026-11-05
""",
    place="incident",
    check=_check,
)
