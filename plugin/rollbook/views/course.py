"""The course of a real case: the steps that were taken, planned beside actual times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.course import in_time, recovery
from rollbook.model.measures import Duration
from rollbook.model.timing import Span
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.roles import Chip, chip
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


@dataclass(frozen=True, slots=True)
class Course:
    """The steps in order, and the seconds from the first until the system was verified."""

    steps: list[Taken]
    seconds: int


def course(dossier: Dossier, times: Mapping[str, Duration], *, current: bool) -> Course:
    """Put the times beside those of the procedure."""
    spans = actual(dossier, times, current=current)
    steps = [_taken(dossier, name, took.seconds, spans[name].end) for name, took in times.items()]
    recovering = recovery(spans, dossier.phases).values()
    return Course(steps, max((span.end for span in recovering), default=0))


def actual(dossier: Dossier, times: Mapping[str, Duration], *, current: bool) -> dict[str, Span]:
    """Step → when it was taken."""
    seconds = {name: took.seconds for name, took in times.items()}
    return in_time(dossier.flow, seconds, current=current)


def planned(dossier: Dossier, times: Mapping[str, Duration], *, current: bool) -> dict[str, Span]:
    """Step → when it would have been taken, had each of them taken as long as planned."""
    seconds = {name: dossier.takes[name] for name in times if name in dossier.takes}
    return in_time(dossier.flow, seconds, current=current)


def _taken(dossier: Dossier, name: str, took: int, elapsed: int) -> Taken:
    step = dossier.sop.all_steps.get(name)
    takes = dossier.takes.get(name)
    return Taken(
        title_case(name),
        dossier.numbers.get(name),
        link(sop_page(dossier.id), "step", name) if step else None,
        chip(dossier, step.performer) if step else None,
        duration(took),
        duration(takes) if takes is not None else None,
        duration(elapsed),
        takes is not None and took > takes,
    )
