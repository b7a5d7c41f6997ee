"""Random small SOPs with restores, joins, late approvals, ways back and named ends, from a seed."""

from __future__ import annotations

import random
from typing import Any

Data = dict[str, Any]


def sop(seed: int) -> Data:
    """An SOP of 4 to 8 steps, and of up to three in the fallback."""
    source = random.Random(seed)
    names = [f"s{number}" for number in range(source.randint(4, 8))]
    rescue = [f"f{number}" for number in range(source.randint(0, 3))]
    steps = {name: _step(source, place, names, rescue) for place, name in enumerate(names)}
    if source.random() < 0.8:
        steps[names[-1]] = {
            "check": ["c"],
            "by": "verifier",
            "takes": "1m",
            **_failing(source, names, rescue),
        }
    return {
        "title": "Random",
        "version": 1,
        "status": "effective",
        "effective": "2026-01-01",
        "owner": "a",
        "system": "random",
        "covers": "x",
        "rto": "9h",
        "roles": {role: {"who": "a"} for role in ("initiator", "approver", "executor", "verifier")},
        "components": {
            name: {"name": name, "kind": "model", "owner": "a"} for name in ("one", "two")
        },
        "triggers": {"t": {"symptom": "latency", "judgement": "x", "by": "initiator"}},
        "targets": {
            "one": [{"ref": "mlflow:x/1"}, {"ref": "mlflow:x/2"}],
            "two": {"ref": "mlflow:y/1"},
        },
        "steps": steps,
        "fallback": {
            name: _aside(source, place, names, rescue) for place, name in enumerate(rescue)
        },
        "checks": {"c": {"ask": "ok?", "by": "verifier"}},
    }


def _step(source: random.Random, place: int, names: list[str], rescue: list[str]) -> Data:
    later = names[place + 1 :]
    verb = source.choice(["do", "do", "run", "run", "approve", "decide", "check"])
    step: Data = {"takes": "1m", verb: {"approve": "approver", "check": ["c"]}.get(verb, "x")}
    if verb != "approve":
        step["by"] = "executor"
    elif source.random() < 0.3:
        step["late"] = "1d"
    if verb == "run" and source.random() < 0.7:
        step["restores"] = source.choice(["one", "two"])
    ends = [*later, *rescue, "stop", "escalate"]
    if verb == "decide" and len(later) > 1 and source.random() < 0.5:
        step["cases"] = {f"case {n}": source.choice(ends) for n in range(source.randint(2, 3))}
    elif verb == "decide":
        step["otherwise"] = source.choice([*ends, *names])
    if place and source.random() < 0.5:
        step["after"] = source.sample(names[:place], source.randint(1, min(place, 3)))
    if later and "cases" not in step and source.random() < 0.2:
        step["then"] = source.choice([*later, "escalate", "stop"])
    return step | _failing(source, names, rescue)


def _failing(source: random.Random, names: list[str], rescue: list[str]) -> Data:
    chosen = [*rescue, *rescue, source.choice(names)]
    return {"on_fail": source.choice(chosen)} if source.random() < 0.3 else {}


def _aside(source: random.Random, place: int, names: list[str], rescue: list[str]) -> Data:
    verb = source.choice(["do", "run", "check"])
    step: Data = {"takes": "1m", "by": "executor", verb: ["c"] if verb == "check" else "x"}
    if verb == "run":
        step["restores"] = source.choice(["one", "two"])
    if source.random() < 0.7:
        step["then"] = source.choice([*names, *rescue[place + 1 :], "escalate", "escalate", "stop"])
    return step
