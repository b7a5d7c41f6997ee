"""Pumping: texts that make an expression look again and again, made of the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as names  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)
_LETTERS = "aA0 _-./:=\n\"'`$@#<>{}()[]\\\t,;x!*?é—“"
_LONGEST = 80


def texts(expression: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Beginnings, and what comes behind each without end."""
    tree = parser.parse(expression.pattern, expression.flags)
    whole = _text(tree)
    found = {("", whole), ("", whole[:-1]), ("", whole[1:])}
    for before, body in _parts(tree, ""):
        found |= {("", before), ("", body), ("", before + 3 * body)}
        found |= {(before, body), (before, f"{body} "), (f"{before}\n", body)}
    return (pair for pair in sorted(found) if 0 < len(pair[1]) < _LONGEST)


def _parts(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What stands before each part, and what the part repeats."""
    for kind, value in tree:
        for inner in _inside(kind, value):
            yield from _parts(inner, before)
        yield before, _text(value[2]) if kind in _REPEATS else ""
        before += _fitting(kind, value)
    yield before, ""


def _inside(kind: Any, value: Any) -> list[Any]:
    if kind in _REPEATS:
        return [value[2]]
    if kind is names.SUBPATTERN:
        return [value[3]]
    if kind is names.ATOMIC_GROUP:
        return [value]
    return list(value[1]) if kind is names.BRANCH else []


def _text(tree: Any) -> str:
    """A short text that a part of an expression fits."""
    return "".join(_fitting(kind, value) for kind, value in tree)


def _fitting(kind: Any, value: Any) -> str:
    if kind is names.LITERAL:
        return chr(value)
    if kind in (names.IN, names.ANY, names.NOT_LITERAL):
        return _letter(repr((kind, value)), kind, value)
    inside = _inside(kind, value)
    times = max(1, value[0]) if kind in _REPEATS else 1
    return _text(inside[0]) * times if inside else ""


_found: dict[str, str] = {}


def _letter(key: str, kind: Any, value: Any) -> str:
    """One of many letters: one that people write, where there is such a one."""
    if key not in _found:
        one = compiler.compile(parser.SubPattern(parser.State(), [(kind, value)]))
        first = chr(value[0][1]) if kind is names.IN and value[0][0] is names.LITERAL else "a"
        _found[key] = next(filter(one.match, _LETTERS), first)
    return _found[key]
