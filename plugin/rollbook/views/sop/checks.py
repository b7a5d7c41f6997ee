"""The checks of an SOP: how people know that it worked."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.check import AnyCheck, LogCheck, MetricCheck, QuestionCheck, RunCheck
from rollbook.model.step import Confirm
from rollbook.views.addresses import anchor
from rollbook.views.dossier import Dossier
from rollbook.views.prose import Fill, command, filled_brief
from rollbook.views.rendering import render
from rollbook.views.roles import Chip, chip
from rollbook.views.words import duration, title_case


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check as it is shown."""

    id: str
    anchor: str
    name: str
    icon: str
    what: Markup
    command: Markup | None
    expect: Markup
    dashboard: str | None
    by: Chip | None
    sign: Chip | None


def checks(dossier: Dossier) -> Markup:
    """Every check with what it has to show."""
    return render("sop/checks", rows=[row(dossier, name) for name in dossier.sop.checks])


def row(dossier: Dossier, name: str, fill: Fill | None = None) -> CheckRow:
    """A check as it is shown; `fill` has the targets of the step in which it is read."""
    check, steps = dossier.sop.checks[name], _reading(dossier, name)
    said, agreed = fill or dossier.said_at(*steps), fill or dossier.agreed_at(*steps)
    what, run, expect, icon = _said(dossier, check, said, agreed)
    metric = dossier.metrics[check.metric] if isinstance(check, MetricCheck) else None
    return CheckRow(
        name,
        anchor("check", name),
        title_case(name),
        icon,
        what,
        run,
        expect,
        metric.dashboard if metric else None,
        chip(dossier, check.by) if isinstance(check, QuestionCheck) else None,
        chip(dossier, check.sign),
    )


def _said(
    dossier: Dossier, check: AnyCheck, fill: Fill, agreed: Fill
) -> tuple[Markup, Markup | None, Markup, str]:
    """What is looked at, the command if there is one, what is expected, and an icon."""
    plain = Markup("{}").format
    match check:
        case MetricCheck():
            metric = dossier.metrics[check.metric]
            unit = f" {metric.unit}" if metric.unit else ""
            bound = Markup('<span class="rb-number">{}{}</span>{}')
            return (
                plain(metric.name),
                None,
                bound.format(check.expect.text, unit, _over(check.over)),
                "dashboard",
            )
        case RunCheck():
            expected = Markup("<code>{}</code>").format(command(check.expect, fill))
            return plain("The command answers"), command(check.run, agreed), expected, "run"
        case LogCheck():
            bound = Markup('<span class="rb-number">{}</span> lines{}')
            query = Markup("<code>{}</code>").format(check.logs)
            return (
                Markup("Log lines of {}").format(query),
                None,
                bound.format(check.expect.text, _over(check.over)),
                "logs",
            )
        case QuestionCheck():
            return filled_brief(check.ask, fill), None, plain("Yes"), "decide"


def _reading(dossier: Dossier, name: str) -> list[str]:
    """The steps in which a check is read."""
    steps = dossier.sop.all_steps
    return [n for n, step in steps.items() if isinstance(step, Confirm) and name in step.check]


def _over(over: object) -> str:
    seconds = getattr(over, "seconds", None)
    return f" over {duration(seconds)}" if seconds is not None else ""
