"""A real case of a procedure, as an example or the record of an incident tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.measures import Duration
from rollbook.model.records import Incident
from rollbook.model.runs.following import Followed
from rollbook.model.runs.verdict import Verdict
from rollbook.views.addresses import example_page, incident_page
from rollbook.views.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a case; `current` says that it went by the procedure as it is now.

    `page` is where the case stands in the handbook.
    """

    title: str
    page: str
    trigger: str
    times: Mapping[str, Duration]
    current: bool
    verdict: Verdict


def example_told(dossier: Dossier, name: str) -> Told:
    """What an example tells; the rest of it may stand in the record of its incident."""
    told = dossier.sop.examples[name]
    incident = dossier.incident_of(told)
    page, times = example_page(dossier.id, name), dossier.times_of(told)
    current, verdict = dossier.went_by_this(incident), dossier.verdict(told)
    return Told(told.title, page, told.trigger, times, current, verdict)


def incident_told(dossier: Dossier, record: Incident) -> Told:
    """What the record of an incident tells."""
    page, current = incident_page(record.id), dossier.went_by_this(record)
    verdict = dossier.verdict(record)
    return Told(record.id, page, record.trigger, record.times, current, verdict)


def left_out(dossier: Dossier, told: Told) -> list[str]:
    """The steps that must have been taken and that nobody noted, as far as there still are such."""
    return [name for name in told.verdict.left_out if name in dossier.sop.all_steps]


def way(told: Told) -> Followed:
    """The way that a case went; nothing where it leads over steps that there may not have been."""
    verdict = told.verdict
    known = {*told.times, *verdict.left_out}
    return verdict.followed if verdict.followed.tries.keys() <= known else Followed()


def earlier(told: Told) -> str:
    """What has to be known of a case that went by an earlier procedure."""
    if told.current:
        return ""
    if told.verdict.kind == "unknown":
        return (
            "It was of an earlier procedure that is not here: its time is not judged. Its steps "
            "are counted one after the other, and what is told of them is today's."
        )
    return (
        "It was of an earlier procedure, and is judged by that one; what is told of its steps is "
        "today's."
    )
