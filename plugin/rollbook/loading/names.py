"""Names: which ids there are, and every place where one of them is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from rollbook.loading.shapes import Path

Kind = Literal[
    "team", "role", "performer", "component", "metric", "check", "notice", "value", "trigger",
    "target", "input", "step", "destination", "incident", "SOP",
]  # fmt: skip
"""What an id names; a performer is a role or `automatic`, a destination a step or an exit."""

Known = Mapping[Kind, Collection[str]]
"""The ids of each kind; a kind that is left out is not known, and nothing is said of it."""

Table = Mapping[str, "Table | Kind"]
"""Where something is named: a field → what stands in it; `*` is each entry, `[]` each item.

`@` is for a mapping whose keys are the ids.
"""

_STEP: Table = {
    "by": "performer",
    "approve": "role",
    "consult": {"[]": "role"},
    "inform": {"[]": "role"},
    "check": {"[]": "check"},
    "notify": "notice",
    "after": {"[]": "step"},
    "then": "destination",
    "otherwise": "destination",
    "on_fail": "destination",
    "cases": {"*": "destination"},
    "restores": "component",
    "saves": "component",
    "reprocess": {"then": {"[]": "component"}},
}
IN_SHARED: Table = {
    "components": {"*": {"owner": "team", "needs": {"[]": "component"}}},
}
"""Where `handbook.yml` names something."""

IN_SOP: Table = {
    **IN_SHARED,
    "owner": "team",
    "roles": {"*": {"who": "team", "deputy": "team", "not": "role"}},
    "triggers": {"*": {"metric": "metric", "by": "role"}},
    "targets": {"@": "component"},
    "steps": {"*": _STEP},
    "fallback": {"*": _STEP},
    "checks": {"*": {"metric": "metric", "by": "role", "sign": "role"}},
    "satisfies": {"*": {"[]": "step"}},
    "examples": {
        "*": {
            "trigger": "trigger",
            "incident": "incident",
            "times": {"@": "step"},
            "answers": {"@": "step"},
        }
    },
}
"""Where an SOP names something."""

IN_RECORD: Table = {
    "trigger": "trigger",
    "times": {"@": "step"},
    "answers": {"@": "step"},
    "lessons": {"[]": {"step": "step", "owner": "team"}},
}
"""Where a record of the current procedure names something."""


def uses(value: object, table: Table) -> Iterator[tuple[Path, str, Kind, bool]]:
    """Every use of an id: its path, the id, what it should name, and whether it is a key."""
    todo: list[tuple[Path, object, Table | Kind]] = [((), value, table)]
    while todo:
        path, here, inside = todo.pop()
        if isinstance(inside, str):
            if isinstance(here, str):
                yield path, here, inside, False
        elif item := inside.get("[]"):
            if isinstance(here, list):
                todo += [((*path, index), one, item) for index, one in enumerate(here)]
            else:
                # A single item may stand without its list.
                todo.append((path, here, item))
        elif isinstance(here, dict):
            if isinstance(named := inside.get("@"), str):
                yield from (((*path, key), key, named, True) for key in here)
                continue
            every = inside.get("*")
            for key, one in here.items():
                if below := every or inside.get(key):
                    todo.append(((*path, key), one, below))


def keys(value: object, section: str) -> list[str]:
    """The ids of a section; none where it is not there or no mapping."""
    entries = value.get(section) if isinstance(value, dict) else None
    return list(entries) if isinstance(entries, dict) else []
