"""Telling: a way as a message says it."""

from __future__ import annotations

from rollbook.model.runs.answering import CASE, Answer
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.searching import Way
from rollbook.rules.ways.walked import is_bad
from rollbook.rules.words.answers import answered

_SHOWN = 8
_LETTERS = 40


def told(procedure: Procedure, way: Way) -> str:
    """What was answered otherwise than hoped, or chosen, and what came of it: `a: no → b → c`."""
    short = in_short(procedure, way)
    shown = [answered(procedure.flow, name, _cut(said)) for name, said in short]
    if len(shown) > _SHOWN:
        shown[_SHOWN - 2 : -1] = ["…"]
    return " → ".join(shown)


def in_short(procedure: Procedure, way: Way) -> Way:
    """The bad answers of a way, and how it went on from the last one to its end.

    Where there is none, from the last case that was chosen; and where there is none either, its
    last step.
    """
    turns = [index for index, (_, said) in enumerate(way) if is_bad(said)]
    turns = turns or [index for index, (_, said) in enumerate(way) if said.startswith(CASE)][-1:]
    if not turns:
        return way[-1:]
    before, last = turns[:-1], turns[-1]
    return (*(way[index] for index in before), *_from(procedure, way[last:]))


def _cut(said: Answer) -> Answer:
    """An answer, with a long case cut."""
    most = len(CASE) + _LETTERS
    return said if len(said) <= most else f"{said[: most - 1]}…"


def _from(procedure: Procedure, way: Way) -> Way:
    """The first step of a way and each that follows from the one before; not what is beside."""
    found = [way[0]]
    for name, said in way[1:]:
        if name in procedure.lines.led[found[-1]]:
            found.append((name, said))
    return tuple(found)
