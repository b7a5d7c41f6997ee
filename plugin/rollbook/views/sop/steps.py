"""The steps of an SOP as cards: who, what, what to expect, and what if not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from rollbook.model.flow import Edge
from rollbook.model.step import AnyStep, Approve, Confirm, Decide, Do, Notify, Run, Wait
from rollbook.views.addresses import anchor, link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.inputs import Asked, asked
from rollbook.views.prose import Fill, command, filled_brief, filled_prose
from rollbook.views.rendering import render
from rollbook.views.report import counted
from rollbook.views.roles import Chip, chip
from rollbook.views.sop.aims import Other, aims, others
from rollbook.views.step_link import step_link
from rollbook.views.words import duration, listing, title_case

KINDS = {
    "do": "By hand",
    "run": "Command",
    "approve": "Approval",
    "decide": "Decision",
    "wait": "Wait",
    "check": "Check",
    "notify": "Notice",
}
"""Verb → what the step is called."""

MOST_NAMED = 8
"""Steps beside a step that its card names: with all of many, each card would be as long as all."""

PHASES = {
    "detect": "Detect",
    "decide": "Decide",
    "restore": "Restore",
    "verify": "Verify",
    "review": "Review",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line below what is done; `tone` is `fail`, `warn` or nothing."""

    icon: str
    label: str
    text: Markup
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A step as it is shown; `parts` are the anchors of what it takes back or saves.

    `others` is its command with each further target, once the one before it has failed.
    """

    id: str
    anchor: str
    parts: str
    number: int
    name: str
    verb: str
    kind: str
    takes: str
    by: Chip | None
    order: Markup | None
    text: Markup | None
    command: Markup | None
    undo: Markup | None
    no_return: Markup | None
    facts: list[Fact]
    others: list[Other]

    @property
    def has_facts(self) -> bool:
        """Whether anything stands below what is done."""
        return bool(self.facts or self.undo)


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one phase, or of the fallback."""

    title: str
    cards: list[Card]


def steps(dossier: Dossier) -> Markup:
    """What to look up first, the procedure by its phases, and the fallback."""
    questions: list[Asked] = asked(dossier)
    fallback = [card(dossier, name) for name in dossier.sop.fallback]
    return render("sop/steps", questions=questions, groups=groups(dossier), fallback=fallback)


def groups(dossier: Dossier) -> list[Group]:
    """The cards of the main line, by phase."""
    return [
        Group(PHASES[phase], [card(dossier, name) for name in names])
        for phase, names in groupby(dossier.sop.steps, key=dossier.phases.__getitem__)
    ]


def card(dossier: Dossier, name: str) -> Card:
    """A step as a card."""
    step = dossier.flow.steps[name]
    fill = dossier.fill_at(name)
    return Card(
        id=name,
        anchor=anchor("step", name),
        parts=_parts(step),
        number=dossier.numbers[name],
        name=title_case(name),
        verb=step.VERB,
        kind=KINDS[step.VERB],
        takes=duration(dossier.takes[name]),
        by=chip(dossier, step.performer),
        order=_order(dossier, name, step),
        text=text_of(dossier, name),
        command=command(step.run, fill) if isinstance(step, Run) else None,
        undo=_undo(step, fill),
        no_return=_prose(step.point_of_no_return, fill),
        facts=list(_facts(dossier, name, step)),
        others=others(dossier, name),
    )


def _parts(step: AnyStep) -> str:
    """The anchors of the components that the step takes back or saves."""
    return " ".join(anchor("component", name) for name in (step.restores, step.saves) if name)


def text_of(dossier: Dossier, name: str, fill: Fill | None = None) -> Markup | None:
    """What is done in a step, where it is no command; `fill` has the targets of a run."""
    step, fill = dossier.flow.steps[name], fill or dossier.fill_at(name)
    match step:
        case Do():
            return filled_prose(step.do, fill)
        case Decide():
            return filled_prose(step.decide, fill)
        case Wait():
            wait = step.wait
            return filled_prose(wait, fill) if isinstance(wait, str) else None
        case Approve():
            return _approval(dossier, step)
        case Confirm():
            page = sop_page(dossier.id)
            links = [
                Markup('<li><a class="rb-to" href="{}">{}</a></li>').format(
                    link(page, "check", check), title_case(check)
                )
                for check in step.check
            ]
            return Markup("<p>All of these have to pass:</p><ul>{}</ul>").format(
                Markup("").join(links)
            )
        case Notify():
            notice = dossier.notices[step.notify]
            return Markup('<p>Send <a class="rb-to" href="{}">{}</a> to {}.</p>').format(
                link(sop_page(dossier.id), "notice", step.notify),
                title_case(step.notify),
                listing([dossier.team(to) for to in notice.to]),
            )
        case _:
            return None


def _approval(dossier: Dossier, step: Approve) -> Markup:
    who = chip(dossier, step.approve)
    team = who.team if who else step.approve
    if step.late:
        return Markup("<p>{} has to approve within {} after this step.</p>").format(
            team, duration(step.late.seconds)
        )
    return Markup("<p>{} has to say yes before it goes on.</p>").format(team)


def _order(dossier: Dossier, name: str, step: AnyStep) -> Markup | None:
    """What comes before it, where that is not just the step above."""
    if step.after is None:
        return None
    beside = dossier.side_by_side.get(frozenset(step.after), [])
    parallel = [other for other in beside[: MOST_NAMED + 1] if other != name][:MOST_NAMED]
    parts = []
    if not step.after:
        parts.append(Markup("At once, without waiting for the steps above"))
    elif len(step.after) > 1 or parallel:
        parts.append(Markup("After {}").format(_links(dossier, step.after)))
    if parallel:
        rest = len(beside) - 1 - len(parallel)
        others = f" and {counted(rest, 'other step')}" if rest else ""
        parts.append(Markup("at the same time as {}{}").format(_links(dossier, parallel), others))
    return Markup(", ").join(parts) if parts else None


def _links(dossier: Dossier, names: Iterator[str] | tuple[str, ...] | list[str]) -> Markup:
    return Markup(" and ").join(step_link(dossier, name) for name in names)


def _undo(step: AnyStep, fill: Fill) -> Markup | None:
    if step.undo is None or step.undo == "none" or not isinstance(step, Run):
        return None
    return command(step.undo, fill)


def _prose(text: str | None, fill: Fill) -> Markup | None:
    return filled_brief(text, fill) if text else None


def _facts(dossier: Dossier, name: str, step: AnyStep) -> Iterator[Fact]:
    yield from _results(dossier, name, step)
    yield from _exits(dossier, name, step)
    yield from _handling(dossier, name, step)


def _results(dossier: Dossier, name: str, step: AnyStep) -> Iterator[Fact]:
    fill = dossier.fill_at(name)
    if step.expect:
        yield Fact("expect", "Expect", filled_brief(step.expect, fill))
    if step.restores:
        to = Markup("")
        if step.restores in dossier.sop.targets:
            reference = command(f"${{targets.{step.restores}}}", fill)
            to = Markup(" to <code>{}</code>").format(reference)
        part = dossier.components[step.restores].name
        yield Fact("restore", "Takes back", Markup("{}{}").format(part, to))
    for aim in aims(dossier, name):
        yield Fact("problem" if aim.failed else "restore", "Target", aim.text, aim.tone)
    if step.saves:
        part = dossier.components[step.saves].name
        yield Fact("save", "Saves", Markup("a snapshot of {}").format(part))
    if step.each:
        yield Fact("each", "For each", Markup("{}").format(step.each))
    if step.reprocess:
        parts = [dossier.components[part].name for part in step.reprocess.then]
        then = Markup(", then {}").format(listing(parts)) if parts else Markup("")
        yield Fact(
            "reprocess", "Make again", Markup("data from {}{}").format(step.reprocess.from_, then)
        )
    if step.undo and not isinstance(step, Run) and step.undo != "none":
        yield Fact("undo", "Undo", filled_brief(step.undo, fill))


def _exits(dossier: Dossier, name: str, step: AnyStep) -> Iterator[Fact]:
    """Where it can lead: every answer of a decision, every failure, every way that is no next."""
    leaving = dossier.flow.out_of[name]
    labels: dict[str, Callable[[Edge], str]] = {
        "yes": lambda edge: "Yes",
        "no": lambda edge: "No" if step.VERB == "decide" and not step.exits else "Otherwise",
        "case": lambda edge: edge.answer,
        "fail": lambda edge: "If it fails",
    }
    for edge in leaving:
        if edge.kind == "next":
            continue
        label = labels[edge.kind](edge)
        tone = "fail" if edge.kind == "fail" else ""
        icon = {"yes": "yes", "no": "no", "case": "case", "fail": "fail"}[edge.kind]
        back = Markup(" (back)") if edge.back else Markup("")
        yield Fact(
            icon, label, Markup("→ {}{}").format(step_link(dossier, edge.target), back), tone
        )
    if step.then:
        yield Fact("then", "Then", Markup("→ {}").format(step_link(dossier, step.then)))


def _handling(dossier: Dossier, name: str, step: AnyStep) -> Iterator[Fact]:
    for label, icon, roles in (("Ask", "consult", step.consult), ("Tell", "inform", step.inform)):
        if roles:
            yield Fact(icon, label, Markup("{}").format(listing([title_case(r) for r in roles])))
    if step.performer == "automatic":
        yield Fact("automatic", "Automatic", Markup("a machine does it; confirm what to expect"))
    if step.note:
        yield Fact("note", "Note", filled_brief(step.note, dossier.fill_at(name)))
