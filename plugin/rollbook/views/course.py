"""The course of a real case: the steps that were taken, planned beside actual times."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.model.timing import Span
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.roles import Chip, chip
from rollbook.views.told import Told
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken; `href` is missing where the procedure no longer has it.

    `clock` is the time since the trigger, when it was done.
    """

    name: str
    number: int | None
    href: str | None
    by: Chip | None
    took: str
    planned: str | None
    clock: str
    late: bool


def course(dossier: Dossier, told: Told) -> list[Taken]:
    """The steps in their order, beside what the procedure planned."""
    return [
        _taken(dossier, name, span, told.verdict.planned.get(name))
        for name, span in told.verdict.spans.items()
    ]


def _taken(dossier: Dossier, name: str, span: Span, due: Span | None) -> Taken:
    step = dossier.sop.all_steps.get(name)
    took, planned = span.end - span.start, due.end - due.start if due else None
    return Taken(
        title_case(name),
        dossier.numbers.get(name),
        link(sop_page(dossier.id), "step", name) if step else None,
        chip(dossier, step.performer) if step else None,
        duration(took),
        duration(planned) if planned is not None else None,
        duration(span.end),
        planned is not None and took > planned,
    )
