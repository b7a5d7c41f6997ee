"""The components of an SOP as a figure: what goes back in which order, and what feels it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rollbook.diagrams.figures.figure import Figure, Item, Lane, Look, Node, Way
from rollbook.diagrams.figures.items import name_of
from rollbook.model.component import Component
from rollbook.model.sop import Sop

_STAYS: Mapping[Look, str] = {"affected": "feels the rollback", "needed": "stays as it is"}


def component_map(
    sop: Sop,
    components: Mapping[str, Component],
    waves: Sequence[Sequence[str]],
    downstream: Sequence[str],
) -> Figure:
    """Show what goes back, what depends on it and what it needs; nobody says yet where."""
    order = {name: wave for wave, names in enumerate(waves, start=1) for name in names}
    needed = [n for name in order if name in components for n in components[name].needs]
    names = [n for n in dict.fromkeys([*downstream, *order, *needed]) if n in components]
    looks: dict[str, Look] = {
        name: "restored" if name in order else "affected" if name in downstream else "needed"
        for name in names
    }
    return Figure(
        title=f"Components: {sop.title}",
        description=_description(components, waves, downstream),
        lanes=(Lane(""),),
        bands=(),
        nodes=tuple(_node(sop, n, components[n], looks[n], order.get(n)) for n in names),
        ways=tuple(
            Way(name, other, "next" if name in order and other in order else "aside")
            for name in names
            for other in dict.fromkeys(components[name].needs)
            if other in looks
        ),
    )


def _node(sop: Sop, name: str, component: Component, look: Look, wave: int | None) -> Node:
    kind = name_of(component.kind)
    small = _STAYS.get(look) or _target(sop, name)
    place = f"Restored in turn {wave}" if wave else small[:1].upper() + small[1:]
    spoken = f"{place}: {component.name}, {kind.lower()}"
    number = str(wave) if wave else ""
    return Node(
        name, look, kind, (Item("component", name, component.name, spoken, small, number),), ""
    )


def _target(sop: Sop, name: str) -> str:
    """From what runs now, which only the incident tells, to its targets, the best first."""
    if name not in sop.targets:
        return "goes back"
    first, *others = (_short(target.ref.version) for target in sop.targets[name])
    said = f"now → {first}"
    return ", ".join([said, *(f"else {other}" for other in others)])


def _short(version: str) -> str:
    return version if len(version) <= 20 else version[:12] + "…"


def _description(
    components: Mapping[str, Component],
    waves: Sequence[Sequence[str]],
    downstream: Sequence[str],
) -> str:
    turns = [
        f"{wave}. {', '.join(components[name].name for name in names if name in components)}"
        for wave, names in enumerate(waves, start=1)
    ]
    felt = [components[name].name for name in downstream if name in components]
    parts = [f"Order of restoring: {'; '.join(turns)}."] if turns else []
    return " ".join([*parts, *([f"Felt by: {', '.join(felt)}."] if felt else [])])
