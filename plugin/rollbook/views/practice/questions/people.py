"""Who says yes, and who takes a step."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from rollbook.model.step import Approve
from rollbook.views.addresses import link, team_page
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import linked, player, quoted
from rollbook.views.step_link import step_link
from rollbook.views.words import duration, title_case


def approving(dossier: Dossier) -> Iterator[Draft]:
    """The role whose yes a step waits for; another role of the same team would be right, too."""
    steps = dossier.sop.all_steps
    for name in shuffled(dossier, "approving", list(steps)):
        step = steps[name]
        if isinstance(step, Approve):
            late = f", within {duration(step.late.seconds)} after it" if step.late else ""
            yield Draft(
                f"Who has to say yes at {quoted(name)}{late}?",
                player(dossier, step.approve),
                Markup("Step {} asks for it.").format(step_link(dossier, name)),
                (_others(dossier, step.approve), _owner(dossier, step.approve)),
            )


def taking(dossier: Dossier) -> Iterator[Draft]:
    """The role that takes a step."""
    steps = dossier.sop.all_steps
    for name in shuffled(dossier, "taking", list(steps)):
        step = steps[name]
        if step.performer in dossier.sop.roles and not isinstance(step, Approve):
            yield Draft(
                f"Who takes {quoted(name)}?",
                player(dossier, step.performer or ""),
                Markup("Step {} says so.").format(step_link(dossier, name)),
                (_others(dossier, step.performer or ""),),
            )


def _others(dossier: Dossier, role: str) -> Iterator[Answer]:
    right = dossier.sop.roles[role]
    for name, other in dossier.sop.roles.items():
        if name != role and other.who not in (right.who, right.deputy):
            part = linked(dossier, "role", name, title_case(name))
            yield Answer(player(dossier, name), Markup("{} plays another part.").format(part))


def _owner(dossier: Dossier, role: str) -> Iterator[Answer]:
    owner, right = dossier.sop.owner, dossier.sop.roles[role]
    if owner not in (right.who, right.deputy):
        team = dossier.team(owner)
        why = Markup('<a class="rb-to" href="{}">{}</a> keeps the procedure; its yes is not asked.')
        yield Answer(f"The owner ({team})", why.format(link(team_page(owner)), team))
