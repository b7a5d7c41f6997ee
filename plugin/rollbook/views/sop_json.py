"""An SOP as JSON, for programs; its schema is published beside that of the language."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, get_args

from rollbook.model.digest import procedure
from rollbook.model.sop import Status
from rollbook.views.addresses import run_page, sop_page, trigger_page
from rollbook.views.dossier import Dossier
from rollbook.views.reports.json_text import json_text

SCHEMA = "https://rollbook.github.io/rollbook/sop-1.schema.json"

Address = Callable[[str], str]
"""The permanent address of a page."""

_TEXT: Mapping[str, Any] = {"type": "string"}
_DAY: Mapping[str, Any] = {"type": "string", "format": "date"}
_NUMBER: Mapping[str, Any] = {"type": "integer", "minimum": 1}
_ADDRESS = {
    **_TEXT,
    "description": "Whole where the handbook says where it is published; else from its root.",
}


def sop_json(dossier: Dossier, address: Address) -> str:
    """What the handbook says of an SOP and what its author wrote; `address` is that of a page."""
    sop, standing = dossier.sop, dossier.standing
    return json_text(
        {
            "schema": SCHEMA,
            "id": dossier.id,
            "title": sop.title,
            "system": sop.system,
            "status": sop.status,
            "version": sop.version,
            "effective": sop.effective.isoformat(),
            "owner": sop.owner,
            "digest": standing.digest,
            "approvals": [
                {"role": a.role, "who": a.who, "date": a.date.isoformat(), "version": a.version}
                for a in standing.approvals
            ],
            "addresses": _addresses(dossier, address),
            "teams": _teams(dossier),
            "procedure": procedure(dossier.handbook, sop),
            "sop": sop.model_dump(mode="json", by_alias=True, exclude_unset=True),
        }
    )


def sop_schema() -> dict[str, Any]:
    """The JSON Schema of that."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "An SOP as a handbook publishes it",
        **_object(_FIELDS),
        "$defs": {"approval": _object(_APPROVAL), "team": _object(_TEAM)},
    }


def sop_schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(sop_schema(), indent=2, ensure_ascii=False) + "\n"


def _addresses(dossier: Dossier, address: Address) -> dict[str, Any]:
    """Where the SOP is for ever; a retired one is only read."""
    acts = dossier.sop.status != "retired"
    return {
        "read": address(sop_page(dossier.id)),
        "act": address(run_page(dossier.id)) if acts else None,
        "triggers": {
            name: address(trigger_page(dossier.id, name)) for name in dossier.sop.triggers
        },
    }


def _teams(dossier: Dossier) -> dict[str, Any]:
    """The teams that play a role, or own the SOP, and where they are reached."""
    sop, teams = dossier.sop, dossier.handbook.shared.teams
    named = {sop.owner, *(team for r in sop.roles.values() for team in (r.who, r.deputy) if team)}
    known = {name: teams[name] for name in sorted(named) if name in teams}
    return {name: {"name": team.name, "contact": team.contact} for name, team in known.items()}


def _object(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(fields),
        "required": list(fields),
        "additionalProperties": False,
    }


_APPROVAL: Mapping[str, Any] = {
    "role": {**_TEXT, "description": "The part in which the person approved."},
    "who": {**_TEXT, "description": "The person."},
    "date": {**_DAY, "description": "The day."},
    "version": {**_NUMBER, "description": "The version of the SOP that was approved."},
}
_TEAM: Mapping[str, Any] = {
    "name": {**_TEXT, "description": "What people call it."},
    "contact": {"type": ["string", "null"], "description": "Where it is reached now."},
}
_FIELDS: Mapping[str, Any] = {
    "schema": {"const": SCHEMA},
    "id": {**_TEXT, "description": "The id of the SOP."},
    "title": {**_TEXT, "description": "What it does."},
    "system": {**_TEXT, "description": "The AI system that it belongs to."},
    "status": {"enum": list(get_args(Status)), "description": "Whether it may be used."},
    "version": {**_NUMBER, "description": "Raised whenever the procedure changes."},
    "effective": {**_DAY, "description": "The day from which this version is in force."},
    "owner": {**_TEXT, "description": "The team that keeps it."},
    "digest": {
        "type": "string",
        "pattern": "^sha256:[0-9a-f]{64}$",
        "description": "SHA-256 of the canonical JSON (RFC 8785) of `procedure`.",
    },
    "approvals": {
        "type": "array",
        "items": {"$ref": "#/$defs/approval"},
        "description": "Who approved exactly this procedure, the last one first.",
    },
    "addresses": {
        **_object(
            {
                "read": _ADDRESS,
                "act": {**_ADDRESS, "type": ["string", "null"]},
                "triggers": {"type": "object", "additionalProperties": _ADDRESS},
            }
        ),
        "description": "Where it is read, acted on and called by a trigger, in every edition.",
    },
    "teams": {
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/team"},
        "description": "The teams in its roles, by their ids.",
    },
    "procedure": {
        "type": "object",
        "description": "What people act on: that of which the digest is made.",
    },
    "sop": {
        "type": "object",
        "description": "What its author wrote, in the form that `schema.json` describes.",
    },
}
