"""Where a step belongs: the lane of its role and the band of its phase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Lane
from rollbook.diagrams.figures.items import name_of
from rollbook.model.flow import Flow
from rollbook.model.sop import Sop
from rollbook.model.step import PHASES, Phase

AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Places:
    """Step → lane and step → band."""

    lanes: Mapping[str, str]
    bands: Mapping[str, Phase]

    def of(self, step: str) -> tuple[str, str]:
        """The lane and the band of a step."""
        return self.lanes[step], self.bands[step]


def lanes_of(sop: Sop, team: Callable[[str], str]) -> list[Lane]:
    """A lane for each role in the order of the file, and one for what a machine does."""
    roles = [Lane(name, name_of(name), team(role.who)) for name, role in sop.roles.items()]
    return [*roles, Lane(AUTOMATIC, "Automatic", "A machine; a person confirms")]


def lanes(sop: Sop, flow: Flow) -> dict[str, str]:
    """Step → its lane; a wait that nobody watches stands in the lane of the step before it."""
    first = next(iter(sop.roles), AUTOMATIC)
    found: dict[str, str] = {}
    for name in flow.order:
        performer = flow.steps[name].performer
        if performer in sop.roles or performer == AUTOMATIC:
            found[name] = str(performer)
        else:
            before = (found[edge.source] for edge in flow.into[name] if edge.source in found)
            found[name] = next(before, first)
    return found


def bands(flow: Flow, phases: Mapping[str, Phase]) -> dict[str, Phase]:
    """Step → the band in which it is drawn: its phase, or a later one that leads to it.

    A fallback restores, yet it is reached from a check; drawn in its own phase, it would stand
    above that check.
    """
    place = {phase: index for index, phase in enumerate(PHASES)}
    found: dict[str, Phase] = {}
    for name in flow.order:
        before = [
            found[edge.source] for edge in flow.into[name] if edge.source in found and not edge.back
        ]
        found[name] = max((phases[name], *before), key=place.__getitem__)
    return found
