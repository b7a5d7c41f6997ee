"""Durations, ids and lists, as messages say them."""

from __future__ import annotations

from collections.abc import Sequence

_UNITS = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))


def spoken(seconds: int) -> str:
    """Seconds in the units of the language: `52m`, `1h 12m`, `3d`."""
    parts = []
    for unit, size in _UNITS:
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number}{unit}")
    return " ".join(parts) or "0s"


def quoted(name: str) -> str:
    """An id."""
    return f"'{name}'"


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
