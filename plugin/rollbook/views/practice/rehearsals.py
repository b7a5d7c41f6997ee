"""What a team has rehearsed: the last drills of an SOP, and its part in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rollbook.model.records import DrillRecord
from rollbook.views.badges import Badge
from rollbook.views.dossier import Dossier
from rollbook.views.words import day

_LAST = 3


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A drill as it is shown to a team: `part` says whether its steps were among those taken."""

    day: str
    kind: str
    result: Badge
    part: str


def rehearsals(dossier: Dossier, roles: Collection[str]) -> list[Rehearsal]:
    """The last drills of an SOP, newest first, for a team that plays these roles in it."""
    own = {name for name, step in dossier.sop.all_steps.items() if step.performer in roles}
    drills = dossier.handbook.drills(dossier.id)[:_LAST]
    return [_rehearsal(drill, own) for drill in drills]


def _rehearsal(drill: DrillRecord, own: set[str]) -> Rehearsal:
    passed = drill.result == "passed"
    badge = Badge("ok", "done", "Passed") if passed else Badge("bad", "problem", "Failed")
    kind = "at a table" if drill.kind == "tabletop" else "live"
    return Rehearsal(day(drill.date), kind, badge, _part(drill, own))


def _part(drill: DrillRecord, own: set[str]) -> str:
    if not own:
        return "has no step of its own"
    if not drill.times:
        return "nobody noted the steps"
    taken = len(own & drill.times.keys())
    return f"{taken} of its {len(own)} steps" if taken else "none of its steps"
