"""The course of a real case: the steps that were taken, planned beside actual times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollbook.model.measures import Duration
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.roles import Chip, chip
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken; `href` is missing where the procedure no longer has it.

    `clock` is the time since the trigger, when it was done. The widths of the bars are in
    percent of the longest one.
    """

    name: str
    number: int | None
    href: str | None
    by: Chip | None
    took: str
    planned: str | None
    clock: str
    width: int
    planned_width: int
    late: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The steps in order, and the seconds from the first until the system was verified."""

    steps: list[Taken]
    seconds: int


def course(dossier: Dossier, times: Mapping[str, Duration], *, current: bool) -> Course:
    """Put the times beside those of the procedure.

    A step begins when those before it in the flow are done. Of an earlier procedure, nobody knows
    the flow any more: its steps are counted one after the other.
    """
    known = dossier.sop.all_steps
    planned = [known[name].takes.seconds for name in times if name in known]
    longest = max([*(took.seconds for took in times.values()), *planned, 1])
    done: dict[str, int] = {}
    for name, took in times.items():
        awaited = dossier.flow.before(name) if current and name in known else done.keys()
        done[name] = max((done[step] for step in done if step in awaited), default=0) + took.seconds
    steps = [
        _taken(dossier, name, took.seconds, done[name], longest) for name, took in times.items()
    ]
    recovering = [at for name, at in done.items() if dossier.phases.get(name) != "review"]
    return Course(steps, max(recovering, default=0))


def _taken(dossier: Dossier, name: str, took: int, elapsed: int, longest: int) -> Taken:
    step = dossier.sop.all_steps.get(name)
    planned = step.takes.seconds if step else None
    return Taken(
        title_case(name),
        dossier.numbers.get(name),
        link(sop_page(dossier.id), "step", name) if step else None,
        chip(dossier, step.performer) if step else None,
        duration(took),
        duration(planned) if planned is not None else None,
        duration(elapsed),
        round(100 * took / longest),
        round(100 * (planned or 0) / longest),
        planned is not None and took > planned,
    )
