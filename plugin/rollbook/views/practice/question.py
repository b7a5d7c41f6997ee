"""A question of a quiz: one right answer among wrong ones, each with the reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from rollbook.views.dossier import Dossier

MOST_WRONG = 3
"""How many wrong answers stand beside the right one."""

LEAST_WRONG = 2
"""With fewer, to guess is as good as to know: the question is not asked."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to choose, and why it is right or wrong."""

    text: str
    why: Markup
    right: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers, in the order in which they are shown."""

    ask: str
    answers: tuple[Answer, ...]

    @property
    def right(self) -> Answer:
        """The answer that is right."""
        return next(answer for answer in self.answers if answer.right)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question before its answers are chosen; the wrong ones in groups, most plausible first.

    All of them have to be wrong: what may be right as well is left out by whoever drafts.
    """

    ask: str
    right: str
    why: Markup
    wrong: tuple[Iterable[Answer], ...]


def settled(dossier: Dossier, draft: Draft) -> Question | None:
    """Choose and shuffle the answers; nothing where too few of them are wrong.

    The same SOP always gives the same quiz, so that two people can talk about one question.
    """
    known = {_same(draft.right)}
    chosen = [Answer(draft.right, draft.why, right=True)]
    for group in draft.wrong:
        for answer in shuffled(dossier, draft.ask, list(group), key=lambda a: a.text):
            if len(chosen) <= MOST_WRONG and _same(answer.text) not in known:
                known.add(_same(answer.text))
                chosen.append(answer)
    if len(chosen) <= LEAST_WRONG:
        return None
    mixed = shuffled(dossier, f"{draft.ask}\nmixed", chosen, key=lambda a: a.text)
    return Question(draft.ask, tuple(mixed))


def shuffled(
    dossier: Dossier, about: str, things: Sequence[T], key: Callable[[T], str] = str
) -> list[T]:
    """Things in an order that follows from the SOP's id and from what is asked, not from luck."""
    start = hashlib.sha256(f"{dossier.id}\n{about}\n".encode())
    return sorted(things, key=lambda thing: _digest(start, key(thing)))


def _digest(start: hashlib._Hash, name: str) -> bytes:
    end = start.copy()
    end.update(name.encode())
    return end.digest()


def _same(text: str) -> str:
    """Texts that a person would read as one."""
    return " ".join(text.casefold().split()).rstrip(".")
