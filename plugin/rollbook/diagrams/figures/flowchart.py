"""The flow of an SOP as a figure: triggers, steps and ends in the lanes of their roles.

Each has a box of its own here; `grouping` lets siblings share one.
"""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.diagrams.figures.figure import Figure, Item, Look, Node, Way
from rollbook.diagrams.figures.items import Names, name_of, step_item, step_look, trigger_item
from rollbook.diagrams.figures.placing import Places, bands, lanes, lanes_of
from rollbook.model.flow import EXITS, Edge, Flow
from rollbook.model.sop import Sop
from rollbook.model.step import PHASES, Phase

HEADS: Mapping[Look, str] = {
    "trigger": "Trigger",
    "action": "Action",
    "command": "Command",
    "approval": "Approval",
    "decision": "Decision",
    "wait": "Wait",
    "check": "Check",
    "notice": "Notice",
}
_ENDS: Mapping[str, tuple[Look, str]] = {
    "stop": ("stop", "Stop here"),
    "escalate": ("escalate", "Escalate"),
}
_LABELS = {"next": "", "yes": "yes", "no": "no", "fail": "fails"}


def flowchart(
    sop: Sop,
    flow: Flow,
    phases: Mapping[str, Phase],
    numbers: Mapping[str, int],
    names: Names,
) -> Figure:
    """Put the steps into lanes and bands, with the triggers before them and the ends behind."""
    places = Places(lanes(sop, flow), bands(flow, phases))
    nodes = {node.name: node for node in _triggers(sop, names)}
    ways = [Way(node, start) for node in nodes for start in flow.starts]
    for name in flow.order:
        step = flow.steps[name]
        look = step_look(step)
        item = step_item(sop, name, numbers.get(name), HEADS[look], names)
        attended = step.performer is not None
        nodes[name] = Node(name, look, HEADS[look], (item,), *places.of(name), attended=attended)
        for end in (_end(edge, places) for edge in flow.out_of[name] if edge.target in EXITS):
            nodes.setdefault(end.name, end)
    ways += [_way(edge, places) for edge in flow.edges]
    boxes = tuple(nodes.values())
    used = tuple(lane for lane in lanes_of(sop, names.team) if lane.name in {b.lane for b in boxes})
    return Figure(
        title=f"Flow: {sop.title}",
        description=_description(len(flow.steps), [lane.title for lane in used]),
        lanes=used,
        bands=tuple((p, name_of(p)) for p in PHASES if any(b.band == p for b in boxes)),
        nodes=boxes,
        ways=tuple(dict.fromkeys(ways)),
    )


def _triggers(sop: Sop, names: Names) -> list[Node]:
    lane = "initiator" if "initiator" in sop.roles else next(iter(sop.roles), "")
    return [
        Node(
            f"trigger/{name}",
            "trigger",
            HEADS["trigger"],
            (trigger_item(name, trigger, names),),
            lane,
            PHASES[0],
            attended=False,
        )
        for name, trigger in sop.triggers.items()
    ]


def _end(edge: Edge, places: Places) -> Node:
    look, text = _ENDS[edge.target]
    item = Item("", "", text, text)
    return Node(_target(edge, places), look, "", (item,), *places.of(edge.source))


def _target(edge: Edge, places: Places) -> str:
    """The box that an edge leads to; each lane has its own ends in each band."""
    if edge.target in EXITS:
        return "/".join((edge.target, *places.of(edge.source)))
    return edge.target


def _way(edge: Edge, places: Places) -> Way:
    return Way(
        source=edge.source,
        target=_target(edge, places),
        meaning="back" if edge.back else "fail" if edge.kind == "fail" else "next",
        label=label(edge),
        main=edge.kind in ("next", "yes", "case"),
    )


def label(edge: Edge) -> str:
    """The words on the line of an edge."""
    return edge.answer or _LABELS.get(edge.kind, "")


def _description(steps: int, roles: list[str]) -> str:
    lanes = f" in the lanes of {', '.join(roles)}" if roles else ""
    return f"{steps} step{'s' if steps != 1 else ''}{lanes}. The steps follow on the page as text."
