"""A dossier: one SOP with everything that follows from it, derived once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    def fill_at(
        self, step: str, failed: Mapping[str, int] | None = None
    ) -> Callable[[Placeholder], str | None]:
        """What placeholders stand for in a step: of targets, the first that can be in use there.

        In a run it is the one in use after so many of each component have `failed`.
        """

        def value(placeholder: Placeholder) -> str | None:
            place, part = 0, placeholder.key
            if placeholder.word == "targets" and part in self.sop.targets:
                most = len(self.sop.targets[part]) - 1
                place = (
                    self.places(step, part)[0] if failed is None else min(failed.get(part, 0), most)
                )
            return placeholder.value(self.handbook, self.sop, place)

        return value

    def said_at(self, *steps: str) -> Callable[[Placeholder], str | None]:
        """What placeholders stand for in words that are read in steps.

        Of targets it is each that can be in use in one of these, `17 or 15`. Where none is left it
        is the last, and is said to have failed.
        """

        def value(placeholder: Placeholder) -> str | None:
            said = self._each_at(steps, placeholder)
            failed = placeholder.word == "targets" and self._all_failed(steps, placeholder.key)
            return " or ".join(said) + (" (failed)" if failed else "") or None

        return value

    def agreed_at(self, *steps: str) -> Callable[[Placeholder], str | None]:
        """What placeholders stand for in a command of steps; nothing where targets vary there."""

        def value(placeholder: Placeholder) -> str | None:
            said = self._each_at(steps, placeholder)
            return said[0] if len(said) == 1 else None

        return value

    def _each_at(self, steps: Sequence[str], placeholder: Placeholder) -> list[str]:
        """Each value of a placeholder in some steps, or before the incident where there is none."""
        part, places = placeholder.key, [0]
        if placeholder.word == "targets" and part in self.sop.targets and steps:
            places = sorted({place for step in steps for place in self.places(step, part)})
        said = (placeholder.value(self.handbook, self.sop, place) for place in places)
        return list(dict.fromkeys(value for value in said if value is not None))

    def _all_failed(self, steps: Sequence[str], component: str) -> bool:
        known = bool(steps) and component in self.sop.targets
        return known and all(self.none_left(step, component) for step in steps)

    def fill(self, placeholder: Placeholder) -> str | None:
        """What a placeholder of this SOP stands for before the incident."""
        return placeholder.value(self.handbook, self.sop)
