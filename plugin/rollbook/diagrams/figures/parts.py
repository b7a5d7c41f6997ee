"""A long flow in parts: an overview with a box for each phase, and a figure for each.

Where a line leads out of a phase, a box says where it goes on or where it came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rollbook.diagrams.figures.figure import Figure, Item, Lane, Look, Meaning, Node, Way

_COUNTED: tuple[Look, ...] = ("trigger", "approval", "decision", "check")


def overview(figure: Figure) -> Figure:
    """A box for each phase of a flow, with its steps, its roles and how often it asks for what."""
    band_of = {node.name: node.band for node in figure.nodes}
    ways = dict.fromkeys(
        Way(band_of[way.source], band_of[way.target], way.meaning, _label(way), way.main)
        for way in figure.ways
        if band_of[way.source] != band_of[way.target]
    )
    return Figure(
        title=f"{figure.title}: the phases",
        description="Each phase has a figure of its own below.",
        lanes=(Lane(""),),
        bands=(("", ""),),
        nodes=tuple(_phase(figure, band, title) for band, title in figure.bands),
        ways=tuple(ways),
    )


def parts(figure: Figure) -> Iterator[tuple[str, Figure]]:
    """Each phase of a flow by its name, with its own steps alone."""
    for band, title in figure.bands:
        yield band, _part(figure, band, title)


def _phase(figure: Figure, band: str, title: str) -> Node:
    inside = [node for node in figure.nodes if node.band == band]
    said = [_steps(inside), ", ".join(_roles(figure, inside)), *_counts(inside)]
    small = " · ".join(filter(None, said))
    item = Item("phase", band, title, f"Phase {title}: {small}", small)
    return Node(band, "phase", "Phase", (item,), "", "", attended=False)


def _steps(nodes: Sequence[Node]) -> str:
    numbers = sorted(int(item.number) for node in nodes for item in node.items if item.number)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(f"{r[0]} to {r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)
    return f"Step{'s' if len(numbers) > 1 else ''} {said}" if said else ""


def _roles(figure: Figure, nodes: Sequence[Node]) -> list[str]:
    taking = {node.lane for node in nodes if node.attended}
    return [lane.title for lane in figure.lanes if lane.name in taking]


def _counts(nodes: Sequence[Node]) -> Iterator[str]:
    for look in _COUNTED:
        count = sum(len(node.items) for node in nodes if node.look == look)
        if count:
            yield f"{count} {look}{'s' if count > 1 else ''}"


def _part(figure: Figure, band: str, title: str) -> Figure:
    inside = {node.name: node for node in figure.nodes if node.band == band}
    known = {node.name: node for node in figure.nodes}
    titles = dict(figure.bands)
    doors: dict[str, Node] = {}
    ways: list[Way] = []
    for way in figure.ways:
        enters, leaves = way.target in inside, way.source in inside
        if enters and leaves:
            ways.append(way)
        elif enters or leaves:
            inner, outer = known[way.target if enters else way.source], known[way.source]
            outer = outer if enters else known[way.target]
            door = _door(inner, outer, titles, enters, way.meaning == "back")
            doors[door.name] = _with_step(doors.get(door.name, door), outer)
            ends = (door.name, way.target) if enters else (way.source, door.name)
            ways.append(replace(way, source=ends[0], target=ends[1], meaning=_between(way)))
    nodes = (
        *(door for door in doors.values() if door.look == "from"),
        *inside.values(),
        *(door for door in doors.values() if door.look == "to"),
    )
    lanes = {node.lane for node in nodes}
    return Figure(
        title=f"{figure.title}: {title}",
        description=f"The phase {title}, with where it comes from and where it goes on.",
        lanes=tuple(lane for lane in figure.lanes if lane.name in lanes),
        bands=((band, title),),
        nodes=nodes,
        ways=tuple(dict.fromkeys(ways)),
    )


def _door(inner: Node, outer: Node, titles: Mapping[str, str], enters: bool, back: bool) -> Node:
    """The box at the edge of a phase that stands for what lies in another."""
    look: Look = "from" if enters else "to"
    word = f"Back {look}" if back else look.title()
    name = f"{look}/{outer.band}/{inner.lane}/{back}"
    text = f"{word} {titles[outer.band]}"
    item = Item("phase", outer.band, text, text)
    return Node(name, look, "", (item,), inner.lane, inner.band, attended=False)


def _with_step(door: Node, outer: Node) -> Node:
    """A door that says the steps behind it."""
    item = door.items[0]
    steps = {int(step) for step in item.small.removeprefix("step ").split(", ") if step}
    steps |= {int(other.number) for other in outer.items if other.number}
    small = f"step {', '.join(map(str, sorted(steps)))}" if steps else ""
    spoken = f"{item.text}, {small}" if small else item.text
    return replace(door, items=(replace(item, small=small, spoken=spoken),))


def _between(way: Way) -> Meaning:
    """What a line to a door says; where it leads back, the door says so."""
    return "fail" if way.meaning == "fail" else "next"


def _label(way: Way) -> str:
    return way.label if way.meaning in ("fail", "back") else ""
