"""Random procedures that wind: joins of joins, ways back, several targets, late approvals."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any

from rollbook.views.dossier import Dossier
from tests.diagrams import random_sops
from tests.diagrams.dossiers import seed, written

Data = dict[str, Any]


@cache
def winding(number: int, size: int = 50) -> Mapping[str, Dossier]:
    """A set of them; their seeds follow from the code, so nobody chose them."""
    seeds = [seed() + size * number + place for place in range(size)]
    return written({f"w{s}": sop(s) for s in seeds}, random_sops.shared())


def sop(of: int) -> Data:
    """One of 4 to 11 steps, with a fallback that comes back anywhere, ends or restores."""
    chance = random.Random(of)
    main = [f"step-{place}" for place in range(chance.randint(4, 11))]
    rescue = [f"rescue-{place}" for place in range(chance.randint(1, 4))]
    steps = {name: _step(chance, place, main, rescue) for place, name in enumerate(main)}
    steps[main[-1]] = {"check": "c0", "by": "verifier", "takes": "1m"} | _failing(
        chance, [*rescue, *main]
    )
    data = random_sops.sop(of, 4)
    parts = list(data["components"])
    return data | {
        "components": {name: {"name": name, "kind": "model", "owner": "a"} for name in parts[:3]},
        "targets": {
            name: [{"ref": f"mlflow:x/{place}"} for place in range(chance.randint(1, 3))]
            for name in parts[:2]
        },
        "steps": _restoring(chance, steps, parts[:2]),
        "fallback": _restoring(
            chance, {name: _rescue(chance, main, rescue, name) for name in rescue}, parts[:2]
        ),
    }


def _step(chance: random.Random, place: int, main: list[str], rescue: list[str]) -> Data:
    later = main[place + 1 :] or main[-1:]
    anywhere = [*later, *later, *rescue, *main, "escalate", "stop"]
    verb = chance.choice(["do", "do", "decide", "approve", "check", "wait"])
    step: Data = {"takes": "1m", "by": "executor"}
    step |= {
        "do": {"do": "It."},
        "decide": {"decide": "Is it?"},
        "approve": {"approve": "approver"},
        "check": {"check": "c0"},
        "wait": {"wait": "For it"},
    }[verb]
    if verb == "approve":
        del step["by"]
        if chance.random() < 0.3:
            step["late"] = "4h"
    if verb == "decide":
        if chance.random() < 0.5:
            step["cases"] = {f"case {n}": chance.choice(anywhere) for n in range(2)}
        if "cases" not in step or chance.random() < 0.4:
            step["otherwise"] = chance.choice(anywhere)
    elif chance.random() < 0.15:
        step["then"] = chance.choice([*later, *later, "stop", "escalate"])
    if chance.random() < 0.15:
        step["phase"] = "review"
    if place and chance.random() < 0.55:
        step["after"] = chance.sample(main[:place], chance.randint(1, min(place, 3)))
    return step | _failing(chance, [*rescue, *rescue, *main, "escalate", "stop"])


def _failing(chance: random.Random, where: list[str]) -> Data:
    return {"on_fail": chance.choice(where)} if chance.random() < 0.6 else {}


def _rescue(chance: random.Random, main: list[str], rescue: list[str], name: str) -> Data:
    verb = chance.choice(["do", "do", "decide", "check"])
    step: Data = {"takes": "1m", "by": "executor"}
    step |= {"do": {"do": "It."}, "decide": {"decide": "Is it?"}, "check": {"check": "c0"}}[verb]
    place = rescue.index(name)
    where = [*main, *main, *rescue[place + 1 :]]
    if chance.random() < 0.6:
        step["then"] = chance.choice([*where, *where, "stop", "escalate"])
    if verb == "decide":
        step["otherwise"] = chance.choice([*where, "escalate", "stop"])
    if place > 1 and chance.random() < 0.4:
        step["after"] = chance.sample(rescue[:place], 2)
    return step | _failing(chance, [*where, "escalate"])


def _restoring(chance: random.Random, steps: Data, parts: list[str]) -> Data:
    for step in steps.values():
        if "do" in step and chance.random() < 0.5:
            step["restores"] = chance.choice(parts)
    return steps
