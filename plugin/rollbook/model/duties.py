"""Duties: the RACI matrix, derived from the steps."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.model.flow import Flow
from rollbook.model.handbook import Handbook
from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep, Approve, Notify

OWNER = "owner"
"""Who is accountable for a step that no approval governs: the team that keeps the SOP."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Who does a step, answers for it, is asked before it and is told of it.

    `responsible` is a role, `automatic`, or nobody for a plain wait; `accountable` is a role or
    `OWNER`; `also_told` holds the recipients of a notice that play no role.
    """

    responsible: str | None
    accountable: str
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    also_told: tuple[str, ...]


def duties(handbook: Handbook, sop: Sop, flow: Flow) -> dict[str, Duty]:
    """Step → the duties in it."""
    accountable = governing_roles(flow)
    return {
        name: _duty(step, accountable[name], _recipients(handbook, sop, step), sop)
        for name, step in flow.steps.items()
    }


def governing_roles(flow: Flow) -> dict[str, str]:
    """Step → the role of the approval that precedes it on every way, or `OWNER`.

    A join is governed as soon as one of the steps that it waits for is; an approval that may
    come late governs nothing.
    """
    known: dict[str, tuple[str, ...]] = {}
    for name in flow.order:
        step = flow.steps[name]
        waits_for = set(step.after or ()) if step.after and len(step.after) > 1 else set()
        ways: list[tuple[str, ...]] = []
        joined: list[str] = []
        for edge in flow.into[name]:
            if edge.back:
                continue
            if edge.source in waits_for and edge.kind in ("next", "yes"):
                joined += known.get(edge.source, ())
            else:
                ways.append(known.get(edge.source, ()))
        if waits_for:
            ways.append(tuple(dict.fromkeys(joined)))
        on_every_way = tuple(r for r in ways[0] if all(r in way for way in ways)) if ways else ()
        own = (step.approve,) if isinstance(step, Approve) and step.late is None else ()
        known[name] = tuple(dict.fromkeys((*own, *on_every_way)))
    return {name: roles[0] if roles else OWNER for name, roles in known.items()}


def _recipients(handbook: Handbook, sop: Sop, step: AnyStep) -> tuple[str, ...]:
    notice = handbook.notices(sop).get(step.notify) if isinstance(step, Notify) else None
    return notice.to if notice else ()


def _duty(step: AnyStep, accountable: str, recipients: tuple[str, ...], sop: Sop) -> Duty:
    told = tuple(name for name, role in sop.roles.items() if role.who in recipients)
    teams = {sop.roles[name].who for name in told}
    return Duty(
        responsible=step.performer,
        accountable=accountable,
        consulted=step.consult,
        informed=tuple(dict.fromkeys((*step.inform, *told))),
        also_told=tuple(to for to in recipients if to not in teams),
    )
