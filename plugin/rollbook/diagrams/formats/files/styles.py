"""Styles: the rules of a drawing for programs that know no custom properties.

On a page, colours are custom properties. Many a program that shows SVG knows none, so that in a
file each rule says its colour itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rollbook.diagrams.formats.files.style_sheet import Scheme, sheet

Looks = frozenset[frozenset[str]]
"""The classes of each element of a drawing."""

Resolved = dict[tuple[int, tuple[str, ...]], dict[str, str]]
"""Number of the rule and its selectors → properties and values."""


@dataclass(frozen=True, slots=True)
class _Value:
    """What a property of the rule at a place says, for which selectors and their parts."""

    place: int
    name: str
    said: str
    selectors: tuple[tuple[str, tuple[frozenset[str], ...]], ...]


_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]*))?\)")


def styles(scheme: Scheme, looks: Looks) -> str:
    """The rules for these elements in the colours of a scheme."""
    return _written(_resolved(scheme, looks))


def changes(scheme: Scheme, other: Scheme, looks: Looks) -> str:
    """What a scheme says otherwise than the other."""
    known = _resolved(other, looks)
    return _written(
        {
            key: {name: value for name, value in values.items() if known[key][name] != value}
            for key, values in _resolved(scheme, looks).items()
        }
    )


def _written(rules: Resolved) -> str:
    return "".join(
        f"{','.join(selectors)}{{{';'.join(f'{name}:{value}' for name, value in said.items())}}}"
        for (_, selectors), said in rules.items()
        if said
    )


def _resolved(scheme: Scheme, looks: Looks) -> Resolved:
    found: Resolved = {}
    there: dict[frozenset[str], bool] = {}
    for value in _values(scheme):
        met = tuple(s for s, parts in value.selectors if _met(parts, looks, there))
        if met:
            found.setdefault((value.place, met), {})[value.name] = value.said
    return found


@cache
def _values(scheme: Scheme) -> tuple[_Value, ...]:
    """Every value that a rule can give in a scheme, its variables resolved."""
    return tuple(
        _Value(place, name, said, tuple((s, _parts(s)) for s in dict.fromkeys(selectors)))
        for place, rule in enumerate(sheet().rules)
        for name, value in rule.values.items()
        if not name.startswith("--")
        for selectors, said in _cases(rule.selectors, value, scheme)
    )


def _cases(
    selectors: tuple[str, ...], value: str, scheme: Scheme
) -> Iterator[tuple[tuple[str, ...], str]]:
    """A value for all, or one for each that sets its variable: a box sets that of its parts."""
    match = _VARIABLE.search(value)
    if match is None:
        yield selectors, value
        return
    name, fallback = match[1], match[2]
    setting = [rule for rule in sheet().rules if name in rule.values]
    colour = sheet().colours[scheme].get(name, fallback)
    if colour is None and not setting:
        raise ValueError(f"no style sheet sets {name}")
    if colour is not None:
        yield from _cases(selectors, value.replace(match[0], colour), scheme)
    for rule in setting:
        within = tuple(
            selector
            for outer in rule.selectors
            for inner in selectors
            for selector in (f"{outer} {inner}", outer + inner)
        )
        yield from _cases(within, value.replace(match[0], rule.values[name]), scheme)


def _parts(selector: str) -> tuple[frozenset[str], ...]:
    """The classes that each part of a selector asks for."""
    return tuple(frozenset(part.split(".")[1:]) for part in selector.split())


def _met(
    parts: tuple[frozenset[str], ...], looks: Looks, there: dict[frozenset[str], bool]
) -> bool:
    """Say whether each part of a selector is some element's look; `there` is what is known."""
    for part in parts:
        if part not in there:
            there[part] = any(part <= look for look in looks)
        if not there[part]:
            return False
    return True
