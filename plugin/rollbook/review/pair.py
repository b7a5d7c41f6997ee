"""Pairs: one SOP before and after, with every edit between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rollbook.model.digest import canonical
from rollbook.model.reference import Reference
from rollbook.review.edits import Edit, edits
from rollbook.review.renames import Renames, renamed, renames
from rollbook.review.side import SHARED_SECTIONS, Section, Side, sections

NOT_DIGESTED = frozenset(("", "teams", "examples", "satisfies", "faq", "ignore"))
"""The sections of which nothing is a part of the procedure digest, but for the RTO."""


@dataclass(frozen=True)
class Pair:
    """One SOP of two editions of a handbook."""

    before: Side
    after: Side

    @cached_property
    def renames(self) -> Renames:
        """Section → what has another id now."""
        return renames(sections(self.before.written), sections(self.after.written))

    @cached_property
    def sections(self) -> tuple[dict[str, Section], dict[str, Section]]:
        """All entries of both sides, with the ids of after."""
        was = self.before.written
        old = sections(renamed(was, self.renames) if self.renames else was)
        new = sections(self.after.written)
        # What one side does not use may be in its handbook all the same.
        for name in SHARED_SECTIONS:
            back = {now: old_id for old_id, now in self.renames.get(name, {}).items()}
            both = old[name].keys() | new[name].keys()
            old[name] = _with(old[name], self.before.all_of(name), both, back)
            new[name] = _with(new[name], self.after.all_of(name), both, {})
        return old, new

    @cached_property
    def edits(self) -> Sequence[Edit]:
        """Every difference in what is written; a rename is one."""
        found = []
        for section, pairs in self.renames.items():
            for old, new in pairs.items():
                entries = self.sections[0][section].get(new, {}), self.sections[1][section][new]
                found.append(Edit("renamed", section, new, "", old, new, *entries, old_id=old))
        return [*found, *edits(*self.sections)]

    @cached_property
    def same_procedure(self) -> bool:
        """Whether people act on the same: the procedure digest is the same."""
        one, other = (canonical(side.procedure) for side in (self.before, self.after))
        return one == other

    def now(self, section: str, name: str) -> str:
        """The id of after for one of before."""
        return self.renames.get(section, {}).get(name, name)


def is_digested(edit: Edit, pair: Pair) -> bool:
    """Whether the procedure digest covers what was edited."""
    if not edit.section:
        return edit.field == "rto"
    if edit.section == "targets" and edit.field:
        return edit.field == "ref" and _stem(edit.before) != _stem(edit.after)
    if edit.kind == "moved" and not edit.id:
        return edit.section == "escalation"
    if edit.section in ("components", "metrics"):
        sides = (pair.before, pair.after)
        return any(edit.id in side.procedure.get(edit.section, {}) for side in sides)
    return edit.section not in NOT_DIGESTED


def _stem(reference: Any) -> str:
    parsed = Reference.parse(str(reference))
    return f"{parsed.scheme}:{parsed.name}"


def _with(
    used: Section, known: Section, names: set[str], back: Mapping[str, str]
) -> dict[str, Any]:
    """The entries that are used, and those of the other side that this handbook knows as well."""
    found = dict(used)
    for name in sorted(names):
        if name not in found and back.get(name, name) in known:
            found[name] = known[back.get(name, name)]
    return found
