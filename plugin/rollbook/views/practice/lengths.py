"""How long it takes to read, to be asked and to talk through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rollbook.model.value import Value
from rollbook.views.dossier import Dossier
from rollbook.views.words import duration

WORDS_A_MINUTE = 200

_READ = ("covers", "not_for", "triggers", "inputs", "steps", "fallback", "checks", "notices", "faq")
"""The parts of an SOP that a newcomer reads; the rest is looked up."""


def reading(dossier: Dossier) -> int:
    """Minutes to read an SOP."""
    words = sum(len(text.split()) for part in _READ for text in _texts(getattr(dossier.sop, part)))
    return max(1, -(-words // WORDS_A_MINUTE))


def said(minutes: int) -> str:
    """Minutes as people read them."""
    return duration(60 * minutes)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Value):
        yield from _each(getattr(value, field) for field in value.model_fields_set)
    elif isinstance(value, dict):
        yield from _each(value.values())
    elif isinstance(value, tuple):
        yield from _each(value)


def _each(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)
