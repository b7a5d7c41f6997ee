"""Readers: who has to look at what has become of an SOP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.review.change import RISKS, Change, Reader, Risk
from rollbook.review.edits import Edit
from rollbook.review.side import Side


def readers(
    sides: Sequence[Side], changes: Sequence[Change], edits: Sequence[Edit], asked: Sequence[str]
) -> tuple[Reader, ...]:
    """The team that keeps it; those whose steps change; for a weakening those who approve."""
    if not changes:
        return ()
    found: dict[str, Reader] = {}
    for who, name, why in _all(sides, changes, edits):
        found.setdefault(who, Reader(who, name, why))
    for entry in asked:
        found.setdefault(entry, Reader(entry, entry, "CODEOWNERS"))
    return tuple(found.values())


def _all(
    sides: Sequence[Side], changes: Sequence[Change], edits: Sequence[Edit]
) -> Iterator[tuple[str, str, str]]:
    risk: Risk = max((change.risk for change in changes), key=RISKS.index)
    for side in sides:
        yield side.sop.owner, _team(side, side.sop.owner), "keeps the SOP"
    if risk == "weakening":
        # Both: a change must not choose who judges it.
        for side in sides:
            team = side.sop.roles["approver"].who
            yield team, _team(side, team), "approves, and the control is weaker"
    if risk != "cosmetic":
        yield from _touched(sides, edits)


def _touched(sides: Sequence[Side], edits: Sequence[Edit]) -> Iterator[tuple[str, str, str]]:
    for edit in edits:
        if edit.section != "steps":
            continue
        for side, entry in zip(sides, (edit.old, edit.new)[-len(sides) :], strict=False):
            role = side.sop.roles.get(str(entry.get("by", entry.get("approve", ""))))
            if role is not None:
                yield role.who, _team(side, role.who), "takes steps that change"


def _team(side: Side, team: str) -> str:
    known = side.subject.handbook.shared.teams.get(team)
    return known.name if known else team
