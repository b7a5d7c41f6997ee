"""In use: how many targets of a component may have failed when a step is taken."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce
from operator import and_

from rollbook.model.alternatives import Alternatives
from rollbook.model.flow import Edge
from rollbook.model.main_line import MainLine
from rollbook.model.runs.bits import bits, union
from rollbook.model.runs.procedure import Procedure

Tried = frozenset[int]
"""Each number of targets that may have failed; as many as there are: none is left."""

NONE: Tried = frozenset([0])


class InUse:
    """The targets of a procedure, followed along every edge of its flow.

    A target that fails has failed for the whole run. So a step that runs beside one that restores
    may be taken before that one fails, or after.
    """

    def __init__(self, procedure: Procedure) -> None:
        self.procedure, self.flow = procedure, procedure.flow

    def tried(self, component: str) -> Mapping[str, Tried]:
        """Step → how many targets of a component may have failed while it is open."""
        restoring = [n for n, step in self.flow.steps.items() if step.restores == component]
        most = self.procedure.targets.get(component, 0)
        if not restoring or not most:
            return dict.fromkeys(self.flow.steps, NONE)
        found = {name: frozenset[int]() for name in self.flow.steps}
        found |= dict.fromkeys(self.flow.starts, NONE)
        beside = {name: [r for r in restoring if self._beside(name, r)] for name in found}
        changed = True
        while changed:
            changed = False
            for name in self.flow.order:
                come = [self._along(edge, found, most, component) for edge in self.flow.into[name]]
                come += [
                    found[r] | self._failed(r, found[r], most) for r in beside[name] if found[name]
                ]
                now = found[name].union(*come)
                if name in restoring and now and not self.procedure.stands_for_next[name]:
                    now |= frozenset(range(min(now), most))
                if now != found[name]:
                    found[name], changed = now, True
        return {name: tried or NONE for name, tried in found.items()}

    def _along(self, edge: Edge, found: Mapping[str, Tried], most: int, component: str) -> Tried:
        restores = self.flow.steps[edge.source].restores == component
        if restores and edge.kind == "fail":
            return self._failed(edge.source, found[edge.source], most)
        return found[edge.source]

    def _failed(self, name: str, tried: Tried, most: int) -> Tried:
        """What has failed when a step that restores is given up."""
        if self.procedure.stands_for_next[name]:
            return frozenset(min(number + 1, most) for number in tried)
        return frozenset([most] if tried else [])

    def _beside(self, one: str, other: str) -> bool:
        """Whether two steps can be open at once, each in its part of the main line or behind it."""
        return one != other and any(
            self._parallel(a, b) for a in self._parts[one] for b in self._parts[other]
        )

    def _parallel(self, one: str, other: str) -> bool:
        known, place = self._before, self._place
        if one == other or one not in known or other not in known:
            return False
        ordered = known[other] >> place[one] & 1 or known[one] >> place[other] & 1
        return not ordered and self._alternatives.together(one, (other, ""))

    @cached_property
    def _line(self) -> MainLine:
        return MainLine(self.flow)

    @cached_property
    def _alternatives(self) -> Alternatives:
        no_time = dict.fromkeys(self._line.sources, 0)
        return Alternatives(self._line, no_time, no_time)

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self._line.sources)}

    @cached_property
    def _before(self) -> Mapping[str, int]:
        """Step of the main line → all that it waits for, each as the bit of its place.

        What is no join waits for one of those that lead to it, though two may come there at once.
        """
        place, names = self._place, list(self._line.sources)
        found: dict[str, int] = {}
        for name, sources in self._line.sources.items():
            waits = [(source, found[source[0]] | 1 << place[source[0]]) for source in sources]
            every = union(steps for _, steps in waits)
            if name not in self.procedure.lines.joins:
                for step in bits(every & ~reduce(and_, (steps for _, steps in waits), every)):
                    if any(
                        not steps >> step & 1 and self._alternatives.together(names[step], source)
                        for source, steps in waits
                    ):
                        every &= ~(1 << step)
            found[name] = every
        return found

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[str]]:
        """Step → the steps of the main line from which a way leads to it, itself included.

        In the main line these are the ways back, by which it may begin anew.
        """
        found = {
            name: frozenset([name] if name in self.flow.main else []) for name in self.flow.steps
        }
        for edge in self.flow.edges:
            if edge.back and edge.source in self.flow.main:
                place = self._place.get(edge.target)
                for name, before in self._before.items():
                    if edge.target == name or (place is not None and before >> place & 1):
                        found[name] |= {edge.source}
        changed = True
        while changed:
            changed = False
            for name in self.flow.steps.keys() - self.flow.main:
                come = found[name].union(*(found[edge.source] for edge in self.flow.into[name]))
                if come != found[name]:
                    found[name], changed = come, True
        return found
