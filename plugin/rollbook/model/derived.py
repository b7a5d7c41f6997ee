"""What follows from an SOP: derived from what its author wrote, each thing once."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.component import Component
from rollbook.model.duties import Duty, duties
from rollbook.model.flow import Flow, flow
from rollbook.model.handbook import Handbook
from rollbook.model.handing import hand_overs
from rollbook.model.lasting import lasting
from rollbook.model.main_line import MainLine
from rollbook.model.metric import Metric
from rollbook.model.notice import Notice
from rollbook.model.phases import phases
from rollbook.model.restoring import downstream, restore_waves
from rollbook.model.sop import Sop
from rollbook.model.standing import Standing, standing
from rollbook.model.step import Phase
from rollbook.model.timing import CriticalPath, Planned, critical_path, schedule


@dataclass(frozen=True)
class Derived:
    """One SOP with its flow, times, duties, restore order and standing on the day `today`."""

    handbook: Handbook
    id: str
    today: datetime.date

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
    def main_line(self) -> MainLine:
        """What follows what while all goes well."""
        return MainLine(self.flow)

    @cached_property
    def takes(self) -> Mapping[str, int]:
        """Step → how many seconds it takes."""
        return lasting(self.sop)

    @cached_property
    def critical_path(self) -> CriticalPath:
        """The longest way from the trigger to the last check."""
        return critical_path(self.main_line, self.takes)

    @cached_property
    def schedule(self) -> Mapping[str, Planned]:
        """Step → when it is due, for those that the critical path counts."""
        return schedule(self.main_line, self.takes)

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """Step → who does it, answers for it, is asked and is told."""
        return duties(self.handbook, self.sop, self.flow)

    @cached_property
    def hand_overs(self) -> tuple[tuple[str, str], ...]:
        """Each step whose role gives the work to another, with the step that this one takes."""
        return hand_overs(self.flow)

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
        return standing(self.handbook, self.id, self.today)
