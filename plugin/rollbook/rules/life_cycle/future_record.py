"""A record tells of a day that has not come yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rollbook.loading.shapes import Path
from rollbook.model.counting import has_come
from rollbook.model.records import Approval, DrillRecord, Incident, Record, ReviewRecord
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for key, record in subject.records.items():
        for path, day in _days(record):
            if not has_come(day, subject.today):
                message = f"{day} has yet to come, so that nothing was done on it"
                hint = "write the day on which it was; until then it counts for nothing"
                yield Fault(path, message, hint, file=key)


def _days(record: Record) -> Iterator[tuple[Path, datetime.date]]:
    """The days on which something was done; when something is due may be any."""
    if isinstance(record, Approval | DrillRecord | ReviewRecord):
        yield ("date",), record.date
    if isinstance(record, Incident):
        yield ("started",), record.started
        for index, lesson in enumerate(record.lessons):
            if lesson.done is not None:
                yield ("lessons", index, "done"), lesson.done


RULE = Rule(
    module=__name__,
    level="error",
    why="Who reads that it was reviewed in 2062 does not review it, and a slip of the hand is "
    "enough for that.",
    bad="""\
# Today is 2026-11-20.
date: 2062-11-12
""",
    good="""\
# Today is 2026-11-20.
date: 2026-11-12
""",
    place="drill",
    check=_check,
)
