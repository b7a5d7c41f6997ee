"""The JSON Schema of the language, for editors: one that fits every file of a folder of SOPs."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from rollbook.model.measures import Duration
from rollbook.model.records import RECORD_KINDS
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{model}"

_CONDITIONS: dict[str, Schema] = {
    "Wait": {
        "anyOf": [
            {"properties": {"wait": {"pattern": rf"^\s*(?:{Duration.PATTERN})\s*$"}}},
            {"required": ["by", "takes"]},
        ]
    },
    "Example": {
        "oneOf": [
            {
                "required": ["incident"],
                "not": {
                    "anyOf": [{"required": [f]} for f in ("times", "answers", "outcome", "lessons")]
                },
            },
            {"required": ["times", "outcome", "lessons"], "not": {"required": ["incident"]}},
        ]
    },
    "Target": {
        "if": {"properties": {"ref": {"pattern": r"^\s*url:"}}},
        "then": {"required": ["digest"]},
    },
}
"""Model → what holds between its fields, which its validators check."""


def schema() -> Schema:
    """The schema (2020-12): records by `record`, `handbook.yml` by `teams`, else an SOP."""
    models: list[type[BaseModel]] = [Sop, Shared, *RECORD_KINDS.values()]
    _, generated = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REF
    )
    parts = {name: _faithful(part) for name, part in generated["$defs"].items()}
    for name, condition in _CONDITIONS.items():
        parts[name] |= condition
    return {
        "$schema": _DIALECT,
        "title": "Rollback SOPs",
        "description": "A rollback SOP, a record of one, or the handbook.yml that several share.",
        "type": "object",
        "if": {"required": ["record"]},
        "then": _records(),
        "else": {"if": {"required": ["teams"]}, "then": _ref(Shared), "else": _ref(Sop)},
        "$defs": parts,
    }


def schema_text() -> str:
    """The schema as text, indented."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _ref(model: type[BaseModel]) -> Schema:
    return {"$ref": _REF.format(model=model.__name__)}


def _records() -> Schema:
    """Each kind on its own condition, so that an editor speaks of the one that is meant."""
    return {
        "properties": {"record": {"enum": list(RECORD_KINDS)}},
        "allOf": [
            {"if": {"properties": {"record": {"const": kind}}}, "then": _ref(model)}
            for kind, model in RECORD_KINDS.items()
        ],
    }


def _faithful(part: Any) -> Any:
    """What pydantic generates, less what the loader refuses: empty values and unknown ids."""
    if isinstance(part, list):
        return [_faithful(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {
        key: {name: _faithful(value) for name, value in inner.items()}
        if key in ("properties", "patternProperties", "$defs")
        else _faithful(inner)
        for key, inner in part.items()
        if key not in ("default", "discriminator", "title")
    }
    options = [option for option in kept.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        kept = {**options[0], **kept}
    elif options:
        kept["anyOf"] = options
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept
