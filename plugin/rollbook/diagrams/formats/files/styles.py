"""Styles: the rules of a drawing for programs that know no custom properties.

On a page, colours are custom properties. Many a program that shows SVG knows none, so that in a
file each rule says its colour itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rollbook.diagrams.formats.files.style_sheet import Scheme, sheet

Looks = Collection[frozenset[str]]
"""The classes of each element of a drawing."""

Resolved = dict[tuple[int, tuple[str, ...]], dict[str, str]]
"""Number of the rule and its selectors → properties and values."""

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
    for place, rule in enumerate(sheet().rules):
        for name, value in rule.values.items():
            if name.startswith("--"):
                continue
            for selectors, said in _cases(rule.selectors, value, scheme):
                met = tuple(dict.fromkeys(s for s in selectors if _met(s, looks)))
                if met:
                    found.setdefault((place, met), {})[name] = said
    return found


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


def _met(selector: str, looks: Looks) -> bool:
    """Say whether every part of a selector is the look of some element."""
    parts = (frozenset(part.split(".")[1:]) for part in selector.split())
    return all(any(part <= look for look in looks) for part in parts)
