"""Edits: what a new edition did to one box of a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rollbook.diagrams.figures.figure import Node


def compared(
    old: Node | None,
    new: Node | None,
    told: str,
    roles: Mapping[str, str],
    bands: Mapping[str, str],
) -> Node:
    """The box of a step that the old, the new or both editions have, with what became of it.

    `told` is what else was different, `roles` and `bands` say what lanes and phases are called.
    """
    if new is None:
        assert old is not None
        item = old.items[0]
        gone = replace(item, kind="", number="", spoken=f"Removed: {item.spoken}")
        return replace(old, mark="removed", items=(gone,))
    item = new.items[0]
    if old is None:
        return replace(new, mark="added", items=(replace(item, spoken=f"Added: {item.spoken}"),))
    was = "; ".join([*_was(old, new, roles, bands), *filter(None, [told])])
    if not was:
        return replace(new, mark="same")
    spoken = f"Changed: {item.spoken}, was: {was}"
    return replace(new, mark="changed", items=(replace(item, was=was, spoken=spoken),))


def _was(old: Node, new: Node, roles: Mapping[str, str], bands: Mapping[str, str]) -> Iterator[str]:
    """What an earlier edition said instead, in words."""
    before, after = old.items[0], new.items[0]
    if old.look != new.look:
        yield old.head.lower()
    if before.text != after.text:
        yield before.text
    if before.small != after.small:
        yield before.small or "no time"
    if before.final != after.final:
        yield "no way back" if before.final else "could be undone"
    if old.lane != new.lane:
        yield f"by {roles.get(old.lane, old.lane)}"
    if old.band != new.band:
        yield f"in {bands.get(old.band, old.band)}"
