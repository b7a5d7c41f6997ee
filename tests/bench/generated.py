"""A handbook of any size, made from a seed: the same seed gives the same files."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

Data = dict[str, Any]

TEAMS = ("oncall", "sre", "mlops", "platform", "leads", "managers", "analytics", "data", "product")
SYSTEMS = 20
"""How many systems the SOPs are spread over."""

_WORDS = [
    "traffic",
    "release",
    "canary",
    "region",
    "index",
    "gateway",
    "feature",
    "window",
    "replica",
    "shard",
    "cache",
    "quota",
    "batch",
    "queue",
    "schema",
    "tenant",
    "cohort",
    "session",
    "ranking",
    "score",
    "threshold",
    "snapshot",
    "partition",
    "consumer",
]


def write(folder: Path, sops: int, steps: int = 20, seed: int = 7) -> None:
    """Write `sops` SOPs of `steps` steps each, with their records, into a folder `sops`."""
    source = random.Random(seed)
    target = folder / "sops"
    (target / "records").mkdir(parents=True)
    _save(target / "handbook.yml", shared())
    for number in range(sops):
        name = sop_id(number)
        _save(target / f"{name}.yml", sop(number, steps, source))
        for kind, record in records(number, steps, source).items():
            _save(target / "records" / f"{name}-{kind}.yml", record)


def sop_id(number: int) -> str:
    """The id of the SOP with this number."""
    return f"system-{number % SYSTEMS:02d}-failure-{number:04d}"


def shared() -> Data:
    """What all SOPs share."""
    kinds = ("dataset", "data-pipeline", "feature-store", "model", "service", "client")
    return {
        "title": "Generated handbook",
        "teams": {
            team: {"name": f"Team {team}", "contact": f"https://acme.pagerduty.example/{team}"}
            for team in TEAMS
        },
        "components": {
            f"part-{index}": {
                "name": f"Part {index}",
                "kind": kind,
                "owner": TEAMS[index],
                "needs": [f"part-{index - 1}"] if index else [],
                "live": f"ops/show part-{index}",
            }
            for index, kind in enumerate(kinds)
        },
        "metrics": {
            f"metric-{index}": {
                "name": f"Metric {index}",
                "query": f"service:metric_{index}:ratio15m",
                "range": "0..2",
                "no_data": "alert",
                "dashboard": f"https://grafana.acme.example/d/{index}",
            }
            for index in range(6)
        },
    }


def sentence(source: random.Random, words: int = 12) -> str:
    """A sentence of so many words."""
    return " ".join(source.choice(_WORDS) for _ in range(words)).capitalize() + "."


def step_ids(steps: int) -> list[str]:
    """The ids of the steps of the main line; two more stand in the fallback."""
    return [f"step-{number:02d}" for number in range(1, steps - 1)]


def sop(number: int, steps: int, source: random.Random, *, alone: bool = False) -> Data:
    """One SOP; one that stands `alone` has its example's course in itself, and no record."""
    ids = step_ids(steps)
    main = {name: _step(index, ids, source) for index, name in enumerate(ids)}
    return {
        "title": f"Roll back failure {number} of system {number % SYSTEMS}",
        "version": 1 + number % 5,
        "status": "draft" if alone else "effective",
        "effective": "2026-10-12",
        "owner": "mlops",
        "system": f"system-{number % SYSTEMS:02d}",
        "covers": sentence(source),
        "not_for": sentence(source),
        "rto": "4h",
        "roles": {
            "initiator": {"who": "oncall", "deputy": "sre", "needs": ["flags in production"]},
            "approver": {"who": "leads", "deputy": "managers"},
            "executor": {"who": "mlops", "deputy": "platform", "needs": ["deploy rights"]},
            "verifier": {"who": "analytics", "deputy": "product"},
        },
        "triggers": {
            f"trigger-{index}": {
                "symptom": ("accuracy", "latency", "errors")[index],
                "metric": f"metric-{index}",
                "when": "< 0.92",
                "for": "15m",
                "severity": index + 1,
                "alert": f"alerts/{number}.yml#rule{index}",
            }
            for index in range(3)
        },
        "targets": {
            "part-3": {
                "ref": f"mlflow:model-{number}/{40 + number % 9}",
                "digest": f"sha256:{number:064x}",
                "proven": "2026-10-02",
            },
            "part-2": {"ref": f"index:store-{number}@2026-10-01", "proven": "2026-10-02"},
        },
        "steps": main,
        "fallback": {
            "safe-mode": {
                "run": "flagctl set source popular",
                "by": "executor",
                "takes": "1m",
                "expect": sentence(source, 6),
                "undo": "flagctl set source ranker",
            },
            "tell-users": {
                "do": sentence(source),
                "by": "initiator",
                "takes": "2m",
                "undo": "none",
                "then": "escalate",
            },
        },
        "checks": {
            "version": {"run": "ops/show", "expect": "${targets.part-3}"},
            "metric": {"metric": "metric-0", "expect": ">= 0.98", "over": "5m"},
            "logs": {"logs": "service=x level=error", "expect": "== 0", "over": "5m"},
            "others": {"metric": "metric-1", "expect": ">= 0.98", "over": "5m"},
            "errors": {"metric": "metric-2", "expect": ">= 0.98", "over": "5m"},
            "users": {"ask": "Do ten users see what they should?", "by": "verifier"},
        },
        "notices": {
            "status": {"to": ["product", "support"], "within": "30m", "say": sentence(source)}
        },
        "escalation": [
            {"if": "the approval takes longer than 5m", "to": "Head of operations"},
            {"if": "the RTO is missed", "to": "Incident commander"},
        ],
        "satisfies": {"SOC 2 CC8.1": ids[:2]},
        "sources": {"models": "https://mlflow.acme.example/", "changes": "CHANGELOG.md"},
        "review": {"every": "180d", "watch": ["serving/**"]},
        "drill": {"every": "90d", "live": True},
        "examples": {
            "case": {
                "title": f"Failure {number} in September",
                "trigger": "trigger-0",
                "story": sentence(source, 60),
                **(_course(ids, source) if alone else {"incident": f"INC-{number:04d}"}),
            }
        },
        "faq": [{"q": sentence(source, 8), "a": sentence(source, 20)} for _ in range(3)],
    }


def _course(ids: list[str], source: random.Random) -> Data:
    return {
        "times": dict.fromkeys(ids[:4], "2m"),
        "outcome": sentence(source, 9),
        "lessons": [sentence(source, 8)],
    }


def _step(index: int, ids: list[str], source: random.Random) -> Data:
    timed = {"takes": f"{source.randint(1, 5)}m"}
    if index == 0:
        return {"decide": sentence(source, 8), "by": "initiator", "otherwise": "escalate", **timed}
    if index == 2:
        return {"approve": "approver", **timed}
    if index == 3:
        return {"notify": "status", "by": "initiator", **timed}
    if index == len(ids) - 1:
        checks = ["version", "metric", "logs", "others", "errors", "users"]
        return {"check": checks, "by": "verifier", "on_fail": "safe-mode", "takes": "6m"}
    if index % 5 == 4:
        return {"wait": "5m"}
    if index % 5 == 1:
        return {"do": sentence(source, 10), "by": "executor", "undo": "none", **timed}
    return {
        "run": f"ops/serve ${{targets.part-3}} --step {index}",
        "by": "executor",
        "expect": sentence(source, 6),
        "undo": "ops/serve ${live.part-3}",
        **({"restores": "part-3"} if index == 5 else {}),
        **({"restores": "part-2"} if index == 7 else {}),
        **({"reprocess": {"from": "the release", "then": ["part-4"]}} if index == 7 else {}),
        **timed,
    }


def records(number: int, steps: int, source: random.Random) -> dict[str, Data]:
    """The records of one SOP, of an older procedure."""
    common = {"sop": sop_id(number), "procedure": f"sha256:{number:064x}"}
    return {
        "incident": {
            "record": "incident",
            "id": f"INC-{number:04d}",
            **common,
            "trigger": "trigger-0",
            "started": "2026-09-30",
            "times": {name: f"{source.randint(1, 6)}m" for name in step_ids(steps)[:12]},
            "outcome": sentence(source, 20),
            "root_cause": sentence(source, 20),
            "lessons": [
                {
                    "text": sentence(source),
                    "step": "step-02",
                    "owner": "mlops",
                    "done": "2026-10-01",
                }
            ],
        },
        "approval": {
            "record": "approval",
            **common,
            "version": 1,
            "role": "approver",
            "who": "Ada Example",
            "date": "2026-10-12",
            "meaning": sentence(source, 8),
        },
        "drill": {
            "record": "drill",
            **common,
            "date": "2026-10-20",
            "kind": "live",
            "people": ["Ada Example"],
            "result": "passed",
        },
        "review": {
            "record": "review",
            **common,
            "who": "Ada Example",
            "date": "2026-10-21",
            "result": "unchanged",
        },
    }


def _save(path: Path, data: Data) -> None:
    """JSON is YAML, and needs no writer of YAML."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")
