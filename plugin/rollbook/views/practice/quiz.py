"""The quiz of an SOP: questions that are made from its facts, and so are never out of date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from markupsafe import Markup

from rollbook.views.addresses import PRACTICE, link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Question, settled
from rollbook.views.practice.questions import KINDS, Kind
from rollbook.views.rendering import render

MOST = 10
"""As many questions as a quiz has, if each is of another kind."""

ENOUGH = 8
"""With fewer kinds, some are asked twice until there are so many."""


def questions(dossier: Dossier) -> tuple[Question, ...]:
    """The questions of an SOP, in the order of the kinds that they are of."""
    sources = [_asked(dossier, kind) for kind in KINDS]
    found: list[tuple[int, Question]] = []
    most = MOST
    while len(found) < ENOUGH:
        each = ((place, next(source, None)) for place, source in enumerate(sources))
        more = islice(((place, asked) for place, asked in each if asked), most - len(found))
        before = len(found)
        found += more
        if len(found) == before:
            break
        most = ENOUGH
    return tuple(asked for _, asked in sorted(found, key=lambda entry: entry[0]))


def quiz(dossier: Dossier, asked: Sequence[Question]) -> Markup:
    """The questions with their answers, and why each of these is right or wrong."""
    return render(
        "practice/quiz",
        title=dossier.sop.title,
        href=link(sop_page(dossier.id)),
        practice_href=link(PRACTICE),
        key=f"rollbook:quiz:{dossier.id}:{dossier.standing.digest}",
        questions=asked,
        count=len(asked),
    )


def _asked(dossier: Dossier, kind: Kind) -> Iterator[Question]:
    """The questions of a kind that have enough answers that are wrong."""
    return filter(None, (settled(dossier, draft) for draft in kind(dossier)))
