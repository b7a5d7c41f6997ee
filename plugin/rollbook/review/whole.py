"""Whole SOPs: those that are new, gone, under another id, or cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rollbook.loading.folder import Loaded
from rollbook.review.change import Change
from rollbook.review.renames import likeness
from rollbook.review.side import Side, sections
from rollbook.rules.words.spoken import listed

_ALIKE = 0.75
_MANY = 400
"""More pairs of SOPs than this are not compared."""


def renamed_sops(
    names: Sequence[str],
    before: Loaded | None,
    after: Loaded,
    old: Mapping[str, Side],
    new: Mapping[str, Side],
) -> dict[str, str]:
    """The id before → the id after of SOPs that are the same under another one."""
    gone = [name for name in names if name in old and name not in after.sops]
    come = [name for name in names if name in new and before and name not in before.sops]
    if len(gone) * len(come) > _MANY:
        return {}
    scored = sorted(
        (-alike, min(was, now), max(was, now), was, now)
        for was in gone
        for now in come
        if (alike := _alike(old[was], new[now])) >= _ALIKE
    )
    found: dict[str, str] = {}
    for _, _, _, was, now in scored:
        if was not in found and now not in found.values():
            found[was] = now
    return found


def appeared(side: Side) -> Iterator[Change]:
    """An SOP that is new."""
    sop = side.sop
    parts = [
        _counted(len(sop.triggers), "trigger"),
        _counted(len(sop.all_steps), "step"),
        _counted(len(sop.checks), "check"),
    ]
    file, line, column = side.place(())
    yield Change(
        kind="added",
        what="sop",
        name="",
        sentence=f"The SOP ‹{side.id}› is new, with {listed(parts)}, as ‹{sop.status}›.",
        risk="procedural",
        rule="sop-added",
        why="People have a procedure that they did not have.",
        file=file,
        line=line,
        column=column,
    )


def vanished(side: Side) -> Iterator[Change]:
    """An SOP that is gone."""
    file, line, column = side.place(())
    yield Change(
        kind="removed",
        what="sop",
        name="",
        sentence=f"The SOP ‹{side.id}› is gone, and what its triggers link to.",
        risk="weakening",
        rule="sop-removed",
        why="What called for it calls for nothing; a retired SOP keeps its addresses.",
        file=file,
        line=line,
        column=column,
    )


def given_another_name(side: Side, name: str) -> Iterator[Change]:
    """An SOP that is the same under another id."""
    file, line, column = side.place(())
    yield Change(
        kind="renamed",
        what="sop",
        name="",
        sentence=f"The SOP ‹{name}› is called ‹{side.id}› now, so its pages and the addresses that "
        "alerts link to are others.",
        risk="procedural",
        rule="address-changed",
        why="Alerts link to a trigger by its id: the old address leads nowhere.",
        before=name,
        after=side.id,
        file=file,
        line=line,
        column=column,
    )


def unreadable(
    before: Loaded | None,
    after: Loaded,
    name: str,
    now: str,
    sides: tuple[Side | None, Side | None],
) -> Iterator[Change]:
    """An SOP that has faults on one side, or on both."""
    if name != now:
        return
    if sides[1] is None and now in after.sops:
        yield _unread(
            after,
            now,
            "has faults and cannot be read: ‹rollbook check› names them",
            "weakening",
        )
    elif sides[0] is None and before is not None and name in before.sops:
        yield _unread(before, name, "had faults and could not be compared: read it whole", "mild")


def _unread(loaded: Loaded, name: str, said: str, how: str) -> Change:
    grave = how == "weakening"
    return Change(
        kind="changed",
        what="sop",
        name="",
        sentence=f"The SOP ‹{name}› {said}.",
        risk="weakening" if grave else "procedural",
        rule="unreadable" if grave else "was-unreadable",
        why="Nobody can say what has become of it.",
        file=loaded.shown.get(("sop", name), ""),
        line=1,
        column=1,
    )


def _alike(one: Side, other: Side) -> float:
    first, second = sections(one.written), sections(other.written)
    return likeness(_flat(first), _flat(second))


def _flat(parts: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    return {
        f"{section}.{name}": str(entry)
        for section, entries in parts.items()
        for name, entry in entries.items()
    }


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
