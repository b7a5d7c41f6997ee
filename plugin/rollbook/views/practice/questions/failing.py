"""What to do when a step fails, an answer is no, or the procedure is stuck."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from rollbook.model.flow import EXITS, Edge
from rollbook.model.runs.procedure import Procedure
from rollbook.model.step import Approve, Confirm, Decide
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import quoted, read
from rollbook.views.step_link import step_link
from rollbook.views.words import sentence

_LEAVING = {"escalate": "Escalate", "stop": "Leave the procedure"}


def failing(dossier: Dossier) -> Iterator[Draft]:
    """Where a step leads that has failed."""
    procedure = Procedure.of(dossier.sop)
    for edge in _edges(dossier, "fail"):
        step = dossier.flow.steps[edge.source]
        confirms = isinstance(step, Confirm)
        said = "Not every check of {} passes." if confirms else "{} fails."
        if _tried_once_more(procedure, edge.source):
            said = "{} fails with its last target, too."
        yield _draft(dossier, edge, said.format(quoted(edge.source)))


def _tried_once_more(procedure: Procedure, name: str) -> bool:
    """Whether a step that fails is taken once more, with the next target, before it leads away."""
    part = procedure.flow.steps[name].restores or ""
    return procedure.targets.get(part, 0) > 1 and not procedure.stands_for_next[name]


def branching(dossier: Dossier) -> Iterator[Draft]:
    """Where an answer leads that is not yes."""
    for edge in _edges(dossier, "no", "case"):
        step = dossier.flow.steps[edge.source]
        if isinstance(step, Decide):
            no = "none of those foreseen" if step.exits else "no"
            answer = f"“{edge.answer}”" if edge.kind == "case" else no
            asked = f"{quoted(edge.source)}: {read(step.decide, dossier.said_at(edge.source))}"
            yield _draft(dossier, edge, f"{asked} The answer is {answer}.")
        elif isinstance(step, Approve):
            yield _draft(dossier, edge, f"The yes at {quoted(edge.source)} is refused.")


def escalating(dossier: Dossier) -> Iterator[Draft]:
    """Who takes over when the procedure is stuck."""
    listed = dossier.sop.escalation
    page = link(sop_page(dossier.id))
    teams = {dossier.team(role.who) for role in dossier.sop.roles.values()}
    for place in shuffled(dossier, "escalating", range(len(listed))):
        entry = listed[place]
        says = Markup('The <a class="rb-to" href="{}">procedure</a> says: if {}, to {}.').format
        others = [
            Answer(other.to, says(page, other.if_, other.to))
            for other in listed
            if other.to != entry.to and not _overlap(other.to, entry.to)
        ]
        known = [t for t in teams if not any(_overlap(t, other.to) for other in listed)]
        players = [
            Answer(team, Markup("{} plays a part in it already.").format(team)) for team in known
        ]
        ask = f"{sentence(entry.if_)}. Who takes over?"
        yield Draft(ask, entry.to, says(page, entry.if_, entry.to), (others, players))


def _overlap(one: str, other: str) -> bool:
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


def _edges(dossier: Dossier, *kinds: str) -> list[Edge]:
    edges = [edge for edge in dossier.flow.edges if edge.kind in kinds]
    return shuffled(
        dossier, kinds[0], edges, key=lambda e: f"{e.source} {e.target} {e.kind} {e.answer}"
    )


def _draft(dossier: Dossier, edge: Edge, said: str) -> Draft:
    leaving = [e.target for e in dossier.flow.out_of[edge.source] if e.target != edge.target]
    ways = {e.target for e in dossier.flow.edges if e.kind == "fail"} - {edge.target}
    rest = [name for name in (*dossier.sop.fallback, *EXITS) if name != edge.target]
    steps = [name for name in dossier.sop.steps if name != edge.target]
    why = Markup("Step {} leads there.").format(step_link(dossier, edge.source))
    groups = (leaving, sorted(ways), rest, steps)
    return Draft(
        f"{said} What now?",
        _way(edge.target, edge.source),
        why,
        tuple(_ways(dossier, group, edge) for group in groups),
    )


def _ways(dossier: Dossier, names: list[str], edge: Edge) -> Iterator[Answer]:
    says = Markup("Step {} leads elsewhere then.").format(step_link(dossier, edge.source))
    return (Answer(_way(name, edge.source), says) for name in names)


def _way(name: str, source: str) -> str:
    if name == source:
        return f"Take {quoted(name)} once more"
    return _LEAVING.get(name) or f"Go to {quoted(name)}"
