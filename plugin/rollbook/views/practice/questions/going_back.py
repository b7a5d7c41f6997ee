"""What goes back to which state, in which order, and where there is no way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from markupsafe import Markup

from rollbook.model.reference import Reference
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import linked
from rollbook.views.step_link import step_link
from rollbook.views.words import listing, sentence, title_case

_HASH = re.compile(r"[0-9a-f]{16}")
"""Nobody remembers such a version, and nobody is asked for it."""

_NUMBER = re.compile(r"^(.*?)(\d+)(\D*)$", re.DOTALL)
_MOST_WAVES = 4
_DATED = re.compile(r"\d{4}-?\d\d-?$")
_MOST_DAYS = 28


def no_return(dossier: Dossier) -> Iterator[Draft]:
    """The step that cannot be taken back among those that can."""
    steps = dossier.sop.all_steps
    final = [name for name, step in steps.items() if step.point_of_no_return]
    for name in shuffled(dossier, "no return", final):
        free = [n for n, s in steps.items() if n not in final and s.undo not in (None, "none")]
        idle = [n for n, s in steps.items() if n not in final and s.undo == "none"]
        looks = ("approve", "decide", "check", "wait")
        still = [n for n, s in steps.items() if n not in (*final, *free, *idle) and s.VERB in looks]
        yield Draft(
            "Which of these steps is a point of no return?",
            title_case(name),
            Markup("Step {} says why.").format(step_link(dossier, name)),
            (
                _steps(dossier, free, "can be taken back"),
                _steps(dossier, idle, "changes nothing that would have to be taken back"),
                _steps(dossier, still, "changes nothing that would have to be taken back"),
            ),
        )
        return


def _steps(dossier: Dossier, names: list[str], said: str) -> Iterator[Answer]:
    for name in names:
        why = Markup("Step {} {}.").format(step_link(dossier, name), said)
        yield Answer(title_case(name), why)


def going_back(dossier: Dossier) -> Iterator[Draft]:
    """The version of a component that is known to work, among those beside it."""
    for name in shuffled(dossier, "going back", list(dossier.sop.targets)):
        listed = dossier.sop.targets[name]
        reference, others = listed[0].ref, [target.ref for target in listed[1:]]
        if reference.scheme == "url" or _HASH.search(reference.version):
            continue
        part = dossier.components[name].name
        target = linked(dossier, "target", name, "target")
        which = " first" if others else ""
        later = Markup("That {} comes only after the first one.").format(target)
        never = Markup("The {} is another.").format(target)
        yield Draft(
            f"To which state does {part} go back{which}?",
            reference.bare,
            Markup("It is the {} that the procedure names.").format(target),
            (
                [Answer(other.bare, later) for other in others],
                [Answer(text, never) for text in _beside(reference)],
            ),
        )


def _beside(reference: Reference) -> Iterator[str]:
    """The same name with a version a little before or after."""
    parts = _NUMBER.match(reference.version)
    if parts is None or not reference.bare.endswith(reference.version):
        return
    head = reference.bare.removesuffix(reference.version) + parts[1]
    number = int(parts[2][-9:])
    for other in (number - 1, number + 1, number - 2, number + 2):
        if other > 0 and not (_DATED.search(head) and other > _MOST_DAYS):
            written = parts[2][:-9] + str(other).zfill(len(parts[2][-9:]))
            yield f"{head}{written}{parts[3]}"


def restoring(dossier: Dossier) -> Iterator[Draft]:
    """The order of the components, where the steps follow it."""
    waves = dossier.waves
    if not 1 < len(waves) <= _MOST_WAVES or not _followed(dossier):
        return
    names = [listing([dossier.components[name].name for name in wave]) for wave in waves]
    orders = [order for order in permutations(range(len(names))) if order != tuple(sorted(order))]
    why = Markup('The <a class="rb-to" href="{}">components</a> need one another in this order.')
    page = link(sop_page(dossier.id), "component", waves[0][0])
    wrong = Markup('They <a class="rb-to" href="{}">need one another</a> otherwise.').format(page)
    together = f"{sentence(listing(names))} at the same time"
    yield Draft(
        "In which order do the components go back?",
        _order(names),
        why.format(page),
        (
            [Answer(_order([names[i] for i in order]), wrong) for order in orders],
            [Answer(together, wrong)],
        ),
    )


def _order(names: list[str]) -> str:
    return sentence(", then ".join(names))


def _followed(dossier: Dossier) -> bool:
    """Whether every component has its step, behind those of every earlier wave."""
    wave = {name: place for place, names in enumerate(dossier.waves) for name in names}
    by_step = {step: part.restores for step, part in dossier.sop.steps.items() if part.restores}
    if set(by_step.values()) != set(wave):
        return False
    before = {step: dossier.flow.before(step) for step in by_step}
    return all(
        one in before[other]
        for one, first in by_step.items()
        for other, second in by_step.items()
        if wave[first] < wave[second]
    )
