"""Edits: every difference between what is written on two sides, one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rollbook.loading.shapes import Path
from rollbook.model.step import STEP_KINDS
from rollbook.review.change import Kind
from rollbook.review.side import LINE, SHARED_SECTIONS, Entry, Section

FORMS: Mapping[str, tuple[str, ...]] = {
    "steps": tuple(STEP_KINDS),
    "checks": ("metric", "run", "logs", "ask"),
    "triggers": ("metric", "judgement"),
}
"""Section → the fields of which each entry has one, which says what sort of thing it is."""
FORM = "form"
"""The field of an edit that makes another sort of thing of an entry."""
SETS = frozenset(
    (
        ("steps", "check"),
        ("steps", "consult"),
        ("steps", "inform"),
        ("notices", "to"),
        ("roles", "needs"),
        ("components", "needs"),
        ("teams", "members"),
        ("satisfies", "steps"),
        ("", "review.watch"),
        ("", "sources.models"),
        ("", "sources.datasets"),
        ("", "sources.metrics"),
        ("", "sources.incidents"),
        ("", "sources.changes"),
        ("", "sources.access"),
        ("", "sources.obligations"),
    )
)
"""Sections and fields whose members come and go one by one."""
ORDERED = ("steps", "escalation")
"""The sections whose order people act on."""
_MANY = 400
"""In a section of more entries, nobody is told which one moved."""


@dataclasses.dataclass(frozen=True, slots=True)
class Edit:
    """One thing that is written differently.

    `section` is empty for the SOP's own fields, `field` for an entry as a whole; a `member` is the
    item of a list, or the key of a mapping, that came or went. `old` and `new` are the whole entry
    on both sides, empty where it is not there.
    """

    kind: Kind
    section: str
    id: str
    field: str
    before: Any
    after: Any
    old: Entry = dataclasses.field(default_factory=dict)
    new: Entry = dataclasses.field(default_factory=dict)
    member: str = ""
    old_id: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the thing itself came, went, moved or has another name; not a part of it."""
        return not self.section or not self.field or self.field == LINE

    @property
    def path(self) -> Path:
        """Where it stands in the new edition, or in the old one where it is gone."""
        return path_of(self.section, self.id, self.field, self.new or self.old)


def edits(before: Mapping[str, Section], after: Mapping[str, Section]) -> Iterator[Edit]:
    """Compare section by section; ids that were renamed have to be the same on both sides."""
    for section in dict.fromkeys((*after, *before)):
        old, new = before.get(section, {}), after.get(section, {})
        if section in ("escalation", "faq"):
            old, new = _aligned(section, old, new)
        if section:
            yield from _in_section(section, old, new)
        else:
            yield from _in_entry("", "", old, new)


def path_of(section: str, name: str, field: str, entry: Entry) -> Path:
    """Where a field stands in the file of an SOP."""
    if not section:
        first, _, second = field.partition(".")
        return (first, second) if second else (field,)
    if section == "steps":
        section = str(entry.get(LINE, "steps"))
    if section == "targets":
        component, _, place = name.partition("#")
        here: Path = (section, component, int(place) - 1) if place else (section, component)
    elif section in ("escalation", "faq"):
        here = (section, int(name)) if name.isdigit() else (section,)
    else:
        here = (section, name)
    return (*here, field) if field and field not in (FORM, LINE) else here


def _in_section(section: str, old: Section, new: Section) -> Iterator[Edit]:
    for name in dict.fromkeys((*new, *old)):
        if name not in old:
            yield Edit("added", section, name, "", None, new[name], {}, new[name])
        elif name not in new:
            yield Edit("removed", section, name, "", old[name], None, old[name], {})
        elif old[name] != new[name]:
            yield from _in_entry(section, name, old[name], new[name])
    yield from _moves(section, old, new)


def _in_entry(section: str, name: str, old: Entry, new: Entry) -> Iterator[Edit]:
    forms = FORMS.get(section, ())
    was, now = _form(old, forms), _form(new, forms)
    if was != now:
        yield Edit("changed", section, name, FORM, was, now, old, new)
    for name_of_field in dict.fromkeys((*new, *old)):
        if was == now or name_of_field not in (was, now):
            yield from _in_field(section, name, name_of_field, old, new)


def _in_field(section: str, name: str, field: str, old: Entry, new: Entry) -> Iterator[Edit]:
    missing = object()
    before, after = old.get(field, missing), new.get(field, missing)
    if before is after or before == after:
        return
    if field == LINE:
        yield Edit("moved", section, name, field, before, after, old, new)
    elif (section, field) in SETS:
        yield from _in_list(section, name, field, old, new)
    elif before is missing:
        yield Edit("added", section, name, field, None, after, old, new)
    elif after is missing:
        yield Edit("removed", section, name, field, before, None, old, new)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _in_mapping(section, name, field, old, new)
    else:
        yield Edit("changed", section, name, field, before, after, old, new)


def _in_list(section: str, name: str, field: str, old: Entry, new: Entry) -> Iterator[Edit]:
    before, after = _listed(old.get(field)), _listed(new.get(field))
    gone = [item for item in before if item not in after]
    come = [item for item in after if item not in before]
    for item in gone:
        yield Edit("removed", section, name, field, item, None, old, new, str(item))
    for item in come:
        yield Edit("added", section, name, field, None, item, old, new, str(item))
    if not gone and not come:
        # The same members: in another order, twice, or written as an empty list.
        yield Edit("moved", section, name, field, before, after, old, new)


def _in_mapping(section: str, name: str, field: str, old: Entry, new: Entry) -> Iterator[Edit]:
    before, after = old[field], new[field]
    for key in dict.fromkeys((*after, *before)):
        if key not in before:
            yield Edit("added", section, name, field, None, after[key], old, new, key)
        elif key not in after:
            yield Edit("removed", section, name, field, before[key], None, old, new, key)
        elif before[key] != after[key]:
            yield Edit("changed", section, name, field, before[key], after[key], old, new, key)


def _moves(section: str, old: Section, new: Section) -> Iterator[Edit]:
    """What stands in another place among those that stand on both sides."""
    if section in SHARED_SECTIONS:
        return
    before = [name for name in old if name in new]
    after = [name for name in new if name in old]
    if before == after:
        return
    if section == "steps":
        for line in ("steps", "fallback"):
            inside = {n for n in before if old[n][LINE] == line == new[n][LINE]}
            was = [name for name in before if name in inside]
            now = [name for name in after if name in inside]
            for name in moved(was, now):
                above = (_above(was, name), _above(now, name))
                yield Edit("moved", section, name, "", *above, old[name], new[name])
        return
    said = {"escalation": "if", "faq": "q"}.get(section)
    told = [
        ", ".join(str(entries[name][said]) if said else name for name in names)
        for entries, names in ((old, before), (new, after))
    ]
    yield Edit("moved", section, "", "", told[0], told[1])


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest that have to move, more or less; the same ones on the way back.

    One after the other, whatever stands in another order to the most others is taken to have moved.
    """
    if list(before) == list(after):
        return []
    if len(before) > _MANY:
        return [min(name for name, other in zip(before, after, strict=True) if name != other)]
    place = {name: index for index, name in enumerate(after)}
    left = list(before)
    found: list[str] = []
    while True:
        turned = dict.fromkeys(left, 0)
        for index, name in enumerate(left):
            for other in left[index + 1 :]:
                if place[name] > place[other]:
                    turned[name] += 1
                    turned[other] += 1
        worst = max(sorted(left), key=lambda name: turned[name])
        if not turned[worst]:
            return sorted(found, key=place.__getitem__)
        left.remove(worst)
        found.append(worst)


def _above(names: Sequence[str], name: str) -> str | None:
    at = names.index(name)
    return names[at - 1] if at else None


def _form(entry: Entry, forms: Sequence[str]) -> str:
    return next((form for form in forms if form in entry), "")


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _aligned(section: str, old: Section, new: Section) -> tuple[Section, Section]:
    """Give entries that have no id the same number on both sides where they are the same."""
    key, other = ("if", "to") if section == "escalation" else ("q", "a")
    left, pairs = list(old.items()), {}
    for test in (key, other):
        for number, entry in new.items():
            if number in pairs:
                continue
            same = next((o for o in left if o[1].get(test) == entry.get(test)), None)
            if same is not None:
                left.remove(same)
                pairs[number] = same[0]
    names = {was: number for number, was in pairs.items()}
    aligned = {names.get(was, f"-{was}"): entry for was, entry in old.items()}
    return aligned, new
