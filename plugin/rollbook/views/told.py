"""A real case of a procedure, as an example or the record of an incident tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.course import recovery
from rollbook.model.measures import Duration
from rollbook.model.records import Incident
from rollbook.model.timing import Span
from rollbook.views.addresses import example_page, incident_page
from rollbook.views.course import actual, planned
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

    def took(self, dossier: Dossier) -> dict[str, Span]:
        """Step → when it was taken, until the system was verified."""
        return recovery(actual(dossier, self.times, current=self.current), dossier.phases)

    def due(self, dossier: Dossier) -> dict[str, Span]:
        """Step → when it would have been taken, had each taken as long as planned."""
        return recovery(planned(dossier, self.times, current=self.current), dossier.phases)


def example_told(dossier: Dossier, name: str) -> Told:
    """What an example tells; the rest of it may stand in the record of its incident."""
    told = dossier.sop.examples[name]
    current = dossier.went_by_this(dossier.incident_of(told))
    page = example_page(dossier.id, name)
    return Told(told.title, page, told.trigger, dossier.times_of(told), current)


def incident_told(dossier: Dossier, record: Incident) -> Told:
    """What the record of an incident tells."""
    current = dossier.went_by_this(record)
    return Told(record.id, incident_page(record.id), record.trigger, record.times, current)
