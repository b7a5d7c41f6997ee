"""The overview: all SOPs together, as far as rules look across them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.component import Component
from rollbook.model.restoring import restored
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop, Status
from rollbook.model.trigger import Symptom


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of one SOP: `components` are those that stand in it, not in `handbook.yml`."""

    id: str
    status: Status
    system: str
    symptoms: frozenset[Symptom]
    restored: tuple[str, ...]
    components: Mapping[str, Component]


@dataclass(frozen=True, slots=True)
class Overview:
    """`handbook.yml` and the outlines of all SOPs that are free of errors.

    `complete` says that there are no others.
    """

    shared: Shared
    outlines: tuple[Outline, ...]
    complete: bool


def outline(sop_id: str, sop: Sop) -> Outline:
    """Take from an SOP what rules look at across them."""
    return Outline(
        sop_id,
        sop.status,
        sop.system,
        frozenset(trigger.symptom for trigger in sop.triggers.values()),
        restored(sop),
        sop.components,
    )
