"""Suggestions for names that were mistyped."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST = 64


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known word that the given one was meant to be, or nothing where none is near."""
    words = sorted(known)
    near = difflib.get_close_matches(word.lower()[:_LONGEST], words, n=1, cutoff=0.6)
    return near[0] if near else None
