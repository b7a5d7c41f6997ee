"""From symptom to SOP as a figure: what a person sees, what calls for an SOP, and the SOP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollbook.diagrams.figures.figure import Figure, Item, Lane, Node, Way
from rollbook.diagrams.figures.flowchart import HEADS
from rollbook.diagrams.figures.items import Names, condition
from rollbook.model.sop import Sop
from rollbook.model.trigger import Trigger

SYMPTOM = Lane("symptom", "Symptom", "what you see")
_TRIGGER = Lane("trigger", "Trigger", "what calls for a procedure")
_PROCEDURE = Lane("procedure", "Procedure", "what to do")
_UNKNOWN_SEVERITY = 9


@dataclass(frozen=True, slots=True)
class Procedure:
    """An SOP that a tree leads to; `small` stands under its title."""

    id: str
    sop: Sop
    names: Names
    small: str = ""


def trigger_tree(
    title: str, symptoms: Mapping[str, str], procedures: Sequence[Procedure]
) -> Figure:
    """Lead from each symptom, by what a person would say, over its triggers to their SOPs.

    The triggers that one symptom has for one SOP share a box, worst first; an SOP stands once.
    """
    procedures = sorted(procedures, key=_worst)
    nodes: list[Node] = []
    ways: list[Way] = []
    for symptom, said in symptoms.items():
        start = symptom_node(symptom, said)
        boxes = {p.id: box for p in procedures if (box := _triggers(symptom, p))}
        if boxes:
            nodes += [start, *boxes.values()]
        for sop, box in boxes.items():
            ways += [Way(start.name, box.name), Way(box.name, f"sop/{sop}")]
    ends = tuple(map(_procedure, procedures))
    lanes = (SYMPTOM, _TRIGGER, _PROCEDURE)
    return Figure(title, _description(nodes, ends), lanes, (), (*nodes, *ends), tuple(ways))


def symptom_node(symptom: str, said: str) -> Node:
    """The box of a symptom, with what a person would say."""
    item = Item("symptom", symptom, said, f"Symptom: {said}")
    return Node(f"symptom/{symptom}", "symptom", "Symptom", (item,), SYMPTOM.name)


def urgency(trigger: Trigger) -> int:
    """How bad a trigger is: 1 is the worst, and one that does not say comes last."""
    return trigger.severity or _UNKNOWN_SEVERITY


def counted(number: int, thing: str) -> str:
    """So many of a thing: `1 trigger`, `3 triggers`."""
    return f"{number} {thing}{'s' if number != 1 else ''}"


def _worst(procedure: Procedure) -> int:
    return min(map(urgency, procedure.sop.triggers.values()))


def _triggers(symptom: str, procedure: Procedure) -> Node | None:
    """The box of what an SOP has for a symptom."""
    triggers = procedure.sop.triggers
    found = sorted(
        (name for name in triggers if triggers[name].symptom == symptom),
        key=lambda name: urgency(triggers[name]),
    )
    if not found:
        return None
    items = tuple(_item(name, triggers[name], procedure) for name in found)
    several = len(items) > 1
    head = "Any of" if several else HEADS["trigger"]
    name = f"{symptom}/{procedure.id}"
    return Node(name, "trigger", head, items, _TRIGGER.name, grouped=several)


def _item(name: str, trigger: Trigger, procedure: Procedure) -> Item:
    said = condition(trigger, procedure.names)
    severity = f"severity {trigger.severity}" if trigger.severity else ""
    kind = ", ".join(filter(None, ("Trigger", severity)))
    return Item(
        kind="trigger",
        name=f"{procedure.id}/{name}",
        text=said,
        spoken=f"{kind}: {said}, leads to {procedure.sop.title}",
        small=severity.capitalize(),
    )


def _procedure(procedure: Procedure) -> Node:
    title = procedure.sop.title
    spoken = f"Procedure: {title}"
    item = Item("sop", procedure.id, title, spoken, procedure.small)
    return Node(f"sop/{procedure.id}", "procedure", "Procedure", (item,), _PROCEDURE.name)


def _description(nodes: Sequence[Node], ends: Sequence[Node]) -> str:
    symptoms = sum(node.look == "symptom" for node in nodes)
    triggers = sum(len(node.items) for node in nodes) - symptoms
    counts = (
        counted(symptoms, "symptom"),
        counted(triggers, "trigger"),
        counted(len(ends), "procedure"),
    )
    return f"{', '.join(counts)}. The triggers stand on the pages of the procedures as text."
