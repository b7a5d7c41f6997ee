"""A handbook: every SOP of a team, what they share, and the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from rollbook.model.component import Component
from rollbook.model.metric import Metric
from rollbook.model.notice import Notice
from rollbook.model.records import Approval, DrillRecord, Incident, Record, ReviewRecord
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Handbook:
    """Everything that was read, with every reference resolved.

    `sops` is in the order of the ids; `records` in the order of the days, then of their files.
    """

    shared: Shared
    sops: Mapping[str, Sop]
    records: tuple[Record, ...] = ()

    def components(self, sop: Sop) -> Mapping[str, Component]:
        """Every component that the SOP can name."""
        return {**self.shared.components, **sop.components}

    def metrics(self, sop: Sop) -> Mapping[str, Metric]:
        """Every metric that the SOP can name."""
        return {**self.shared.metrics, **sop.metrics}

    def notices(self, sop: Sop) -> Mapping[str, Notice]:
        """Every notice that the SOP can name."""
        return {**self.shared.notices, **sop.notices}

    def values(self, sop: Sop) -> Mapping[str, str | int]:
        """Every constant that the SOP can name."""
        return {**self.shared.values, **sop.values}

    def incidents(self, sop: str | None = None) -> list[Incident]:
        """The incidents, newest first, of one SOP or of all."""
        return self._of(Incident, sop)[::-1]

    def drills(self, sop: str | None = None) -> list[DrillRecord]:
        """The drills, newest first, of one SOP or of all."""
        return self._of(DrillRecord, sop)[::-1]

    def approvals(self, sop: str | None = None) -> list[Approval]:
        """The approvals, newest first, of one SOP or of all."""
        return self._of(Approval, sop)[::-1]

    def reviews(self, sop: str | None = None) -> list[ReviewRecord]:
        """The reviews, newest first, of one SOP or of all."""
        return self._of(ReviewRecord, sop)[::-1]

    def records_of(self, sop: str) -> Sequence[Record]:
        """The records of one SOP, oldest first."""
        return self._by_sop.get(sop, ())

    def incident(self, name: str) -> Incident | None:
        """The incident of that id."""
        return self._incidents.get(name)

    def _of(self, kind: type[R], sop: str | None) -> list[R]:
        records = self.records if sop is None else self.records_of(sop)
        return [record for record in records if isinstance(record, kind)]

    @cached_property
    def _incidents(self) -> Mapping[str, Incident]:
        return {record.id: record for record in self.records if isinstance(record, Incident)}

    @cached_property
    def _by_sop(self) -> Mapping[str, Sequence[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.sop, []).append(record)
        return found
