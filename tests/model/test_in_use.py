"""Which targets can be in use in a step, beside every way through a procedure."""

from __future__ import annotations

import random

import pytest

from rollbook.model.in_use import InUse
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.walking import walk
from tests.model.procedures import dossier

TARGETS = """targets:
  other: [{ref: "mlflow:other/3"}, {ref: "mlflow:other/2"}, {ref: "mlflow:other/1"}]
  base: [{ref: "mlflow:base/2"}, {ref: "mlflow:base/1"}]
"""
MOST = 20_000


def procedure(steps: str, fallback: str = "") -> Procedure:
    return Procedure.of(dossier(steps, fallback, targets=TARGETS).sop)


def walked(of: Procedure) -> dict[str, dict[str, set[int]]] | None:
    """Component → step → how many targets had failed in any state in which it was open."""
    found: dict[str, dict[str, set[int]]] = {name: {} for name in of.targets}
    every = walk(of, MOST)
    if not every.whole:
        return None
    for state in every.came:
        for component, steps in found.items():
            for name in state.open:
                steps.setdefault(name, set()).add(state.failed_targets(component))
    return found


@pytest.mark.parametrize(
    ("steps", "fallback", "expected"),
    [
        pytest.param(
            """
            turn: {act, takes: 1m, restores: base, on_fail: older}
            sure: {test, takes: 1m}
            """,
            "older: {act, takes: 1m, restores: base, then: sure}",
            {"turn": {0}, "older": {1}, "sure": {0, 1}},
            id="a step that restores the same stands for the next",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m, restores: base, on_fail: off}
            sure: {test, takes: 1m}
            """,
            "off: {act, takes: 1m}",
            {"turn": {0, 1}, "off": {2}, "sure": {0, 1}},
            id="else it is offered again, and left when all have failed",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m, restores: base, on_fail: older}
            sure: {test, takes: 1m}
            """,
            """
            older: {act, takes: 1m, restores: base, on_fail: off}
            off: {look, takes: 1m, after: []}
            """,
            {"turn": {0}, "older": {1}, "off": {2}, "sure": {0}},
            id="behind the last of them, none is left",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m, restores: base, on_fail: off}
            tell: {act, takes: 1m, after: []}
            sure: {test, takes: 1m, after: [turn, tell]}
            """,
            "off: {act, takes: 1m}",
            {"turn": {0, 1}, "tell": {0, 1, 2}, "off": {2}, "sure": {0, 1, 2}},
            id="what runs beside it may be before or after",
        ),
        pytest.param(
            """
            which: {ask, takes: 1m, cases: {one: turn, two: tell}}
            turn: {act, takes: 1m, restores: base, on_fail: escalate, then: sure}
            tell: {act, takes: 1m}
            sure: {test, takes: 1m}
            """,
            "",
            {"which": {0}, "turn": {0, 1}, "tell": {0}, "sure": {0, 1}},
            id="another answer is not beside it",
        ),
        pytest.param(
            """
            turn: {act, takes: 1m, restores: base, on_fail: older}
            sure: {test, takes: 1m, on_fail: turn}
            """,
            "older: {act, takes: 1m, restores: base, then: sure}",
            {"turn": {0, 1, 2}, "older": {1, 2}, "sure": {0, 1, 2}},
            id="what has failed stays so when a way leads back",
        ),
    ],
)
def test_in_use(steps: str, fallback: str, expected: dict[str, set[int]]) -> None:
    """How many targets may have failed while a step is open."""
    found = InUse(procedure(steps, fallback)).tried("base")
    assert {name: set(tried) for name, tried in found.items()} == expected


def made(seed: int) -> tuple[str, str]:
    """A small procedure that restores, with failures, ways back and steps side by side."""
    source = random.Random(seed)
    names = [f"s{place}" for place in range(source.randint(2, 5))]
    rescue = [f"r{place}" for place in range(source.randint(1, 3))]
    steps = []
    for place, name in enumerate(names):
        parts = [source.choice(["{act", "{act", "{ask", "{test"]), "takes: 1m"]
        if parts[0] == "{act" and source.random() < 0.7:
            parts.append(f"restores: {source.choice(['other', 'base'])}")
        if parts[0] == "{ask":
            parts.append(f"otherwise: {source.choice([*names, *rescue, 'stop'])}")
        if source.random() < 0.6:
            parts.append(f"on_fail: {source.choice([*rescue, *rescue, 'escalate', names[0]])}")
        if place > 1 and source.random() < 0.4:
            before = source.sample(names[:place], source.randint(1, 2))
            parts.append(f"after: [{', '.join(before)}]")
        steps.append(f"{name}: {', '.join(parts)}}}")
    fallback = []
    for name in rescue:
        parts = ["{act", "takes: 1m"]
        if source.random() < 0.7:
            parts.append(f"restores: {source.choice(['other', 'base'])}")
        if source.random() < 0.4:
            parts.append(f"on_fail: {source.choice(rescue)}")
        if source.random() < 0.5:
            parts.append(f"then: {source.choice(names)}")
        fallback.append(f"{name}: {', '.join(parts)}}}")
    return "\n".join(steps), "\n".join(fallback)


def test_every_target_that_can_be_in_use_is_told() -> None:
    """And no other, as every way of random procedures has it.

    What joins wait for is not followed: something more may be told, but seldom is.
    """
    compared = same = 0
    for seed in range(250):
        of = procedure(*made(seed))
        every = walked(of)
        if every is None:
            continue
        told = InUse(of)
        for component, steps in every.items():
            found = told.tried(component)
            for name, numbers in steps.items():
                assert numbers <= found[name], (made(seed), component, name)
                compared += 1
                same += numbers == found[name]
    assert compared > 1000
    assert same > 0.9 * compared
