"""Made-up SOPs of 8, 20 and 60 steps, as the bar for drawings names them."""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]

_ROLES = ("initiator", "approver", "executor", "verifier")
_PARTS = (
    "API gateway",
    "Ranking service",
    "Recommender model",
    "Embedding index",
    "Feature store",
    "Feature pipeline",
    "Training data set",
    "Configuration and flags",
    "Vector cache",
    "Batch scoring job",
)
_CHECKS = ("engagement", "latency", "bias", "samples", "freshness", "consumers")


def shared() -> Data:
    """The handbook.yml for them."""
    return {
        "title": "Samples",
        "teams": {
            "oncall": {"name": "On-call ML engineer"},
            "command": {"name": "Incident commander"},
            "platform": {"name": "MLOps platform"},
            "science": {"name": "Data science"},
        },
        "metrics": {
            "engagement": {"name": "Engagement", "query": "engagement", "no_data": "alert"},
            "latency": {"name": "p95 latency", "query": "p95", "unit": "ms", "no_data": "alert"},
            "parity": {"name": "Parity gap", "query": "parity", "no_data": "alert"},
            "errors": {"name": "Error rate", "query": "errors", "no_data": "alert"},
        },
        "notices": {
            "stakeholders": {"to": ["science"], "within": "30m", "say": "Rolled back"},
            "regulator": {"to": ["command"], "within": "2h", "say": "Rolled back"},
        },
    }


def _sop(title: str, steps: Data, fallback: Data, triggers: Data) -> Data:
    named = [check for step in steps.values() for check in _listed(step.get("check", []))]
    teams = ("oncall", "command", "platform", "science")
    return {
        "title": title,
        "version": 1,
        "status": "draft",
        "effective": "2026-01-01",
        "owner": "platform",
        "system": "recommender",
        "covers": "The recommender",
        "rto": "4h",
        "roles": {role: {"who": team} for role, team in zip(_ROLES, teams, strict=True)},
        "components": {
            "model": {"name": "Recommender model", "kind": "model", "owner": "platform"}
        },
        "triggers": triggers,
        "targets": {"model": {"ref": "mlflow:recommender/41"}},
        "steps": steps,
        "fallback": fallback,
        "checks": {check: {"ask": f"Is {check} in range?", "by": "verifier"} for check in named},
    }


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _drop(metric: str, when: str) -> Data:
    return {"symptom": "accuracy", "metric": metric, "when": when, "for": "10m", "severity": 1}


def _do(text: str, by: str, takes: str = "5m", **more: Any) -> Data:
    return {"do": text, "by": by, "takes": takes, **more}


def eight() -> Data:
    """A model goes back, is checked, and the next target is tried where that fails."""
    steps = {
        "caused": {
            "decide": "Is it caused by the new release?",
            "by": "initiator",
            "takes": "3m",
            "otherwise": "review",
        },
        "approve": {"approve": "approver", "takes": "10m"},
        "pause": _do("Pause the canary", "executor", "1m"),
        "redeploy": _do("Redeploy the recommender", "executor"),
        "verify": {
            "check": ["engagement"],
            "by": "verifier",
            "takes": "15m",
            "on_fail": "escalate-target",
        },
        "review": _do("Review without blame, and update the SOP", "verifier", "2h"),
    }
    fallback = {
        "escalate-target": _do(
            "Choose the next target with the commander", "approver", then="pause"
        )
    }
    return _sop(
        "Roll back the recommender", steps, fallback, {"drop": _drop("engagement", "< 0.95")}
    )


def twenty() -> Data:
    """Three triggers, two decisions, two approvals, three parallel steps, two checks."""
    steps = {
        "caused": {
            "decide": "Is the regression caused by the last release?",
            "by": "initiator",
            "takes": "3m",
            "otherwise": "stop",
        },
        "page": _do("Page the incident commander and open a channel", "initiator", "2m"),
        "regulated": {
            "decide": "Is personal data or regulated output affected?",
            "by": "approver",
            "takes": "2m",
            "otherwise": "approve",
        },
        "compliance": {"approve": "approver", "takes": "30m"},
        "approve": {"approve": "approver", "takes": "10m"},
        "pause": _do("Pause the canary and freeze deployments", "executor", "1m"),
        "redeploy": _do("Redeploy the recommender", "executor", after="pause"),
        "restore-features": _do("Restore the feature pipeline", "executor", after="pause"),
        "empty-cache": _do("Empty the embedding cache", "executor", "3m", after="pause"),
        "warm": {"wait": "15m", "after": ["redeploy", "restore-features", "empty-cache"]},
        "shift": _do("Shift all traffic", "executor", "2m"),
        "metrics": {
            "check": ["engagement"],
            "by": "verifier",
            "takes": "30m",
            "on_fail": "next-target",
        },
        "samples": {"check": ["bias"], "by": "verifier", "takes": "10m", "on_fail": "next-target"},
        "tell": {"notify": "stakeholders", "by": "initiator", "takes": "5m"},
        "learn": _do("Review without blame, and update the SOP", "verifier", "2h"),
    }
    fallback = {
        "next-target": _do("Escalate, and choose the next target", "approver", then="pause")
    }
    triggers = {
        "drop": _drop("engagement", "< 0.95"),
        "gap": _drop("parity", "> 0.1"),
        "slow": _drop("latency", "> 800"),
    }
    sop = _sop("Roll back the recommender, whole", steps, fallback, triggers)
    took = ("caused", "page", "regulated", "approve", "pause", "redeploy", "restore-features")
    took += ("empty-cache", "warm", "shift", "metrics", "next-target")
    sop["examples"] = {
        "stale-log": {
            "title": "A log that had stopped",
            "trigger": "drop",
            "story": "The export had run out of disk.",
            "times": {step: f"{2 + place}m" for place, step in enumerate(took)},
            "outcome": "The next target served all traffic.",
            "lessons": ["Count the rows before training"],
        }
    }
    return sop


def sixty() -> Data:
    """Ten components one after the other, each checked, with parallel steps before and behind."""
    fallback: Data = {}
    steps: Data = {
        "caused": {
            "decide": "Is the regression caused by the last release?",
            "by": "initiator",
            "takes": "3m",
            "otherwise": "stop",
            "phase": "detect",
        },
        "channel": _do("Open the incident channel", "initiator", "1m", phase="decide"),
        "evidence": _do("Collect dashboards, logs and changes", "initiator", phase="decide"),
        "regulated": {
            "decide": "Is personal data or regulated output affected?",
            "by": "approver",
            "takes": "2m",
            "otherwise": "approve",
            "phase": "decide",
        },
        "compliance": {"approve": "approver", "takes": "30m", "phase": "decide"},
        "approve": {"approve": "approver", "takes": "10m", "phase": "decide"},
        "freeze": _do("Freeze all deployments", "executor", "1m", phase="decide"),
        "pause": _do("Pause the canary", "executor", after="freeze", phase="decide"),
        "snapshot": _do("Take a snapshot", "executor", after="freeze", phase="decide"),
        "static": _do("Switch to static ranking", "executor", after="freeze", phase="decide"),
        "drain": {"wait": "10m", "after": ["pause", "snapshot", "static"], "phase": "decide"},
    }
    for place, part in enumerate(_PARTS):
        steps[f"restore-{place}"] = _do(f"Roll back: {part}", "executor", phase="restore")
        check: Data = {"check": [f"part-{place}"], "by": "verifier", "takes": "3m"}
        steps[f"healthy-{place}"] = check | {"phase": "restore"}
        if place % 3 == 0:
            steps[f"healthy-{place}"]["on_fail"] = f"escalate-{place}"
            fallback[f"escalate-{place}"] = _do(
                f"Choose the next target: {part}", "approver", then=f"restore-{place}"
            )
    steps |= {
        "warm": {"wait": "15m", "phase": "restore"},
        "shift": _do("Shift all traffic", "executor", "2m", phase="restore"),
    }
    steps |= {
        f"check-{check}": {"check": [check], "by": "verifier", "takes": "5m", "after": "shift"}
        for check in _CHECKS
    }
    steps |= {
        "passed": {
            "decide": "Have all checks passed?",
            "by": "verifier",
            "takes": "1m",
            "after": [f"check-{check}" for check in _CHECKS],
            "otherwise": "next-target",
            "phase": "verify",
        },
        "stakeholders": {"notify": "stakeholders", "by": "initiator", "takes": "5m"},
        "regulator": {
            "notify": "regulator",
            "by": "initiator",
            "takes": "5m",
            "after": "passed",
        },
        "thaw": _do("Allow deployments", "executor", after=["stakeholders", "regulator"]),
        "review": _do("Review without blame", "verifier", "2h"),
        "causes": _do("Root cause and actions", "verifier", "1d"),
        "gate": _do("Add a regression test to the release gate", "executor", "1d"),
        "update": _do("Approve the new SOP", "approver", "1d", after="causes"),
        "drill": _do("Schedule the next drill", "initiator", after=["gate", "update"]),
    }
    fallback["next-target"] = _do("Choose the next target", "approver", then="freeze")
    more = {f"extra-{n}": _do(f"Write down what was seen, {n}", "verifier") for n in range(7)}
    triggers = {
        "drop": _drop("engagement", "< 0.95"),
        "gap": _drop("parity", "> 0.1"),
        "slow": _drop("latency", "> 800"),
        "failing": _drop("errors", "> 2"),
    }
    return _sop("Roll back the whole stack", steps | more, fallback, triggers)
