"""The library: the handbook with the dossiers of all its SOPs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rollbook.diagrams import NOWHERE, Store
from rollbook.loading.earlier import Earlier
from rollbook.loading.finding import Finding
from rollbook.loading.veil import Veil
from rollbook.model.handbook import Handbook
from rollbook.review.change import Review
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Question
from rollbook.views.practice.quiz import questions


@dataclass(frozen=True)
class Library:
    """A handbook as it is read on the day `today`.

    `store` keeps its drawings; `downloads` says that their files stand beside the pages. `faults`
    are what the rules have found in it; `alerts` says that each trigger has an address of its own,
    for alerts to link to. `site` is its address, where that is known. `changes` lie between an
    earlier edition of it and this one, where somebody named one; `since` is the name under which
    that was published, and `edition` that of this one. `veil` hides the secrets of its files where
    something is told of them. `earlier` knows the procedures of which there are records.
    """

    handbook: Handbook
    today: datetime.date
    store: Store = NOWHERE
    downloads: bool = False
    faults: Sequence[Finding] = ()
    alerts: bool = False
    site: str = ""
    changes: Review | None = None
    since: str = ""
    edition: str = ""
    veil: Veil = field(default_factory=Veil)
    earlier: Earlier = field(default_factory=Earlier)

    @cached_property
    def dossiers(self) -> Mapping[str, Dossier]:
        """SOP → its dossier, in the order of the ids."""
        changed = {sop.sop: sop for sop in self.changes.sops} if self.changes else {}
        return {
            sop: Dossier(
                self.handbook,
                sop,
                self.today,
                self.store,
                self.downloads,
                self.alerts,
                self.site,
                changed.get(sop),
                self.edition,
                self.earlier,
            )
            for sop in self.handbook.sops
        }

    @cached_property
    def systems(self) -> Mapping[str, list[Dossier]]:
        """System → the dossiers of its SOPs, in the order of the systems' ids."""
        systems: dict[str, list[Dossier]] = {}
        for dossier in sorted(self.dossiers.values(), key=lambda d: (d.sop.system, d.id)):
            systems.setdefault(dossier.sop.system, []).append(dossier)
        return systems

    @cached_property
    def quizzes(self) -> Mapping[str, tuple[Question, ...]]:
        """SOP → the questions about it."""
        return {sop: questions(dossier) for sop, dossier in self.dossiers.items()}

    def in_use(self) -> Iterator[Dossier]:
        """The SOPs that are not retired."""
        return (d for d in self.dossiers.values() if d.sop.status != "retired")
