"""Records: what accumulates about an SOP, one file each, never edited again."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, StrictInt

from rollbook.model.measures import Date, Duration
from rollbook.model.target import Digest
from rollbook.model.value import Id, Line, Prose, Value, page_name

IncidentId = Annotated[
    str,
    Field(strict=True, pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?$"),
    AfterValidator(page_name),
]
"""An incident's number in its tracker; it is a part of an address."""


class Record(Value):
    """What every record has."""

    sop: Id
    """The SOP that it speaks of."""

    procedure: Digest
    """The digest of the procedure that it speaks of."""


class Lesson(Value):
    """What an incident taught."""

    text: Prose
    """What was learned."""

    step: Id | None = None
    """The step that it changed."""

    action: Line | None = None
    """What is done about it."""

    owner: Id | None = None
    """The team that does it."""

    due: Date | None = None
    """The day by which it is done."""

    done: Date | None = None
    """The day on which it was done."""


class Incident(Record):
    """A night on which the procedure was needed."""

    record: Literal["incident"]
    """Which record this is."""

    id: IncidentId
    """The incident's number in its tracker."""

    trigger: Id
    """The trigger that started it."""

    started: Date
    """The day on which it started."""

    times: dict[Id, Duration]
    """The steps that were taken, in the order in which they were first done; how long each took."""

    answers: dict[Id, Line] = {}
    """What a step was answered at last, where no other step shows it: `yes`, `failed` or a case."""

    outcome: Prose
    """How it ended."""

    root_cause: Prose | None = None
    """Why it happened."""

    lessons: tuple[Lesson, ...] = ()
    """What was learned."""


class DrillRecord(Record):
    """A day on which the procedure was practised."""

    record: Literal["drill"]
    """Which record this is."""

    date: Date
    """The day."""

    kind: Literal["tabletop", "live"]
    """Talked through at a table, or done on the real system."""

    people: tuple[Line, ...]
    """Who took part."""

    times: dict[Id, Duration] = {}
    """The steps that were taken, in the order in which they were first done; how long each took."""

    answers: dict[Id, Line] = {}
    """What a step was answered at last, where no other step shows it: `yes`, `failed` or a case."""

    result: Literal["passed", "failed"]
    """How it ended."""

    findings: tuple[Prose, ...] = ()
    """What was noticed."""


class Approval(Record):
    """Someone's yes to exactly this procedure."""

    record: Literal["approval"]
    """Which record this is."""

    version: Annotated[StrictInt, Field(ge=1)]
    """The edition that was approved."""

    role: Line
    """The part in which the person approved."""

    who: Line
    """The person."""

    date: Date
    """The day."""

    meaning: Prose
    """What the approval says."""


class ReviewRecord(Record):
    """A day on which someone read the procedure against the world."""

    record: Literal["review"]
    """Which record this is."""

    who: Line
    """The person."""

    date: Date
    """The day."""

    result: Literal["unchanged", "changed"]
    """Whether the procedure had to change."""

    reason: Prose | None = None
    """Why it was changed; a change that weakens a control needs one."""


AnyRecord = Annotated[Incident | DrillRecord | Approval | ReviewRecord, Discriminator("record")]

RECORD_KINDS: dict[str, type[Record]] = {
    "incident": Incident,
    "drill": DrillRecord,
    "approval": Approval,
    "review": ReviewRecord,
}
