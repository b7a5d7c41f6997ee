"""A second opinion on verdicts: every complete way is written down first, and then looked through.

It reads the definition for small procedures: steps one after the other or side by side, joins,
decisions with yes and no, failures, and a fallback that does not come back.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep

Way = tuple[tuple[str, str], ...]
"""Steps and their answers, in order."""

MOST_WAYS = 2_000


class TooMany(Exception):
    """More ways than can be written down, or a step that two ways come to."""


def written(seed: int) -> tuple[str, str]:
    """The steps of a small procedure and its fallback, from a seed."""
    source = random.Random(seed)
    count, rescue = source.randint(3, 6), source.randint(0, 2)
    names = [f"s{place}" for place in range(count)]
    lines = []
    for place, name in enumerate(names):
        out = ["f0"] * bool(rescue) + ["stop", "escalate"]
        step = source.choice(["act", "act", "tell", "ask", "test"])
        if place == count - 1 and source.random() < 0.7:
            step = "test"
        text = f"{name}: {{{step}, takes: {source.randint(1, 9)}m"
        if step == "act" and source.random() < 0.5:
            text += ", restores: other"
        if step == "ask":
            text += f", otherwise: {source.choice([*names[place + 2 :], *out])}"
        elif source.random() < 0.6:
            text += f", on_fail: {source.choice(out)}"
        if place and source.random() < 0.5:
            after = source.sample(names[:place], min(place, source.randint(1, 3)))
            text += f", after: [{', '.join(after)}]"
        lines.append(text + "}\n")
    fallback = [
        f"f{n}: {{{source.choice(['act', 'test', 'tell'])}, takes: 2m}}\n" for n in range(rescue)
    ]
    tell = "{notify: word, by: initiator"
    return "".join(lines).replace("{tell", tell), "".join(fallback).replace("{tell", tell)


@dataclass
class Reading:
    """One procedure, read step by step from what its author wrote."""

    sop: Sop
    ways: list[Way] = field(default_factory=list)

    @cached_property
    def steps(self) -> Mapping[str, AnyStep]:
        return self.sop.all_steps

    @cached_property
    def forward(self) -> set[tuple[str, str, str]]:
        """From one step to another with the answer that leads there; ends included."""
        found = set()
        for line in (self.sop.steps, self.sop.fallback):
            above = ""
            for name, step in line.items():
                for source in (above,) if step.after is None else step.after:
                    if source:
                        found.add((source, self.good(source), name))
                above = name
        for name, step in self.steps.items():
            if step.otherwise:
                found.add((name, "no", step.otherwise))
            if step.on_fail:
                found.add((name, "fail", step.on_fail))
        return found

    def good(self, name: str) -> str:
        return "yes" if self.steps[name].VERB == "decide" else "done"

    def leads(self, name: str, answer: str) -> list[str]:
        found = sorted(t for s, a, t in self.forward if (s, a) == (name, answer))
        return found or (["escalate"] if answer in ("no", "fail") else [])

    def goes_on(self, name: str, answer: str) -> bool:
        line = self.sop.steps if name in self.sop.steps else self.sop.fallback
        return answer != "fail" and all(target in line for target in self.leads(name, answer))

    def waits(self, name: str) -> list[str]:
        """What a step waits for or is led to by, in its line."""
        line = self.sop.steps if name in self.sop.steps else self.sop.fallback
        after = [s for s in self.steps[name].after or () if s in line]
        return [
            *dict.fromkeys(
                [
                    *after,
                    *sorted(
                        s for s, a, t in self.forward if t == name and a != "fail" and s in line
                    ),
                ]
            )
        ]

    def is_join(self, name: str) -> bool:
        return len(self.steps[name].after or ()) > 1

    def fate(self, name: str, said: Mapping[str, str]) -> str:
        """Of a step: answered, open, coming, passed or lost."""
        if name in said:
            return "answered"
        if name in self.starts:
            return "open"
        ways = [self.way(source, name, said) for source in self.waits(name)]
        if name in self.sop.steps and not self.is_join(name):
            if "taken" in ways:
                return "open"
            return next((f for f in ("coming", "lost") if f in ways), "passed")
        if self.is_join(name):
            if "lost" in ways:
                return "coming" if "coming" in ways else "lost"
            return "coming" if "coming" in ways else "open" if "taken" in ways else "passed"
        led = [s for s, a in said.items() if name in self.leads(s, a)]
        return "open" if led else "passed"

    def way(self, source: str, target: str, said: Mapping[str, str]) -> str:
        if source in said:
            if target in self.leads(source, said[source]) and said[source] != "fail":
                return "taken"
            return "passed" if self.goes_on(source, said[source]) else "lost"
        fate = self.fate(source, said)
        return "coming" if fate == "open" else fate

    @cached_property
    def starts(self) -> set[str]:
        reached = {target for _, _, target in self.forward}
        return {n for n in self.sop.steps if n not in reached or self.steps[n].after == ()}

    def open(self, way: Way) -> list[str]:
        said = dict(way)
        if any("stop" in self.leads(*each) for each in way):
            return []
        return [name for name in self.steps if self.fate(name, said) == "open"]

    def all_ways(self, way: Way = ()) -> list[Way]:
        """Every beginning of every way."""
        self.ways.append(way)
        if len(self.ways) > MOST_WAYS:
            raise TooMany
        for name in self.open(way):
            for answer in (
                (self.good(name), "no", "fail") if self.good(name) == "yes" else ("done", "fail")
            ):
                said = dict(way)
                if any(target in said for target in self.leads(name, answer)):
                    raise TooMany
                self.all_ways((*way, (name, answer)))
        return self.ways

    def reach(self, name: str, *, all_edges: bool = False) -> set[str]:
        """What a step leads to in its line; with all edges, wherever."""
        found: set[str] = set()
        todo = [name]
        while todo:
            here = todo.pop()
            for source, answer, target in self.forward:
                one_line = (target in self.sop.steps) == (source in self.sop.steps)
                goes = all_edges or (answer != "fail" and one_line)
                if source == here and goes and target in self.steps and target not in found:
                    found.add(target)
                    todo.append(target)
        return found

    def last(self, line: Mapping[str, AnyStep]) -> list[str]:
        checks = {name for name, step in line.items() if step.VERB == "check"}
        return [name for name in checks if not self.reach(name) & checks]

    def led_by(self, name: str, way: Way) -> set[str]:
        """The steps of the main line whose failures or answers led to one of the fallback."""
        found: set[str] = set()
        for source, answer in way:
            if name in self.leads(source, answer):
                found |= {source} if source in self.sop.steps else self.led_by(source, way)
        return found

    def lost_by(self, name: str, said: Mapping[str, str]) -> set[str]:
        """At which steps the main line was left, so that one is lost."""
        if name in said:
            return set() if self.goes_on(name, said[name]) else {name}
        found: set[str] = set()
        for source in self.waits(name):
            if self.way(source, name, said) == "lost":
                found |= self.lost_by(source, said)
        return found

    def unchecked(self, way: Way) -> bool:
        for place, (name, answer) in enumerate(way):
            step = self.steps[name]
            if step.restores and answer in ("done", "fail"):
                later = {
                    n for n, a in way[place + 1 :] if self.steps[n].VERB == "check" and a == "done"
                }
                if not later & self.reach(name, all_edges=True):
                    return True
        return False

    def verified(self, way: Way) -> bool:
        said = dict(way)
        last = self.last(self.sop.steps)
        passed = 0
        for name in last:
            fate = self.fate(name, said)
            if said.get(name) == "done":
                passed += 1
            elif said.get(name) == "fail" or fate == "lost":
                for cause in {name} if name in said else self.lost_by(name, said):
                    own = [
                        n
                        for n in self.last(self.sop.fallback)
                        if n in said and cause in self.led_by(n, way)
                    ]
                    if not own or any(said[n] != "done" for n in own):
                        return False
                passed += 1
            elif fate != "passed":
                return False
        if not passed or self.unchecked(way):
            return False
        behind = set().union(*map(self.reach, last))
        return not any(
            n in behind
            and any(t in self.sop.fallback for t in self.leads(n, a))
            and not self.goes_on(n, a)
            for n, a in way
        )

    def end(self, way: Way) -> str:
        ends = {target for each in way for target in self.leads(*each)}
        if self.verified(way):
            return "verified"
        if "escalate" in ends:
            return "escalated"
        return "stopped" if "stop" in ends and not self.unchecked(way) else "unverified"

    def ends(self, way: Way, took: Mapping[str, int]) -> dict[str, int]:
        """Step → when it was done, from what it followed."""
        done: dict[str, int] = {}
        for place, (name, _) in enumerate(way):
            before = way[:place]
            start = 0
            if name not in self.starts:
                opened = next(p for p in range(1, place + 1) if name in self.open(way[:p]))
                start = done[way[opened - 1][0]]
                if self.is_join(name):
                    start = max(
                        [start, *(done[n] for n, _ in before[:opened] if name in self.reach(n))]
                    )
            done[name] = start + took.get(name, 0)
        return done

    def recovered(self, way: Way, took: Mapping[str, int]) -> int:
        """When the run last became verified."""
        done = self.ends(way, took)
        place = next(p for p in range(len(way), -1, -1) if not self.verified(way[:p])) + 1
        last = {*self.last(self.sop.steps), *self.last(self.sop.fallback)}
        counted = [n for n, _ in way[:place] if n in last or self.reach(n) & last]
        return max(done[n] for n in [*counted, way[place - 1][0]])

    def cost(self, way: Way, steps: Sequence[str]) -> tuple[int, int, bool] | None:
        """How unlikely a way is for steps that were noted; nothing where it is not theirs."""
        left = [n for n, _ in way if n not in steps]
        if [n for n, _ in way if n in steps] != list(steps) or (way and way[-1][0] not in steps):
            return None
        for name in left:
            step = self.steps[name]
            if step.VERB not in ("do", "notify") or step.restores or dict(way)[name] != "done":
                return None
        ended = self.verified(way) or not self.open(way)
        return len(left), sum(a == "fail" for _, a in way), not ended

    def judged(self, steps: Sequence[str], took: Mapping[str, int]) -> set[tuple[str, int]]:
        """How the likeliest ways of these steps end, and after how long; none where none fits."""
        costs = {way: cost for way in self.ways if (cost := self.cost(way, steps)) is not None}
        best = min(costs.values(), default=None)
        return {self.outcome(way, took) for way, cost in costs.items() if cost == best}

    def outcome(self, way: Way, took: Mapping[str, int]) -> tuple[str, int]:
        end = self.end(way)
        noted = {name: at for name, at in self.ends(way, took).items() if name in took}
        whole = self.recovered(way, took) if end == "verified" else max(noted.values(), default=0)
        return end, whole


def asked(reading: Reading, seed: int) -> Iterator[list[str]]:
    """Listings to judge: of ways, some with a step left out or two that change places."""
    source = random.Random(seed)
    for way in source.sample(reading.ways, min(12, len(reading.ways))):
        steps = [name for name, _ in way]
        yield steps
        if len(steps) > 1:
            one, other = source.sample(range(len(steps)), 2)
            turned = [*steps]
            turned[one], turned[other] = turned[other], turned[one]
            yield turned
            yield [name for name in steps if name != steps[one]]
