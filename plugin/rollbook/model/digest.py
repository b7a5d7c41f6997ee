"""The procedure digest: a name for exactly what people act on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from rollbook.model.check import MetricCheck
from rollbook.model.handbook import Handbook
from rollbook.model.placeholders import placeholders
from rollbook.model.restoring import needed, restored
from rollbook.model.sop import Sop
from rollbook.model.step import Notify
from rollbook.model.trigger import Threshold

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_encode_as_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def procedure_digest(handbook: Handbook, sop: Sop) -> str:
    """The `sha256:` digest of the procedure, over the canonical JSON (RFC 8785) of what is written.

    docs/digest.md says to the byte what goes in, so that another program can compute it.
    """
    return f"sha256:{hashlib.sha256(canonical(procedure(handbook, sop))).hexdigest()}"


def procedure(handbook: Handbook, sop: Sop) -> dict[str, Any]:
    """What people act on, as written; parts that are empty are left out."""
    notified = {step.notify for step in sop.all_steps.values() if isinstance(step, Notify)}
    acted_on = {
        "inputs": _all(sop.inputs),
        "steps": [{"id": name, **_written(step)} for name, step in sop.steps.items()],
        "fallback": [{"id": name, **_written(step)} for name, step in sop.fallback.items()],
        "checks": _all(sop.checks),
        "notices": _only(handbook.notices(sop), notified | set(sop.notices)),
    }
    words = {(p.word, p.key) for text in _texts(acted_on) for p in placeholders(text)}
    used_values = {key for word, key in words if word == "values"} | set(sop.values)
    parts = {
        **acted_on,
        "rto": str(sop.rto),
        "roles": _all(sop.roles),
        "triggers": _all(sop.triggers),
        "targets": {
            name: [{"scheme": t.ref.scheme, "name": t.ref.name} for t in targets]
            for name, targets in sop.targets.items()
        },
        "values": {k: v for k, v in handbook.values(sop).items() if k in used_values},
        "escalation": [_written(entry) for entry in sop.escalation],
        "components": _only(handbook.components(sop), _used_components(handbook, sop, words)),
        "metrics": _only(handbook.metrics(sop), _used_metrics(sop)),
    }
    return {name: part for name, part in parts.items() if part}


def canonical(value: Any) -> bytes:
    """The canonical JSON of RFC 8785, for objects, lists, texts, booleans and whole numbers."""
    text = _encode(value)
    # The encoder sorts by code points, five times faster than we can sort by units of UTF-16. These
    # are two orders only where a character takes two units.
    if len(text.encode("utf-16-be")) > 2 * len(text):
        text = _encode_as_sorted(_sorted(value))
    return text.encode()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _sorted(value[key]) for key in keys}
    return [_sorted(item) for item in value] if isinstance(value, list | tuple) else value


def _written(value: BaseModel) -> dict[str, Any]:
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _all(values: Mapping[str, BaseModel]) -> dict[str, Any]:
    return {name: _written(value) for name, value in values.items()}


def _only(values: Mapping[str, BaseModel], names: Iterable[str | None]) -> dict[str, Any]:
    wanted = set(names)
    return {name: _written(value) for name, value in values.items() if name in wanted}


def _texts(value: Any) -> Iterable[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def _used_components(handbook: Handbook, sop: Sop, words: set[tuple[str, str]]) -> set[str | None]:
    used: set[str | None] = {*restored(sop), *(k for w, k in words if w in ("targets", "live"))}
    for step in sop.all_steps.values():
        used.add(step.saves)
        used.update(step.reprocess.then if step.reprocess else ())
    components = handbook.components(sop)
    return used | needed(components, *filter(None, used))


def _used_metrics(sop: Sop) -> set[str]:
    measured = (*sop.triggers.values(), *sop.checks.values())
    return {item.metric for item in measured if isinstance(item, Threshold | MetricCheck)}
