"""What comes first, and what comes after a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import quoted
from rollbook.views.step_link import step_link
from rollbook.views.words import title_case

_NEAR = 5


def first(dossier: Dossier) -> Iterator[Draft]:
    """The step that the procedure begins with, where it is one."""
    starts = dossier.flow.starts
    if len(starts) != 1:
        return
    later = dossier.flow.behind(starts[0])
    wrong = [name for name in dossier.sop.steps if name in later]
    yield Draft(
        "What comes first?",
        title_case(starts[0]),
        Markup("Step {} is the first.").format(step_link(dossier, starts[0])),
        (_steps(dossier, wrong[:_NEAR]), _steps(dossier, wrong[_NEAR:])),
    )


def following(dossier: Dossier) -> Iterator[Draft]:
    """The step that follows another, where it is one, and waits for no other."""
    flow = dossier.flow
    for name in shuffled(dossier, "following", list(dossier.sop.steps)):
        reached = {edge.target for edge in flow.out_of[name]}
        onward = [edge for edge in flow.out_of[name] if edge.kind != "fail"]
        if len(onward) != 1 or onward[0].kind != "next" or onward[0].back:
            continue
        goal = onward[0].target
        if sum(not edge.back for edge in flow.into[goal]) != 1:
            continue
        before, behind = flow.before(name), flow.behind(goal)
        wrong = [
            other
            for other in dossier.sop.steps
            if other not in (name, *reached) and (other in before) != (other in behind)
        ]
        near = sorted(wrong, key=lambda step: abs(dossier.numbers[step] - dossier.numbers[goal]))
        yield Draft(
            f"{quoted(name)} is done. What comes next?",
            title_case(goal),
            Markup("Step {} follows.").format(step_link(dossier, goal)),
            (_steps(dossier, near[:_NEAR], before), _steps(dossier, near[_NEAR:], before)),
        )


def _steps(
    dossier: Dossier, names: Iterable[str], before: Iterable[str] = frozenset()
) -> Iterator[Answer]:
    for name in names:
        when = "earlier" if name in before else "later"
        why = Markup("Step {} comes {}.").format(step_link(dossier, name), when)
        yield Answer(title_case(name), why)
