"""A review as JSON, for programs; its schema is published beside that of the language."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, get_args

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT
from rollbook.review.change import RISKS, Change, Kind, Reader, Review, SopReview, Stale
from rollbook.views.reports.json_text import json_text

VERSION = 1
"""Raised with every change of the fields: the schema forbids those that it does not know."""
SCHEMA = f"https://rollbook.github.io/rollbook/diff-{VERSION}.schema.json"

_TEXT: Mapping[str, Any] = {"type": "string"}
_NUMBER: Mapping[str, Any] = {"type": "integer", "minimum": 0}
_RISK: Mapping[str, Any] = {
    "enum": list(RISKS),
    "description": "Whether people act differently, and whether the control is weaker.",
}
_OBJECTS: Mapping[type, Mapping[str, Mapping[str, Any]]] = {
    Change: {
        "kind": {"enum": list(get_args(Kind)), "description": "What happened to the thing."},
        "what": {**_TEXT, "description": "The sort of thing, such as `step` or `critical-path`."},
        "name": {**_TEXT, "description": "Its id; empty for the SOP itself."},
        "sentence": {**_TEXT, "description": "The change in words; ids and values in ‹ and ›."},
        "risk": _RISK,
        "rule": {**_TEXT, "description": "The id of what decided the risk."},
        "why": {**_TEXT, "description": "The reason of that rule."},
        "before": {"type": ["string", "null"], "description": "How it was, in short."},
        "after": {"type": ["string", "null"], "description": "How it is, in short."},
        "derived": {"type": "boolean", "description": "Whether it follows from other changes."},
        "file": {**_TEXT, "description": "Where it stands; in the old edition if it is gone."},
        "line": {**_NUMBER, "description": "From 1; 0 where that is not known."},
        "column": {**_NUMBER, "description": "From 1; 0 where that is not known."},
    },
    Reader: {
        "who": {**_TEXT, "description": "A team's id, or an entry of `CODEOWNERS`."},
        "name": {**_TEXT, "description": "What people call it."},
        "why": {**_TEXT, "description": "Why it has to look."},
    },
    SopReview: {
        "sop": {**_TEXT, "description": "The id of the SOP."},
        "title": {**_TEXT, "description": "Its title."},
        "version_before": {
            "type": ["integer", "null"],
            "description": "Its version before; null where it is new, or could not be read.",
        },
        "version_after": {
            "type": ["integer", "null"],
            "description": "Its version now; null where it is gone, or cannot be read.",
        },
        "changes": {
            "type": "array",
            "items": {"$ref": "#/$defs/change"},
            "description": "Gravest first.",
        },
        "readers": {
            "type": "array",
            "items": {"$ref": "#/$defs/reader"},
            "description": "Who has to look.",
        },
        "unsaid": {
            "type": "array",
            "items": _TEXT,
            "description": "What `--check` fails for, in sentences.",
        },
        "reason": {**_TEXT, "description": "The reason on record; empty without one."},
    },
    Stale: {
        "sop": {**_TEXT, "description": "The id of the SOP."},
        "title": {**_TEXT, "description": "Its title."},
        "owner": {**_TEXT, "description": "The name of the team that keeps it."},
        "contact": {**_TEXT, "description": "Where that is reached; empty where nothing says so."},
        "file": {**_TEXT, "description": "The changed file, from the top of its repository."},
        "glob": {**_TEXT, "description": "The glob of `review.watch` that it fits."},
    },
}
_NAMES: Mapping[type, str] = {
    Change: "change",
    Reader: "reader",
    SopReview: "sop",
    Stale: "stale",
}


def as_json(review: Review) -> str:
    """The whole review, field by field as the schema says."""
    fields = _clean(dataclasses.asdict(review))
    return json_text({"schema": SCHEMA, "version": VERSION, **fields})


def diff_schema() -> dict[str, Any]:
    """The JSON Schema of that."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "What lies between two editions of a handbook",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "version": {"const": VERSION},
                "base": {**_TEXT, "description": "The edition before: a revision or a folder."},
                "head": {**_TEXT, "description": "The edition after."},
                "sops": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/sop"},
                    "description": "The SOPs that are not as they were, gravest first.",
                },
                "stale": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/stale"},
                    "description": "The SOPs that watch a file that was changed.",
                },
            }
        ),
        "$defs": {_NAMES[kind]: _object(fields) for kind, fields in _OBJECTS.items()},
    }


def diff_schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(diff_schema(), indent=2, ensure_ascii=False) + "\n"


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


def _clean(value: Any) -> Any:
    """The value without characters that nobody sees."""
    if isinstance(value, str):
        return FORBIDDEN.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
