"""From symptom to system as a figure: where to look when there are many SOPs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Figure, Item, Lane, Node, Way
from rollbook.diagrams.figures.trigger_tree import SYMPTOM, counted, symptom_node, urgency
from rollbook.model.sop import Sop

MOST = 8
"""Systems that a symptom names; nobody looks through a longer list in a picture."""

_SYSTEM = Lane("system", "System", "where to look")


@dataclass(frozen=True, slots=True)
class System:
    """A system with its SOPs."""

    id: str
    name: str
    sops: Sequence[Sop]


def system_tree(title: str, symptoms: Mapping[str, str], systems: Sequence[System]) -> Figure:
    """Lead from each symptom to the systems that have triggers for it, the worst first.

    A system stands with each of its symptoms: most systems have most of the symptoms, and lines
    to a single box of each would tangle.
    """
    nodes: list[Node] = []
    for symptom, said in symptoms.items():
        shares = [_share(symptom, system) for system in systems]
        found = [item for _, item in sorted(filter(None, shares), key=lambda share: share[0])]
        if found:
            nodes += [symptom_node(symptom, said), _node(symptom, found)]
    starts, ends = nodes[::2], nodes[1::2]
    return Figure(
        title=title,
        description=f"{counted(len(starts), 'symptom')}, {counted(len(systems), 'system')}.",
        lanes=(SYMPTOM, _SYSTEM),
        bands=(),
        nodes=tuple(nodes),
        ways=tuple(Way(a.name, b.name) for a, b in zip(starts, ends, strict=True)),
    )


def _share(symptom: str, system: System) -> tuple[tuple[int, int, str], Item] | None:
    """What a system has for a symptom, behind what it is sorted by."""
    having = [
        [trigger for trigger in sop.triggers.values() if trigger.symptom == symptom]
        for sop in system.sops
    ]
    triggers = [trigger for found in having for trigger in found]
    if not triggers:
        return None
    procedures = sum(map(bool, having))
    small = f"{counted(len(triggers), 'trigger')}, {counted(procedures, 'procedure')}"
    item = Item("system", system.id, system.name, f"System: {system.name}, {small}", small)
    return (min(map(urgency, triggers)), -len(triggers), system.id), item


def _node(symptom: str, found: Sequence[Item]) -> Node:
    """The box of the systems of a symptom; of very many the rest are counted."""
    items = tuple(found[:MOST])
    if rest := len(found) - len(items):
        more = f"{counted(rest, 'more system')}"
        items += (Item("system", "", more, f"{more}, in the list of procedures"),)
    several = len(items) > 1
    head = "Any of" if several else "System"
    return Node(f"{symptom}/systems", "system", head, items, _SYSTEM.name, grouped=several)
