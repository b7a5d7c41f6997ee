"""Renames: the same thing under another id, and the ids of before in the words of after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rollbook.loading.names import IN_SOP, Kind, uses
from rollbook.review.side import Section

RENAMED = ("roles", "triggers", "values", "inputs", "steps", "checks", "notices")
"""The sections whose ids may be compared by what stands behind them."""
_SECTION: Mapping[Kind, str] = {
    "role": "roles",
    "performer": "roles",
    "trigger": "triggers",
    "value": "values",
    "input": "inputs",
    "step": "steps",
    "destination": "steps",
    "check": "checks",
    "notice": "notices",
}
_ALIKE = 0.6
"""From which likeness on two things in the same place are one."""
_EQUAL = 0.9
"""From which likeness on they are one wherever they stand."""
_MANY = 60
"""More pairs of ids than the square of this are not compared."""
_WORD = re.compile(r"\w+|[^\w\s]")
_PLACEHOLDER = re.compile(r"\$\{(values|inputs)\.([A-Za-z0-9_][A-Za-z0-9_.-]*)\}")

Renames = Mapping[str, Mapping[str, str]]
"""Section → the ids of before → those of after, where they differ."""


def renames(
    before: Mapping[str, Section], after: Mapping[str, Section]
) -> dict[str, dict[str, str]]:
    """Find what has another id and is the same all the same."""
    found = {
        section: dict(_pairs(before.get(section, {}), after.get(section, {})))
        for section in RENAMED
    }
    return {section: pairs for section, pairs in found.items() if pairs}


def renamed(written: Mapping[str, Any], by: Renames) -> dict[str, Any]:
    """What is written, with every id that was renamed under its new name."""
    copy: dict[str, Any] = _copied(written, by)
    for path, name, kind, is_key in list(uses(copy, IN_SOP)):
        new = by.get(_SECTION.get(kind, ""), {}).get(name)
        if new is not None:
            _replace(copy, path, name, new, is_key=is_key)
    for section, pairs in by.items():
        for line in ("steps", "fallback") if section == "steps" else (section,):
            if line in copy:
                copy[line] = {pairs.get(name, name): entry for name, entry in copy[line].items()}
    return copy


def likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """How alike two entries are, from 0 to 1, whichever comes first."""
    fields = one.keys() | other.keys()
    if not fields:
        return 1.0
    return sum(_alike(one.get(field), other.get(field)) for field in fields) / len(fields)


def _pairs(before: Section, after: Section) -> Iterator[tuple[str, str]]:
    gone = [name for name in before if name not in after]
    new = [name for name in after if name not in before]
    if not gone or not new or len(gone) * len(new) > _MANY**2:
        return
    scored: list[tuple[float, bool, str, str, str, str]] = []
    for old in gone:
        for name in new:
            alike = likeness(before[old], after[name])
            same_place = _same_place(list(before), list(after), old, name)
            if alike >= (_ALIKE if same_place else _EQUAL):
                # The names are put in order, so that the way back finds the same pairs.
                first, second = sorted((old, name))
                scored.append((-alike, not same_place, first, second, old, name))
    taken: set[str] = set()
    for _, _, _, _, old, name in sorted(scored):
        if old not in taken and name not in taken:
            taken |= {old, name}
            yield old, name


def _same_place(before: list[str], after: list[str], old: str, new: str) -> bool:
    """Whether both stand between the same neighbours, or behind or before the same one."""
    common = set(before) & set(after)
    ends = []
    for names, name in ((before, old), (after, new)):
        at = names.index(name)
        above = next((other for other in reversed(names[:at]) if other in common), None)
        below = next((other for other in names[at + 1 :] if other in common), None)
        ends.append((above, below))
    return ends[0][0] == ends[1][0] or ends[0][1] == ends[1][1]


def _alike(one: Any, other: Any) -> float:
    if one == other:
        return 1.0
    if isinstance(one, str) and isinstance(other, str):
        first, second = set(_WORD.findall(one)), set(_WORD.findall(other))
        return len(first & second) / len(first | second) if first | second else 0.0
    return 0.0


def _copied(value: Any, by: Renames) -> Any:
    """A copy that can be written to, with the placeholders of what was renamed."""
    if isinstance(value, Mapping):
        return {key: _copied(item, by) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item, by) for item in value]
    if isinstance(value, str) and "${" in value:
        return _PLACEHOLDER.sub(
            lambda found: f"${{{found[1]}.{by.get(found[1], {}).get(found[2], found[2])}}}", value
        )
    return value


def _replace(
    copy: dict[str, Any], path: tuple[str | int, ...], old: str, new: str, *, is_key: bool
) -> None:
    here: Any = copy
    for word in path[:-1]:
        here = here[word]
    if not is_key:
        here[path[-1]] = new
        return
    entries = [(new if key == old else key, value) for key, value in here.items()]
    here.clear()
    here.update(entries)
