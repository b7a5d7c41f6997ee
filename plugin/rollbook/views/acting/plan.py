"""The plan: what a script has to know of an SOP to lead through it."""

from __future__ import annotations

from typing import Any

from rollbook.model.pattern import pattern
from rollbook.model.placeholders import placeholders
from rollbook.model.runs.lines import Lines
from rollbook.model.step import AnyStep, Approve
from rollbook.views.dossier import Dossier
from rollbook.views.words import title_case


def plan(dossier: Dossier) -> dict[str, Any]:
    """Steps with their edges and joins, what to fill in, and what a record has to name.

    Durations are in seconds. An edge is `[kind, target, answer]`; `onward` are the steps of its
    line to which a step leads, `after` those that a join waits for, and `order` has each step
    behind all that lead to it. `fields` are the names of what somebody looks up.
    """
    sop = dossier.sop
    onward = Lines(dossier.flow).onward
    schedule = dossier.schedule
    return {
        "sop": dossier.id,
        "title": sop.title,
        "version": sop.version,
        "digest": dossier.standing.digest,
        "rto": sop.rto.seconds,
        "starts": list(dossier.flow.starts),
        "order": list(dossier.flow.order),
        "steps": {
            name: _step(dossier, name, step)
            | {"onward": list(onward[name])}
            | {"slack": schedule[name].slack if name in schedule else None}
            for name, step in sop.all_steps.items()
        },
        "triggers": {name: title_case(name) for name in sop.triggers},
        "fields": [
            *(f"inputs.{name}" for name in sop.inputs),
            *(f"live.{name}" for name in live_components(dossier)),
        ],
        "patterns": {
            f"inputs.{name}": pattern(entry.pattern).program
            for name, entry in sop.inputs.items()
            if entry.pattern
        },
        "targets": {
            name: [[target.ref.bare, target.ref.version] for target in targets]
            for name, targets in sop.targets.items()
        },
    }


def live_components(dossier: Dossier) -> list[str]:
    """The components of which a text of the procedure asks what runs now, in their order."""
    sop = dossier.sop
    texts = [
        text
        for step in sop.all_steps.values()
        for text in (*step.model_dump(exclude_unset=True).values(),)
        if isinstance(text, str)
    ]
    texts += [entry.find or "" for entry in sop.inputs.values()]
    texts += [getattr(check, "run", "") or "" for check in sop.checks.values()]
    asked = {p.key for text in texts for p in placeholders(text) if p.word == "live"}
    return [name for name in dossier.components if name in asked]


def _step(dossier: Dossier, name: str, step: AnyStep) -> dict[str, Any]:
    role = dossier.sop.roles.get(step.performer or "")
    return {
        "number": dossier.numbers[name],
        "name": title_case(name),
        "verb": step.VERB,
        "takes": dossier.takes[name],
        "role": title_case(step.performer) if step.performer else "",
        "team": dossier.team(role.who) if role else "",
        "reach": _reach(dossier, role.who) if role else "",
        "deputy": dossier.team(role.deputy) if role and role.deputy else "",
        "edges": [[edge.kind, edge.target, edge.answer] for edge in dossier.flow.out_of[name]],
        "after": list(step.after) if step.after and len(step.after) > 1 else [],
        "main": name in dossier.flow.main,
        "late": isinstance(step, Approve) and step.late is not None,
        "review": step.phase == "review",
        "final": step.point_of_no_return is not None,
        "restores": step.restores or "",
    }


def _reach(dossier: Dossier, team: str) -> str:
    known = dossier.handbook.shared.teams.get(team)
    return (known.contact or "") if known else ""
