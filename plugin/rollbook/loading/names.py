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

_STEP: dict[str, Kind] = {
    "by": "performer",
    "approve": "role",
    "consult[]": "role",
    "inform[]": "role",
    "check[]": "check",
    "notify": "notice",
    "after[]": "step",
    "then": "step",
    "otherwise": "destination",
    "on_fail": "destination",
    "cases.*": "destination",
    "restores": "component",
    "saves": "component",
    "reprocess.then[]": "component",
}
IN_SHARED: dict[str, Kind] = {
    "components.*.owner": "team",
    "components.*.needs[]": "component",
}
"""Where `handbook.yml` names something: `*` is each entry, `[]` each item, `@` each key."""

IN_SOP: dict[str, Kind] = {
    **IN_SHARED,
    "owner": "team",
    "roles.*.who": "team",
    "roles.*.deputy": "team",
    "roles.*.not": "role",
    "triggers.*.metric": "metric",
    "triggers.*.by": "role",
    "targets.@": "component",
    **{f"steps.*.{field}": kind for field, kind in _STEP.items()},
    **{f"fallback.*.{field}": kind for field, kind in _STEP.items()},
    "checks.*.metric": "metric",
    "checks.*.by": "role",
    "checks.*.sign": "role",
    "satisfies.*[]": "step",
    "examples.*.trigger": "trigger",
    "examples.*.incident": "incident",
    "examples.*.times.@": "step",
}
"""Where an SOP names something."""

IN_RECORD: dict[str, Kind] = {
    "trigger": "trigger",
    "times.@": "step",
    "lessons[].step": "step",
    "lessons[].owner": "team",
}
"""Where a record of the current procedure names something."""


def uses(value: object, table: Mapping[str, Kind]) -> Iterator[tuple[Path, str, Kind, bool]]:
    """Every use of an id: its path, the id, what it should name, and whether it is a key."""
    for pattern, kind in table.items():
        words = pattern.replace("[]", ".[]").split(".")
        for path, name, is_key in _found(value, words, ()):
            yield path, name, kind, is_key


def _found(value: object, words: list[str], path: Path) -> Iterator[tuple[Path, str, bool]]:
    if not words:
        if isinstance(value, str):
            yield path, value, False
        return
    word, rest = words[0], words[1:]
    if word == "[]":
        items = value if isinstance(value, list) else None
        if items is None:
            # A single item may stand without its list.
            yield from _found(value, rest, path)
        for index, item in enumerate(items or ()):
            yield from _found(item, rest, (*path, index))
    elif isinstance(value, Mapping):
        for key in value if word in ("*", "@") else (word,):
            if word == "@":
                yield (*path, key), key, True
            elif key in value:
                yield from _found(value[key], rest, (*path, key))


def keys(value: object, section: str) -> list[str]:
    """The ids of a section; none where it is not there or no mapping."""
    entries = value.get(section) if isinstance(value, Mapping) else None
    return [str(key) for key in entries] if isinstance(entries, Mapping) else []
