"""What comes next where a step fails, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.runs.answering import FAIL
from rollbook.model.runs.ending import End
from rollbook.model.runs.failing import Failure, Failures
from rollbook.model.runs.failing import failures as failures_of
from rollbook.model.runs.procedure import Procedure
from rollbook.model.step import Approve
from rollbook.rules.words.doubts import doubt_words
from rollbook.views.dossier import Dossier
from rollbook.views.rendering import render
from rollbook.views.step_link import step_link
from rollbook.views.ways.wording import MEANS
from rollbook.views.words import title_case

_ICONS = {"verified": "yes", "escalated": "escalate", "stopped": "no"}


@dataclass(frozen=True, slots=True)
class Row:
    """Steps whose failures come to the same: the steps that follow in order, and the end."""

    label: Markup
    hops: list[Markup]
    icon: str
    end: str
    tone: str = ""


def failures(dossier: Dossier) -> Markup:
    """Each failure with what comes next; those that come to the same stand together."""
    procedure = Procedure.of(dossier.sop)
    found = failures_of(procedure)
    rows = list(_rows(dossier, procedure, found))
    return render("sop/failures", rows=rows, id=dossier.id, cut=not found.whole)


def _rows(dossier: Dossier, procedure: Procedure, failures: Failures) -> Iterator[Row]:
    """Those that lead somewhere, in the order of the file; then all that only escalate."""
    together: dict[object, list[Failure]] = {}
    for one in failures.found.values():
        refused = isinstance(dossier.flow.steps[one.step], Approve)
        leads = procedure.lines.led[one.step, FAIL]
        key = (refused, one.tries, leads, one.then, one.back_to, one.end, one.why)
        together.setdefault(key, []).append(one)
    for group in together.values():
        yield _row(dossier, group)
    if failures.escalating:
        which = "any other step" if together else "a step"
        yield Row(Markup("If {} fails").format(which), [], "escalate", _end(None, "escalated"))


def _row(dossier: Dossier, group: Sequence[Failure]) -> Row:
    first = group[0]
    hops = [step_link(dossier, name) for name in first.then]
    if first.back_to:
        hops.append(Markup("back to {}").format(step_link(dossier, first.back_to)))
    if first.end is None:
        return Row(_label(dossier, group), hops, "fail", "It goes round and never ends", "fail")
    if first.why:
        lacks = doubt_words(dossier.flow, first.why, title_case)
        end = f"It ends there, and {MEANS[first.end]}: {lacks}"
        return Row(_label(dossier, group), hops, "fail", end, "fail")
    end = _end(first.back_to, first.end)
    return Row(_label(dossier, group), hops, _ICONS[first.end], end)


def _label(dossier: Dossier, group: Sequence[Failure]) -> Markup:
    links = [step_link(dossier, one.step) for one in group]
    steps = links[-1]
    if len(links) > 1:
        steps = Markup("{} or {}").format(Markup(", ").join(links[:-1]), links[-1])
    if isinstance(dossier.flow.steps[group[0].step], Approve):
        return Markup("If {} is refused").format(steps)
    tries = group[0].tries
    each = f" with each of its {tries} targets" if tries > 1 else ""
    return Markup("If {} fails{}").format(steps, each)


def _end(back_to: str | None, end: End) -> str:
    if end == "verified" and back_to:
        return "It goes on from there, and can still be verified"
    before = "It goes on from there. " if back_to else ""
    doing = {"escalated": "Escalate", "stopped": "Leave the procedure"}.get(end, "Verified")
    return f"{before}{doing}: {MEANS[end]}"
