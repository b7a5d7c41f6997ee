"""How the person knows that a step has worked."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Answer, Draft, shuffled
from rollbook.views.practice.wording import quoted, read
from rollbook.views.step_link import step_link


def proving(dossier: Dossier) -> Iterator[Draft]:
    """What to expect of a step, among what to expect of others.

    Two steps that take the same component back may show the same thing in other words, and the
    same words may be meant with another target.
    """
    steps = dossier.sop.all_steps
    said = {name: step.expect for name, step in steps.items() if step.expect}
    for name in shuffled(dossier, "proving", list(said)):
        back = steps[name].restores
        wrong = [
            other
            for other, words in said.items()
            if words != said[name] and (back is None or steps[other].restores != back)
        ]
        yield Draft(
            f"{quoted(name)} is done. What tells you that it worked?",
            read(said[name], dossier.said_at(name)),
            Markup("Step {} says what to expect.").format(step_link(dossier, name)),
            (
                [
                    Answer(
                        read(said[other], dossier.said_at(other)),
                        Markup("It tells you that step {} has worked.").format(
                            step_link(dossier, other)
                        ),
                    )
                    for other in wrong
                ],
            ),
        )
