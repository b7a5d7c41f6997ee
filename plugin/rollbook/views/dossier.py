"""A dossier: one SOP with everything that follows from it, derived once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.diagrams import NOWHERE, Store
from rollbook.model.component import Component
from rollbook.model.duties import Duty, duties
from rollbook.model.example import Example
from rollbook.model.flow import Flow, flow
from rollbook.model.handbook import Handbook
from rollbook.model.measures import Duration
from rollbook.model.metric import Metric
from rollbook.model.notice import Notice
from rollbook.model.phases import phases
from rollbook.model.placeholders import Placeholder
from rollbook.model.records import Incident
from rollbook.model.restoring import downstream, restore_waves
from rollbook.model.sop import Sop
from rollbook.model.standing import Standing, standing
from rollbook.model.step import Phase
from rollbook.model.timing import CriticalPath, Planned, critical_path, schedule


@dataclass(frozen=True)
class Dossier:
    """One SOP with its flow, times, duties, restore order and standing on the day `today`.

    `store` keeps its drawings; `downloads` says that their files stand beside the pages.
    """

    handbook: Handbook
    id: str
    today: datetime.date
    store: Store = NOWHERE
    downloads: bool = False

    @cached_property
    def sop(self) -> Sop:
        """The SOP itself."""
        return self.handbook.sops[self.id]

    @cached_property
    def flow(self) -> Flow:
        """Which step follows which."""
        return flow(self.sop)

    @cached_property
    def phases(self) -> Mapping[str, Phase]:
        """Step → phase."""
        return phases(self.flow)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Step → its number, the same in every figure and text: the place in the file, from 1."""
        return {step: number for number, step in enumerate(self.sop.all_steps, start=1)}

    @cached_property
    def critical_path(self) -> CriticalPath:
        """The longest way from the trigger to the last check."""
        return critical_path(self.flow)

    @cached_property
    def schedule(self) -> Mapping[str, Planned]:
        """Step → when it is due, for those that the critical path counts."""
        return schedule(self.flow)

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """Step → who does it, answers for it, is asked and is told."""
        return duties(self.handbook, self.sop, self.flow)

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """Every component that the SOP can name."""
        return self.handbook.components(self.sop)

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """Every metric that the SOP can name."""
        return self.handbook.metrics(self.sop)

    @cached_property
    def notices(self) -> Mapping[str, Notice]:
        """Every notice that the SOP can name."""
        return self.handbook.notices(self.sop)

    @cached_property
    def waves(self) -> list[list[str]]:
        """The restored components, in the order in which they go back."""
        return restore_waves(self.sop, self.components)

    @cached_property
    def downstream(self) -> list[str]:
        """The components that feel the rollback without being restored."""
        return downstream(self.sop, self.components)

    @cached_property
    def standing(self) -> Standing:
        """What the records say."""
        return standing(self.handbook, self.id)

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
