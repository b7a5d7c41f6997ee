"""Plain scalars by the core schema of YAML 1.2."""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, section 2.2)."""

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_STARTS = frozenset(("", *"-+.0123456789", *(word[:1] for word in _WORDS)))
"""How all begins that is no text; nearly every text begins otherwise."""

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class OutOfRange(ValueError):
    """A number that not every reader understands alike."""


def plain(text: str) -> Scalar:
    """What a plain scalar stands for (YAML 1.2.2, section 10.3.2); may raise `OutOfRange`."""
    if text[:1] not in _STARTS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return _whole(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise OutOfRange("this number is too large")
        return number
    if _SPECIAL.fullmatch(text):
        raise OutOfRange("a number has to be finite")
    return text


def _whole(text: str) -> int:
    if len(text) <= 40:  # longer ones cost time that grows with the square of their length
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        number = int(text[2:], base) if base != 10 else int(text)
        if abs(number) <= LARGEST:
            return number
    raise OutOfRange(f"a whole number is between -{LARGEST} and {LARGEST}")
