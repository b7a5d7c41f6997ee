"""Handbooks that grow in one way each, as somebody could write them who means no good."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Data = dict[str, Any]
Files = dict[str, Data]
"""The files of a folder of SOPs, by their names without ending."""


def written(folder: Path, files: Files) -> Path:
    """Write the files below a folder; gives the folder of SOPs."""
    for name, content in files.items():
        path = folder / f"sops/{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
    return folder / "sops"


def _step(**more: Any) -> Data:
    return {"do": "x", "by": "executor", "takes": "1m", "undo": "none", **more}


_VERIFY: Data = {"check": "right", "by": "verifier", "takes": "1m"}


def _files(count: int = 8, **more: Any) -> Files:
    """A handbook with one SOP of so many steps, one after the other."""
    steps = {f"s{n}": _step() for n in range(count)}
    roles = ("initiator", "approver", "executor", "verifier")
    return {
        "handbook": {
            "title": "Many",
            "teams": {"team": {"name": "Team"}},
            "components": {"model": {"name": "Model", "kind": "model", "owner": "team"}},
            "metrics": {"metric": {"name": "Metric"}},
        },
        "many": {
            "title": "Many",
            "version": 1,
            "status": "effective",
            "effective": "2026-10-01",
            "owner": "team",
            "system": "system",
            "covers": "Many.",
            "rto": "3h",
            "roles": {role: {"who": "team"} for role in roles},
            "triggers": {"high": {"symptom": "bias", "metric": "metric", "when": "> 1"}},
            "targets": {"model": [{"ref": "model:registry/x@1"}]},
            "steps": {**steps, "verify": _VERIFY},
            "checks": {"right": {"metric": "metric", "expect": "< 1"}},
            **more,
        },
    }


def steps(size: int) -> Files:
    return _files(size)


def side_by_side(size: int) -> Files:
    beside = {f"p{n}": _step(after="s0") for n in range(size)}
    steps = {"s0": _step(), **beside, "verify": {**_VERIFY, "after": [*beside]}}
    return _files(steps=steps)


def fallback(size: int) -> Files:
    made = _files(fallback={f"f{n}": _step() for n in range(size)})
    made["many"]["steps"]["s1"]["on_fail"] = "f0"
    return made


def examples(size: int) -> Files:
    example = {"title": "One", "trigger": "high", "story": "x", "outcome": "x", "lessons": ["x"]}
    times = {"s0": "1m", "s1": "2m", "verify": "1m"}
    return _files(examples={f"e{n}": {**example, "times": times} for n in range(size)})


def incidents(size: int) -> Files:
    record = {"record": "incident", "sop": "many", "procedure": "sha256:" + "0" * 64}
    told = {"trigger": "high", "started": "2026-11-01", "outcome": "x"}
    course = {"times": {"s0": "1m", "verify": "1m"}, "lessons": [{"text": "x", "step": "s0"}]}
    made = {f"records/i{n}": {**record, **told, **course, "id": f"INC-{n}"} for n in range(size)}
    return {**_files(), **made}


def drills(size: int) -> Files:
    record = {"record": "drill", "sop": "many", "procedure": "sha256:" + "0" * 64}
    told = {"kind": "tabletop", "people": ["Ada"], "result": "passed"}
    days = (f"{2000 + n // 28}-10-{1 + n % 28:02}" for n in range(size))
    return {**_files(), **{f"records/{day}": {**record, **told, "date": day} for day in days}}


def triggers(size: int) -> Files:
    trigger = {"symptom": "bias", "metric": "metric", "when": "> 1"}
    return _files(triggers={f"t{n}": trigger for n in range(size)})


def checks(size: int) -> Files:
    checks = {f"c{n}": {"metric": "metric", "expect": "< 1"} for n in range(size)}
    made = _files(checks=checks)
    made["many"]["steps"]["verify"] = {**_VERIFY, "check": [*checks]}
    return made


def components(size: int) -> Files:
    made = _files()
    for n in range(size):
        needs = ["model"] if n == 0 else ["model", f"c{n - 1}"]
        part = {"name": f"C{n}", "kind": "service", "needs": needs, "owner": "team"}
        made["handbook"]["components"][f"c{n}"] = part
    return made


def roles(size: int) -> Files:
    made = _files()
    made["many"]["roles"] |= {f"r{n}": {"who": "team"} for n in range(size)}
    return made


def sops(size: int) -> Files:
    made = _files()
    return {**made, **{f"sop-{n}": {**made["many"], "title": f"SOP {n}"} for n in range(size)}}


GROWING: Mapping[str, tuple[Callable[[int], Files], int]] = {
    "steps": (steps, 130),
    "steps side by side": (side_by_side, 130),
    "fallback": (fallback, 130),
    "examples": (examples, 5),
    "incidents": (incidents, 5),
    "drills": (drills, 20),
    "triggers": (triggers, 35),
    "checks": (checks, 35),
    "components": (components, 130),
    "roles": (roles, 20),
    "SOPs": (sops, 2),
}
"""What grows → how, and a size of which twice is behind every bound at which less is drawn."""


def waiting_for_all(size: int) -> Files:
    """Each step waits for all above it."""
    steps = {f"s{n}": _step(after=[f"s{k}" for k in range(n)]) for n in range(size)}
    return _files(steps={**steps, "verify": _VERIFY})


def deciding_between_all(size: int) -> Files:
    """Each step decides between all others."""
    return _files(steps={**dict(_decisions(size)), "verify": _VERIFY})


def _decisions(size: int) -> Iterator[tuple[str, Data]]:
    for n in range(size):
        cases = {f"case {k}": f"d{k}" for k in range(size) if k != n}
        yield f"d{n}", {"decide": "x", "by": "executor", "takes": "1m", "cases": cases}
