"""Two editions of a flow in one figure: what was added, what was removed, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rollbook.diagrams.figures.edits import compared
from rollbook.diagrams.figures.figure import Figure, Lane, Mark, Node, Way

_TOLD: tuple[Mark, ...] = ("added", "removed", "changed")


def difference(
    title: str, before: Figure, after: Figure, changed: Mapping[str, str] | None = None
) -> Figure:
    """Join both editions; `changed` says what else was different of a step, by the steps' names.

    Boxes are the same where their names are, lines where they lead between the same boxes and
    say the same.
    """
    told = changed or {}
    old = {node.name: node for node in before.nodes}
    new = {node.name: node for node in after.nodes}
    roles = {lane.name: lane.title for lane in before.lanes}
    bands = {**dict(after.bands), **dict(before.bands)}
    nodes = {
        name: compared(old.get(name), new.get(name), told.get(name, ""), roles, bands)
        for name in _order(before.nodes, after.nodes)
    }
    ways = _open(list(nodes), _ways(before.ways, after.ways))
    placed = _placed(
        nodes, ways, _joined([b for b, _ in before.bands], [b for b, _ in after.bands])
    )
    return Figure(
        title=title,
        description=_description(placed),
        lanes=_lanes(before.lanes, after.lanes),
        bands=tuple((band, bands[band]) for band in _bands(placed, before, after)),
        nodes=tuple(placed),
        ways=tuple(ways),
    )


def _order(before: Sequence[Node], after: Sequence[Node]) -> list[str]:
    return _joined([node.name for node in before], [node.name for node in after])


def _joined(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The names of both, what was removed behind what it stood behind."""
    joined = list(after)
    for place, name in enumerate(before):
        if name not in joined:
            known = [joined.index(other) for other in before[:place] if other in joined]
            joined.insert(known[-1] + 1 if known else 0, name)
    return joined


def _ways(before: Sequence[Way], after: Sequence[Way]) -> list[Way]:
    old, new = set(before), set(after)
    marks: list[tuple[Way, Mark]] = [(way, "same" if way in old else "added") for way in after]
    marks += [(way, "removed") for way in before if way not in new]
    return [replace(way, mark=mark) for way, mark in marks]


def _open(names: Sequence[str], ways: Sequence[Way]) -> list[Way]:
    """Turn what closes a circle between the editions into a way back: every box has its row."""
    leaving: dict[str, set[str]] = {name: set() for name in names}
    found = []
    for way in ways:
        if way.meaning != "back" and way.source in _reached(leaving, way.target):
            way = replace(way, meaning="back")
        if way.meaning != "back":
            leaving[way.source].add(way.target)
        found.append(way)
    return found


def _reached(leaving: Mapping[str, set[str]], start: str) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for name in leaving[todo.pop()] - seen:
            seen.add(name)
            todo.append(name)
    return seen


def _placed(nodes: Mapping[str, Node], ways: Sequence[Way], bands: Sequence[str]) -> list[Node]:
    """The boxes in the order of reading, none in an earlier phase than what leads to it."""
    place = {band: index for index, band in enumerate(bands)}
    before: dict[str, list[str]] = {name: [] for name in nodes}
    for way in ways:
        if way.meaning != "back":
            before[way.target].append(way.source)
    found: dict[str, Node] = {}
    waiting = list(nodes)
    while waiting:
        name = next(n for n in waiting if all(other in found for other in before[n]))
        waiting.remove(name)
        band = max(
            (nodes[name].band, *(found[o].band for o in before[name])), key=place.__getitem__
        )
        found[name] = replace(nodes[name], band=band)
    return list(found.values())


def _bands(nodes: Sequence[Node], before: Figure, after: Figure) -> list[str]:
    used = {node.band for node in nodes}
    joined = _joined([b for b, _ in before.bands], [b for b, _ in after.bands])
    return [band for band in joined if band in used]


def _lanes(before: Sequence[Lane], after: Sequence[Lane]) -> tuple[Lane, ...]:
    known = {lane.name: lane for lane in (*before, *after)}
    return tuple(known[n] for n in _joined([b.name for b in before], [a.name for a in after]))


def _description(nodes: Sequence[Node]) -> str:
    counts = {mark: sum(node.mark == mark for node in nodes) for mark in _TOLD}
    said = [f"{count} {mark}" for mark, count in counts.items() if count]
    return f"{', '.join(said)}." if said else "Nothing changed."
