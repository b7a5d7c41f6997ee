"""The scenes of a tabletop: a case as it unfolded, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from rollbook.model.runs.answering import CASE, FAIL, Answer, led
from rollbook.model.step import AnyStep, Run
from rollbook.views.dossier import Dossier
from rollbook.views.practice.wording import quoted, read
from rollbook.views.prose import Fill, command, filled_brief
from rollbook.views.roles import Chip, chip
from rollbook.views.sop.steps import KINDS, text_of
from rollbook.views.step_link import step_link
from rollbook.views.told import Told
from rollbook.views.words import duration, title_case

MOST_SECONDS = 300
"""A table waits for nothing: it talks of no step for longer than that."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line about what was done, such as what to expect of it."""

    icon: str
    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Done:
    """A step as it is told behind the question what to do.

    `id` is missing where the procedure no longer has it: a record cannot name it then.
    """

    id: str | None
    name: str
    link: Markup
    kind: str
    icon: str
    by: Chip | None
    text: Markup | None
    command: Markup | None
    facts: list[Fact]
    took: str
    planned: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment at which someone has to decide: when it is, and what is known."""

    number: int
    when: str
    known: list[str]
    done: Done


def scenes(dossier: Dossier, told: Told) -> list[Scene]:
    """A scene for each step that was taken, in order."""
    return list(_scenes(dossier, told))


def minutes(told: Told) -> int:
    """How long a table talks: as long as each step took, though of none for too long."""
    seconds = sum(min(took.seconds, MOST_SECONDS) for took in told.times.values())
    return max(1, -(-seconds // 60))


def _scenes(dossier: Dossier, told: Told) -> Iterator[Scene]:
    taken = list(told.times)
    for place, name in enumerate(taken):
        start = told.verdict.spans[name].start
        when = f"{duration(start)} after the trigger" if start else "at the trigger"
        known = _known(dossier, told, taken, place)
        yield Scene(place + 1, when, known, _done(dossier, told, taken, place))


def _known(dossier: Dossier, told: Told, taken: Sequence[str], place: int) -> list[str]:
    """What has just happened: what opened the step, as far as anybody noted it."""
    opened_by = told.verdict.opened_by.get(taken[place], ())
    said = [_happened(dossier, told, *each) for each in opened_by if each[0] in told.times]
    if not said and place:
        said = [f"{quoted(taken[place - 1])} is done."]
    return said


def _happened(dossier: Dossier, told: Told, name: str, answer: Answer) -> str:
    step = dossier.flow.steps.get(name)
    if answer.startswith(CASE):
        return f"The answer to {quoted(name)} was “{answer.removeprefix(CASE)}”."
    if answer in ("yes", "no"):
        return f"The answer to {quoted(name)} was {answer}."
    if answer == FAIL:
        return f"{quoted(name)} has failed."
    *_, fill = _fills(dossier, told, name)
    shown = f" {read(step.expect, fill)}" if step and step.expect else ""
    return f"{quoted(name)} is done.{shown}"


def _fills(dossier: Dossier, told: Told, name: str) -> list[Fill]:
    """What placeholders stood for in a step each time that it was tried, or may stand for."""
    tries = told.verdict.followed.first(name)
    return [dossier.fill_at(name, each.failed) for each in tries] or [dossier.fill_at(name)]


def _done(dossier: Dossier, told: Told, taken: Sequence[str], place: int) -> Done:
    name = taken[place]
    took = duration(told.times[name].seconds)
    step = dossier.sop.all_steps.get(name)
    if step is None:
        title = title_case(name)
        gone = Markup('{} <span class="rb-muted">(no longer a step)</span>').format(title)
        return Done(None, title, gone, "Step", "do", None, None, None, [], took, None)
    fill = _fills(dossier, told, name)[0]
    return Done(
        name,
        title_case(name),
        step_link(dossier, name),
        KINDS[step.VERB],
        step.VERB,
        chip(dossier, step.performer),
        text_of(dossier, name, fill),
        command(step.run, fill) if isinstance(step, Run) else None,
        [*_once_more(dossier, told, name), *_facts(dossier, told, step, name)],
        took,
        duration(dossier.takes[name]),
    )


def _once_more(dossier: Dossier, told: Told, name: str) -> Iterator[Fact]:
    """What was done after a target had failed, with the next one."""
    step = dossier.flow.steps[name]
    target = f"${{targets.{step.restores}}}"
    then = step.run if isinstance(step, Run) else target
    for before, fill in pairwise(_fills(dossier, told, name)):
        failed, again = command(target, before), command(then, fill)
        # An earlier procedure may have had more targets than today's.
        if step.restores in dossier.sop.targets and failed != command(target, fill):
            says = Markup("<code>{}</code> has failed, then <code>{}</code>")
            yield Fact("fail", "Once more", says.format(failed, again))


def _facts(dossier: Dossier, told: Told, step: AnyStep, name: str) -> Iterator[Fact]:
    tries = told.verdict.followed.first(name)
    answer = tries[-1].answer if tries else "done"
    if answer != "done":
        icon = "case" if answer.startswith(CASE) else answer
        words = {FAIL: "it failed"}.get(answer, answer.removeprefix(CASE))
        links = [step_link(dossier, target) for target in led(dossier.flow, name, answer)]
        says = Markup("{} → {}").format(words, Markup(", ").join(links))
        yield Fact(icon, "Then" if answer == FAIL else "Answer then", says)
    for icon, label, text in (
        ("expect", "Expect", step.expect),
        ("no-return", "No way back", step.point_of_no_return),
        ("note", "Why", step.note),
    ):
        if text:
            yield Fact(icon, label, filled_brief(text, _fills(dossier, told, name)[-1]))
