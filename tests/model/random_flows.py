"""Random procedures, small and rich in ways: decisions, joins, ways back, targets, fallbacks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from rollbook.model.sop import Sop

Data = dict[str, Any]

PARTS = {"one": 1, "two": 2, "three": 3}
"""The components, and how many targets each has."""

_ROLES = ("initiator", "approver", "executor", "verifier")


def procedure(seed: int, size: int) -> Data:
    """A valid SOP of about `size` steps."""
    return _Author(random.Random(seed), size).write()


def read(data: Data) -> Sop:
    """The SOP as the model holds it."""
    return Sop.model_validate(data)


class _Author:
    def __init__(self, luck: random.Random, size: int) -> None:
        self.luck = luck
        self.size = size
        self.steps: dict[str, Data] = {}
        self.rescue: dict[str, Data] = {}

    def write(self) -> Data:
        """Blocks one after another, some threads between them, a fallback, and failures."""
        ends: list[str] = []
        main = max(2, self.size - self.luck.randint(0, max(1, self.size // 3)))
        while len(self.steps) < main:
            ends = self._block(ends, main - len(self.steps), 0)
        if self.luck.random() < 0.7:
            self._close(ends, self.luck.random() < 0.8)
        self._fallback(self.size - main + self.luck.randint(0, 1))
        self._threads()
        self._failures()
        return self._sop()

    # Blocks: each comes after some steps, and gives those that it ends with.

    def _block(self, ends: list[str], left: int, depth: int) -> list[str]:
        kinds = [self._task, self._task, self._ask]
        if left >= 3 and depth < 3:
            kinds += [self._beside, self._choose, self._choose]
        return self.luck.choice(kinds)(ends, left, depth)

    def _add(self, ends: Sequence[str], step: Data, named: bool = False) -> str:
        name = f"s{len(self.steps)}"
        if not named and (self.steps or not ends):
            above = next(reversed(self.steps), None)
            if list(ends) != [above] or self.luck.random() < 0.2:
                step["after"] = list(ends)
        self.steps[name] = step
        return name

    def _task(self, ends: list[str], left: int, depth: int, named: bool = False) -> list[str]:
        name = self._add(ends, self._work(), named)
        if self.luck.random() < 0.08:
            # What begins at once, beside all else.
            return [name, self._add([], self._work())]
        return [name]

    def _ask(self, ends: list[str], left: int, depth: int) -> list[str]:
        return [self._add(ends, {"decide": "Is it?", "by": "initiator"})]

    def _beside(self, ends: list[str], left: int, depth: int) -> list[str]:
        head = self._add(ends, self._work())
        tails: list[str] = []
        for _ in range(self.luck.choice([2, 2, 3])):
            here = [head]
            for _ in range(self.luck.randint(1, 2)):
                here = self._block(here, left - 3, depth + 1)
            tails += here
        return tails

    def _choose(self, ends: list[str], left: int, depth: int) -> list[str]:
        question: Data = {"decide": "Which?", "by": "initiator", "cases": {}}
        name = self._add(ends, question)
        tails: list[str] = []
        for place in range(self.luck.choice([1, 2, 2, 3])):
            here = self._task([name], left, depth, named=True)
            question["cases"][f"case {place}"] = here[0]
            if self.luck.random() < 0.4:
                here = self._block(here, left - 3, depth + 1)
            tails += here
        if self.luck.random() < 0.3:
            tails.append(name)
        if len(tails) > 1 and self.luck.random() < 0.4:
            # They lead to where they meet again by name, and it waits for none of them.
            meet = self._add(tails[:1], self._work())
            for tail in tails[1:]:
                if tail != name:
                    self.steps[tail]["then"] = meet
            return [meet]
        return tails

    def _close(self, ends: list[str], check: bool) -> None:
        self._add(ends, {"check": ["good"], "by": "verifier"} if check else self._work())
        for _ in range(self.luck.choice([0, 0, 1, 2])):
            self._add([next(reversed(self.steps))], self._work())

    def _work(self) -> Data:
        step: Data = self.luck.choice(
            [
                {"do": "It.", "by": "executor"},
                {"do": "It.", "by": "executor", "restores": self.luck.choice([*PARTS])},
                {"do": "It.", "by": "executor", "restores": self.luck.choice([*PARTS])},
                {"check": ["good"], "by": "verifier"},
                {"approve": "approver"},
                {"approve": "approver", "late": "4h"},
            ]
        ).copy()
        if self.luck.random() < 0.07:
            step["phase"] = "review"
        return step

    # What leads elsewhere.

    def _fallback(self, count: int) -> None:
        while len(self.rescue) < count:
            name = f"f{len(self.rescue)}"
            step: Data = (
                {"decide": "Is it?", "by": "initiator"}
                if self.luck.random() < 0.2
                else self._work()
            )
            others = [*self.rescue]
            if others and self.luck.random() < 0.25:
                step["after"] = self.luck.sample(others, min(len(others), self.luck.randint(1, 2)))
            self.rescue[name] = step

    def _threads(self) -> None:
        names = [*self.steps]
        for place, (_name, step) in enumerate(self.steps.items()):
            earlier, later = names[: place + 1], names[place + 1 :]
            if ("decide" in step and "cases" not in step) or self._happens("decide" in step, 0.4):
                step["otherwise"] = self._somewhere(earlier, later)
            if "cases" in step:
                for number in range(self.luck.choice([0, 0, 1, 1, 2])):
                    step["cases"][f"else {number}"] = self._somewhere(earlier, later)
            elif later and self.luck.random() < 0.06:
                step["then"] = self.luck.choice(later)
            if (
                place > 1
                and "after" in step
                and len(step["after"]) > 0
                and self._happens(True, 0.15)
            ):
                more = self.luck.choice(names[:place])
                step["after"] = list(dict.fromkeys([*step["after"], more]))
        for step in self.rescue.values():
            if "decide" in step:
                step["otherwise"] = self._somewhere(names, [*self.rescue])
            # One answer that leads into the main line twice, once by a late approval, has no order.
            if not ("late" in step and "after" in step) and self.luck.random() < 0.5:
                step["then"] = self.luck.choice(names)

    def _happens(self, possible: bool, chance: float) -> bool:
        return possible and self.luck.random() < chance

    def _somewhere(self, earlier: list[str], later: list[str]) -> str:
        away = [*self.rescue, "stop", "escalate"]
        kind = self.luck.random()
        if later and kind < 0.55:
            return self.luck.choice(later)
        return self.luck.choice(earlier) if kind < 0.7 else self.luck.choice(away)

    def _failures(self) -> None:
        everything = {**self.steps, **self.rescue}
        for name, step in everything.items():
            kind = self.luck.random()
            if kind < 0.45 and self.rescue:
                step["on_fail"] = self.luck.choice([n for n in self.rescue if n != name] or [name])
            elif kind < 0.65:
                step["on_fail"] = self.luck.choice([*self.steps])
            elif kind < 0.7:
                step["on_fail"] = "stop"

    def _sop(self) -> Data:
        for step in (*self.steps.values(), *self.rescue.values()):
            step["takes"] = "5m"
        return {
            "title": "Random",
            "version": 1,
            "status": "draft",
            "effective": "2026-01-01",
            "owner": "ops",
            "system": "random",
            "covers": "It.",
            "rto": "9h",
            "roles": {role: {"who": "ops"} for role in _ROLES},
            "components": {
                part: {"kind": "service", "name": part, "owner": "ops"} for part in PARTS
            },
            "triggers": {"bad": {"symptom": "errors", "judgement": "Bad.", "by": "initiator"}},
            "targets": {
                part: [{"ref": f"mlflow:{part}/{number}"} for number in range(count, 0, -1)]
                for part, count in PARTS.items()
            },
            "steps": self.steps,
            "checks": {"good": {"ask": "Good?", "by": "verifier"}},
        } | ({"fallback": self.rescue} if self.rescue else {})


HANDBOOK: Data = {"title": "Random", "teams": {"ops": {"name": "Ops"}}}
"""What stands beside them in `handbook.yml`."""
