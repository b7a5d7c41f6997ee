"""The pictures of an SOP: which there are, and what each is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from rollbook.diagrams import (
    Case,
    Figure,
    Names,
    Picture,
    Procedure,
    TimePicture,
    compared,
    component_map,
    difference,
    flowchart,
    grouped,
    overview,
    parts,
    planned,
    taken,
    trigger_tree,
)
from rollbook.model.component import Component
from rollbook.model.placeholders import Placeholder
from rollbook.model.restoring import needed, restored
from rollbook.views.badges import in_force
from rollbook.views.dossier import Dossier
from rollbook.views.symptoms import SYMPTOMS
from rollbook.views.told import Told, way
from rollbook.views.verdicts import said
from rollbook.views.words import duration

MOST_IN_ONE = 25
"""Steps that one figure shows; a longer flow has an overview and a figure for each phase."""


_WORK_ON_PATHS = 1_000_000
"""The squares of the lines of a flow, summed up over the paths of its cases: what half a minute
lays. A flow of 20 steps has room for 1,500 cases, one that is as large as a picture can be for 16.
"""


def flow_picture(dossier: Dossier) -> Picture:
    """All steps in the lanes of their roles."""
    return Picture("flow", grouped(flow_figure(dossier)), "lanes")


def long(dossier: Dossier) -> bool:
    """Say whether one figure would be too much to take in."""
    return len(dossier.sop.all_steps) > MOST_IN_ONE


def overview_picture(dossier: Dossier) -> Picture:
    """The phases of a long flow."""
    return Picture("overview", overview(grouped(flow_figure(dossier))), "phases")


def phase_pictures(dossier: Dossier) -> Iterator[tuple[str, Picture]]:
    """Each phase of a long flow, by its name."""
    for phase, figure in parts(grouped(flow_figure(dossier))):
        yield phase, Picture(f"phase-{phase}", figure, "lanes")


def path_picture(dossier: Dossier, told: Told) -> Picture | None:
    """The flow with the way that a case took; none where the flow no longer has its steps."""
    steps = dossier.sop.all_steps
    if not told.times.keys() <= steps.keys():
        return None
    followed = way(told)
    order = [*followed.tries, *told.times]
    took = {step: _took(dossier, told, step) for step in order if step in steps}
    figure = _flow_figure(dossier, partial(_in_case, dossier, told))
    title = f"Path: {told.title}"
    marked = taken(figure, title, told.trigger, took, followed)
    return Picture("path", grouped(marked), "lanes")


def _took(dossier: Dossier, told: Told, step: str) -> str:
    """How long a step took; one that nobody noted must have been taken all the same."""
    time = told.times.get(step)
    took = f"took {duration(time.seconds)}" if time else "not noted"
    return f"{took}, planned {duration(dossier.takes[step])}"


def _in_case(dossier: Dossier, told: Told, step: str, placeholder: Placeholder) -> str | None:
    """What a placeholder stood for in a step of a case: of targets, each that was tried."""
    tries = told.verdict.followed.first(step)
    said = [dossier.fill_at(step, each.failed)(placeholder) for each in tries]
    if not said:
        return dossier.said_at(step)(placeholder)
    return ", then ".join(dict.fromkeys(filter(None, said))) or None


def paths_drawn(dossier: Dossier) -> int:
    """How many cases have their path drawn: each draws the whole flow once more."""
    return _WORK_ON_PATHS // max(len(dossier.flow.edges), 1) ** 2


def path_on_page(dossier: Dossier, told: Told) -> Picture | None:
    """The path of a case for its page; none where it is not among the cases that are drawn."""
    drawn = dossier.cases.get(told.page, 0) < paths_drawn(dossier)
    return path_picture(dossier, told) if drawn else None


def changes_pictures(
    before: Dossier, after: Dossier, renamed: Mapping[str, str], told: Mapping[str, str]
) -> Iterator[Picture]:
    """Both editions of a flow in one picture, or each phase in which a long one has changed.

    `renamed` has the old name of each box that has a new one; `told` says how a box was, where the
    boxes themselves do not say it. Where no box has changed there is no picture.
    """
    title = f"What changed: {after.sop.title}"
    old = _renamed(flow_figure(before), {was: name for name, was in renamed.items()})
    new = flow_figure(after)
    same = {node.name for node in difference(title, old, new).nodes if node.mark == "same"}
    joined = grouped(
        difference(title, old, new, {name: was for name, was in told.items() if name in same})
    )
    if all(node.mark == "same" for node in joined.nodes):
        return
    if len(joined.nodes) <= MOST_IN_ONE:
        yield Picture(f"changes-{after.id}", joined, "lanes")
        return
    for phase, figure in parts(joined):
        if any(node.mark in ("added", "removed", "changed") for node in figure.nodes):
            yield Picture(f"changes-{after.id}-{phase}", figure, "lanes")


def _renamed(figure: Figure, names: Mapping[str, str]) -> Figure:
    """A figure whose boxes have the names that they have in another edition."""
    return replace(
        figure,
        nodes=tuple(
            replace(
                node,
                name=names.get(node.name, node.name),
                items=tuple(replace(i, name=names.get(node.name, i.name)) for i in node.items),
            )
            for node in figure.nodes
        ),
        ways=tuple(
            replace(
                way,
                source=names.get(way.source, way.source),
                target=names.get(way.target, way.target),
            )
            for way in figure.ways
        ),
    )


def flow_figure(dossier: Dossier) -> Figure:
    """The steps, each in a box of its own."""
    return _flow_figure(dossier, names_of(dossier).value)


def _flow_figure(dossier: Dossier, value: Callable[[str, Placeholder], str | None]) -> Figure:
    d, names = dossier, replace(names_of(dossier), value=value)
    return flowchart(d.sop, d.flow, d.phases, d.numbers, names)


def components_picture(dossier: Dossier) -> Picture:
    """What goes back in which order, and what feels it."""
    d = dossier
    figure = component_map(d.sop, concerned(d), d.waves, d.downstream)
    return Picture("components", figure, "map")


def timeline_picture(dossier: Dossier) -> TimePicture:
    """When each step is due, on a time axis with the RTO."""
    d = dossier
    timetable = planned(d.sop, d.flow, d.schedule, d.numbers, names_of(d), duration)
    return TimePicture("timeline", timetable)


def case_timeline_picture(dossier: Dossier, told: Told) -> TimePicture | None:
    """When each step of a real case was taken, beside when it would have been."""
    d, verdict = dossier, told.verdict
    if not verdict.counted:
        return None
    case = Case(
        told.title,
        verdict.counted,
        {name: verdict.planned[name] for name in verdict.counted if name in verdict.planned},
        verdict.seconds,
        verdict.due,
        verdict.rto,
        max(0, verdict.seconds - verdict.rto) if verdict.kind in ("over", "missed") else 0,
        said(verdict),
    )
    return TimePicture("times", compared(d.sop, d.flow, case, d.numbers, names_of(d), duration))


def triggers_picture(dossier: Dossier) -> Picture:
    """From each symptom over the triggers to the SOP."""
    title = f"From symptom to procedure: {dossier.sop.title}"
    return Picture("triggers", trigger_tree(title, SYMPTOMS, [procedure_of(dossier)]), "tree")


def procedure_of(dossier: Dossier, small: str = "") -> Procedure:
    """The SOP as the end of a tree; `small` stands under its title."""
    return Procedure(dossier.id, dossier.sop, names_of(dossier), small)


def imprint(dossier: Dossier) -> str:
    """What tells a drawing on a wall from one of another edition."""
    return f"{dossier.id} · edition {dossier.sop.version}, {in_force(dossier)}"


def names_of(dossier: Dossier) -> Names:
    """How the things that the SOP names are called in drawings."""
    return Names(
        dossier.team, dossier.metrics.__getitem__, lambda step, p: dossier.said_at(step)(p)
    )


def concerned(dossier: Dossier) -> dict[str, Component]:
    """What goes back, what that depends on, and what depends on it."""
    names = set(dossier.downstream)
    for name in restored(dossier.sop):
        names |= {name, *needed(dossier.components, name)}
    return {name: part for name, part in dossier.components.items() if name in names}
