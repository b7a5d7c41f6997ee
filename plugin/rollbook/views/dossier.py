"""A dossier: one SOP with everything that follows from it, derived once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.diagrams import NOWHERE, Store
from rollbook.model.derived import Derived
from rollbook.model.example import Example
from rollbook.model.measures import Duration
from rollbook.model.placeholders import Placeholder
from rollbook.model.records import Incident
from rollbook.review.change import SopReview


@dataclass(frozen=True)
class Dossier(Derived):
    """One SOP as the pages show it.

    `store` keeps its drawings; `downloads` says that their files stand beside the pages, and
    `alerts` that each trigger has an address of its own. `site` is the handbook's address, where
    that is known. `change` is what became of the SOP since an earlier edition of the handbook, and
    `edition` the name of this one, where it has one.
    """

    store: Store = NOWHERE
    downloads: bool = False
    alerts: bool = False
    site: str = ""
    change: SopReview | None = None
    edition: str = ""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Step → its number, the same in every figure and text: the place in the file, from 1."""
        return {step: number for number, step in enumerate(self.sop.all_steps, start=1)}

    @property
    def changed(self) -> bool:
        """Say whether this edition of the handbook says something else of the SOP."""
        return self.change is not None and bool(self.change.changes)

    def incident_of(self, example: Example) -> Incident | None:
        """The incident whose record holds the rest of an example."""
        return next((i for i in self.handbook.incidents(self.id) if i.id == example.incident), None)

    def went_by_this(self, incident: Incident | None) -> bool:
        """Whether a case went by the procedure as it is now; one without a record does."""
        return incident is None or incident.procedure == self.standing.digest

    def times_of(self, example: Example) -> Mapping[str, Duration]:
        """The steps that were taken in an example, and how long each took."""
        incident = self.incident_of(example)
        return incident.times if incident else example.times or {}

    def team(self, team: str) -> str:
        """A team's name; the id itself where it is no team."""
        known = self.handbook.shared.teams.get(team)
        return known.name if known else team

    def fill(self, placeholder: Placeholder) -> str | None:
        """What a placeholder of this SOP stands for before the incident."""
        return placeholder.value(self.handbook, self.sop)
