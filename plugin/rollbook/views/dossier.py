"""A dossier: one SOP with everything that follows from it, derived once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rollbook.diagrams import NOWHERE, Store
from rollbook.loading.earlier import Earlier
from rollbook.model.derived import Derived
from rollbook.model.example import Example
from rollbook.model.in_use import InUse, Tried
from rollbook.model.measures import Duration
from rollbook.model.placeholders import Placeholder
from rollbook.model.records import DrillRecord, Incident
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.verdict import Verdict, verdict
from rollbook.model.sop import Sop
from rollbook.review.change import SopReview
from rollbook.views.addresses import example_page, incident_page


@dataclass(frozen=True)
class Dossier(Derived):
    """One SOP as the pages show it.

    `store` keeps its drawings; `downloads` says that their files stand beside the pages, and
    `alerts` that each trigger has an address of its own. `site` is the handbook's address, where
    that is known. `change` is what became of the SOP since an earlier edition of the handbook, and
    `edition` the name of this one, where it has one. `earlier` knows the procedures that it had.
    """

    store: Store = NOWHERE
    downloads: bool = False
    alerts: bool = False
    site: str = ""
    change: SopReview | None = None
    edition: str = ""
    earlier: Earlier = field(default_factory=Earlier)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Step → its number, the same in every figure and text: the place in the file, from 1."""
        return {step: number for number, step in enumerate(self.sop.all_steps, start=1)}

    @cached_property
    def side_by_side(self) -> Mapping[frozenset[str], list[str]]:
        """What steps wait for → the steps that wait for exactly that, in the order of the file."""
        found: dict[frozenset[str], list[str]] = {}
        for name, step in self.sop.all_steps.items():
            if step.after:
                found.setdefault(frozenset(step.after), []).append(name)
        return found

    @cached_property
    def cases(self) -> Mapping[str, int]:
        """The page of each real case → its place, from 0: examples, then the newest incidents."""
        pages = [example_page(self.id, name) for name in self.sop.examples]
        pages += [incident_page(incident.id) for incident in self.handbook.incidents(self.id)]
        return {page: place for place, page in enumerate(pages)}

    @property
    def changed(self) -> bool:
        """Say whether this edition of the handbook says something else of the SOP."""
        return self.change is not None and bool(self.change.changes)

    def incident_of(self, example: Example) -> Incident | None:
        """The incident whose record holds the rest of an example."""
        found = self.handbook.incident(example.incident) if example.incident else None
        return found if found and found.sop == self.id else None

    def went_by_this(self, record: Incident | DrillRecord | None) -> bool:
        """Whether a case went by the procedure as it is now; one without a record does."""
        return record is None or record.procedure == self.standing.digest

    def verdict(self, case: Example | Incident | DrillRecord) -> Verdict:
        """What came of a case, judged by the procedure that it went by."""
        case = (self.incident_of(case) or case) if isinstance(case, Example) else case
        record = None if isinstance(case, Example) else case
        times, said = case.times or {}, case.answers or {}
        seconds = {name: took.seconds for name, took in times.items()}
        key = (record.procedure if record else "", *seconds.items(), "", *said.items())
        if key not in self._verdicts:
            sop: Sop | None = self.sop
            if record is not None and not self.went_by_this(record):
                sop = self.earlier.procedure(self.id, record.procedure)
            self._verdicts[key] = verdict(sop or self.sop, seconds, said, known=sop is not None)
        return self._verdicts[key]

    @cached_property
    def _verdicts(self) -> dict[tuple[object, ...], Verdict]:
        return {}

    def times_of(self, example: Example) -> Mapping[str, Duration]:
        """The steps that were taken in an example, and how long each took."""
        incident = self.incident_of(example)
        return incident.times if incident else example.times or {}

    def team(self, team: str) -> str:
        """A team's name; the id itself where it is no team."""
        known = self.handbook.shared.teams.get(team)
        return known.name if known else team

    @cached_property
    def _tried(self) -> Mapping[str, Mapping[str, Tried]]:
        """Component → step → how many of its targets may have failed while it is open."""
        followed = InUse(Procedure.of(self.sop))
        return {name: followed.tried(name) for name in self.sop.targets}

    def places(self, step: str, component: str) -> list[int]:
        """The targets of a component that can be in use in a step, by their places."""
        most = len(self.sop.targets[component]) - 1
        return sorted({min(number, most) for number in self._tried[component][step]})

    def none_left(self, step: str, component: str) -> bool:
        """Whether all targets of a component have failed when a step is taken, on every way."""
        return min(self._tried[component][step]) == len(self.sop.targets[component])

    def fill_at(self, step: str) -> Callable[[Placeholder], str | None]:
        """What placeholders stand for in a step: of targets, the first that can be in use there."""

        def value(placeholder: Placeholder) -> str | None:
            known = placeholder.word == "targets" and placeholder.key in self.sop.targets
            place = self.places(step, placeholder.key)[0] if known else 0
            return placeholder.value(self.handbook, self.sop, place)

        return value

    def fill(self, placeholder: Placeholder) -> str | None:
        """What a placeholder of this SOP stands for before the incident."""
        return placeholder.value(self.handbook, self.sop)
