"""Random SOPs: valid, of every shape that the language allows, from a seed."""

from __future__ import annotations

import random
from typing import Any

Data = dict[str, Any]

WORDS = (
    "release",
    "Zurücksetzen",
    "模型回滚到上一个版本",
    "استرجاع النموذج",
    "`<script>alert(1)</script>`",
    "]]> & \"quotes' \\N {{ 7*7 }}",
    "🚒 page the on-call 👩‍💻",
    "averyveryverylongwordthatnobodywouldeverwriteinaprocedure" * 3,
    "check the dashboard and say what you see",
)
ROLES = ("initiator", "approver", "executor", "verifier", "compliance", "support")


def shared() -> Data:
    """A handbook.yml for them all."""
    return {
        "title": "Random",
        "teams": {"a": {"name": "Team <A> & co"}, "b": {"name": "فريق"}},
        "metrics": {"m": {"name": "Metric", "query": "m", "no_data": "alert"}},
    }


def sop(seed: int, size: int | None = None) -> Data:
    """An SOP of `size` steps, or of 1 to 24."""
    source = random.Random(seed)
    count = size or source.randint(1, 24)
    roles = ROLES[: source.randint(4, len(ROLES))]
    names = [f"step-{number}" for number in range(count)]
    rescue = [f"rescue-{number}" for number in range(source.randint(0, 3))]
    components = [f"part-{number}" for number in range(source.randint(1, 5))]
    steps = {n: _step(source, i, names, rescue, roles) for i, n in enumerate(names)}
    steps[names[-1]] = {
        "check": ["c0", "c1"][: source.randint(1, 2)],
        "by": "verifier",
        "takes": "5m",
        **({"on_fail": source.choice([*rescue, names[0], "stop", "escalate"])}),
    }
    return {
        "title": _text(source),
        "version": 1,
        "status": "draft",
        "effective": "2026-01-01",
        "owner": "a",
        "system": "random",
        "covers": "x",
        "rto": "9h",
        "roles": {role: {"who": source.choice("ab")} for role in roles},
        "components": {
            name: {
                "name": _text(source),
                "kind": source.choice(["model", "service", "dataset"]),
                "owner": "a",
                "needs": source.sample(components[:place], source.randint(0, min(place, 2))),
            }
            for place, name in enumerate(components)
        },
        "triggers": {
            f"t{number}": {"symptom": "accuracy", "judgement": _text(source), "by": "initiator"}
            if source.random() < 0.5
            else {"symptom": "latency", "metric": "m", "when": "> 1"}
            for number in range(source.randint(1, 3))
        },
        "targets": {source.choice(components): {"ref": "mlflow:x/1"}},
        "steps": steps,
        "fallback": {
            name: {"do": _text(source), "by": source.choice(roles), "takes": "5m"}
            | ({"then": source.choice(names)} if source.random() < 0.3 else {})
            for name in rescue
        },
        "checks": {n: {"ask": "ok?", "by": "verifier"} for n in ("c0", "c1")},
        "notices": {"n": {"to": ["a"], "within": "5m", "say": "x"}},
    }


def _step(
    source: random.Random, place: int, names: list[str], rescue: list[str], roles: tuple[str, ...]
) -> Data:
    verb = source.choice(["do", "run", "run", "approve", "decide", "wait", "notify", "check"])
    later = names[place + 1 :] or names
    step: Data = {"takes": f"{source.randint(1, 90)}m"}
    if verb != "approve":
        step["by"] = source.choice([*roles, "automatic"])
    step[verb] = {
        "approve": source.choice(roles),
        "notify": "n",
        "check": ["c0"],
        "run": f"ops {_text(source)}",
    }.get(verb, _text(source))
    if verb == "decide" and source.random() < 0.4 and len(later) > 1:
        step["cases"] = {
            f"{_text(source)} {number}": source.choice([*later, *rescue, "escalate"])
            for number in range(source.randint(2, 3))
        }
    elif verb == "decide":
        step["otherwise"] = source.choice([*later, *rescue, *names, "stop", "escalate"])
    elif rescue and source.random() < 0.4:
        step["on_fail"] = source.choice(rescue)
    if place and source.random() < 0.3:
        step["after"] = source.sample(names[:place], source.randint(1, min(place, 3)))
    if source.random() < 0.1:
        step["point_of_no_return"] = "Gone"
    return step


def _text(source: random.Random) -> str:
    return " ".join(source.choice(WORDS) for _ in range(source.randint(1, 4))).strip()
