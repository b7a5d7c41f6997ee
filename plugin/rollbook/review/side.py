"""Sides: one SOP before or after, taken apart into entries that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from rollbook.loading.files import SHARED, Key
from rollbook.loading.folder import Loaded
from rollbook.loading.shapes import Path
from rollbook.model.digest import procedure
from rollbook.model.sop import Sop
from rollbook.rules.subject import Subject

Entry = Mapping[str, Any]
"""Field → what is written in it."""
Section = Mapping[str, Entry]
"""Id → entry."""

SHARED_SECTIONS = ("components", "metrics", "values", "notices", "teams")
"""What may stand in `handbook.yml` instead."""
SCALARS: Mapping[str, str] = {"values": "value", "ignore": "reason", "satisfies": "steps"}
"""Sections whose entries are no mappings → the name of their only field."""
ORDINALS = ("best", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
LINE = "line"
"""The field of a step that says whether it is in the main line or in the fallback."""
_SEPARATE = ("fallback", "sources", "review", "drill", "escalation", "faq")


@dataclass(frozen=True)
class Side:
    """One SOP of an edition of the handbook, with the places of all its parts."""

    loaded: Loaded
    subject: Subject

    @property
    def id(self) -> str:
        """The id of the SOP."""
        return self.subject.id

    @property
    def sop(self) -> Sop:
        """The SOP itself."""
        return self.subject.sop

    @cached_property
    def written(self) -> Mapping[str, Any]:
        """What the author wrote, and the shared parts that the SOP uses, section by section."""
        own = _dumped(self.sop)
        used = ("components", "metrics", "values", "notices")
        return {
            **own,
            # What stands in the SOP and is not used is compared, too.
            **{name: {**self.procedure.get(name, {}), **own.get(name, {})} for name in used},
            "teams": {name: _dumped(team) for name, team in self.teams.items()},
        }

    @cached_property
    def procedure(self) -> Mapping[str, Any]:
        """What the procedure digest covers."""
        return procedure(self.subject.handbook, self.sop)

    @property
    def teams(self) -> Mapping[str, BaseModel]:
        """The teams that have a part in the SOP."""
        known = self.subject.handbook.shared.teams
        named = [self.sop.owner]
        for role in self.sop.roles.values():
            named += [role.who, *([role.deputy] if role.deputy else [])]
        for notice in self.subject.notices.values():
            named += notice.to
        return {name: known[name] for name in dict.fromkeys(named) if name in known}

    def all_of(self, section: str) -> Section:
        """Every entry of a shared section, those that the SOP does not use included."""
        shared, own = self.subject.handbook.shared, self.sop
        found = {**getattr(shared, section), **getattr(own, section, {})}
        return {name: _entry(section, _dumped(value)) for name, value in found.items()}

    def place(self, path: Path) -> tuple[str, int, int]:
        """The file, line and column of a part, be it in the SOP's file or in `handbook.yml`."""
        key: Key = ("sop", self.id)
        if path and path[0] in SHARED_SECTIONS and len(path) > 1:
            own = getattr(self.sop, str(path[0]), {})
            key = key if path[1] in own else SHARED
        document = self.loaded.documents.get(key)
        if path[:1] == ("targets",) and len(path) == 3 and isinstance(path[2], str):
            states = self.subject.written["targets"].get(path[1])
            path = (*path[:2], 0, path[2]) if isinstance(states, list) else path
        if document is None:
            return self.loaded.shown.get(key, ""), 0, 0
        place = document.place(path, key=True)
        return self.loaded.shown[key], place.line, place.column


def sections(written: Mapping[str, Any]) -> dict[str, Section]:
    """What is written, as sections of entries; the SOP's own fields are the nameless section."""
    found: dict[str, Section] = {"": _fields(written)}
    found["steps"] = {
        name: {**step, LINE: line}
        for line in ("steps", "fallback")
        for name, step in written.get(line, {}).items()
    }
    found["targets"] = dict(_states(written.get("targets", {})))
    for section, entries in written.items():
        if isinstance(entries, Mapping) and section not in found and section not in _SEPARATE:
            found[section] = {name: _entry(section, entry) for name, entry in entries.items()}
    found["escalation"] = _numbered(written.get("escalation", ()))
    found["faq"] = _numbered(written.get("faq", ()))
    return found


def _fields(written: Mapping[str, Any]) -> Entry:
    """The fields of the SOP itself; those of `review`, `drill` and `sources` with their names."""
    found: dict[str, Any] = {}
    for name, value in written.items():
        if name in ("review", "drill", "sources"):
            found |= {f"{name}.{field}": inner for field, inner in (value or {}).items()}
        elif not isinstance(value, Mapping) and name not in ("escalation", "faq"):
            found[name] = value
    return found


def _states(targets: Mapping[str, Any]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for component, states in targets.items():
        for place, state in enumerate(states):
            found[component if place == 0 else f"{component}#{place + 1}"] = state
    return found


def _numbered(entries: Any) -> dict[str, Entry]:
    return {str(place): entry for place, entry in enumerate(entries)}


def _entry(section: str, value: Any) -> Entry:
    return value if isinstance(value, Mapping) else {SCALARS.get(section, "value"): value}


def _dumped(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return value
