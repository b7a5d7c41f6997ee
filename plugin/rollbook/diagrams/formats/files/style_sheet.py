"""The style sheets of drawings, taken apart.

Where a style sheet has something that a file could not follow, ValueError says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Scheme = Literal["light", "dark"]
"""Which colours a drawing has."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"\s*([^{}@]+?)\s*\{([^{}]*)\}\s*")
_COMMA = re.compile(r",(?![^(]*\))")
_CHOICE = re.compile(r":is\(([^()]*)\)")
_OF_A_DRAWING = re.compile(r"\.rb-d(?![a-z])")
_PLAIN = re.compile(r"(?:\.rb-[\w-]+)+(?: (?:\.rb-[\w-]+)+)*")
_OF_A_LINK = re.compile(r"(?:^| )a(?![\w-])|:(?:hover|focus)")
_OF_SVG = ("fill", "stroke", "font-", "paint-order", "opacity", "text-", "letter-", "dominant-")
_SCHEMES: Mapping[str, Scheme] = {
    ".rb-figure": "light",
    '[data-md-color-scheme="slate"] .rb-figure': "dark",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors, and the properties with their values."""

    selectors: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of drawings, and the colours of each scheme."""

    rules: tuple[Rule, ...]
    colours: Mapping[Scheme, Mapping[str, str]]


@cache
def sheet() -> Sheet:
    """All that our style sheets say of drawings."""
    found = [
        rule
        for file in sorted(files("rollbook").joinpath("assets").iterdir(), key=lambda f: f.name)
        if file.name.endswith(".css")
        for rule in read(file.read_text("utf-8"))
    ]
    light, dark = _colours(found, "light"), _colours(found, "dark")
    rules = tuple(rule for rule in map(_of_a_drawing, found) if rule.selectors)
    return Sheet(rules, {"light": light, "dark": light | dark})


def read(css: str) -> list[Rule]:
    """The rules of a style sheet, without those that stand under a condition."""
    left = _without_conditions(_COMMENT.sub("", css))
    rules, end = [], 0
    while match := _BLOCK.match(left, end):
        selectors = tuple(_each(" ".join(match[1].split())))
        pairs = [line.partition(":") for line in match[2].split(";") if line.strip()]
        values = {name.strip(): " ".join(value.split()) for name, _, value in pairs}
        rules.append(Rule(selectors, values))
        end = match.end()
    if left[end:].strip():
        raise ValueError(f"this is no rule: {left[end:].strip()[:80]}")
    return rules


def _each(selectors: str) -> Iterator[str]:
    """One by one, with each `:is(…)` written out."""
    for selector in _COMMA.split(selectors):
        choice = _CHOICE.search(selector)
        if choice is None:
            yield selector.strip()
            continue
        for part in choice[1].split(","):
            yield from _each(selector.replace(choice[0], part.strip(), 1))


def _without_conditions(css: str) -> str:
    """Leave out what is for widths, for print and for people's own colours."""
    kept, depth, condition = [], 0, None
    for character in css:
        if character == "@" and condition is None:
            condition = depth
        depth += {"{": 1, "}": -1}.get(character, 0)
        if condition is None:
            kept.append(character)
        elif character == "}" and depth == condition:
            condition = None
    return "".join(kept)


def _colours(rules: list[Rule], scheme: Scheme) -> dict[str, str]:
    return {
        name: value
        for rule in rules
        if any(_SCHEMES.get(selector) == scheme for selector in rule.selectors)
        for name, value in rule.values.items()
        if name.startswith("--rb-d-")
    }


def _of_a_drawing(rule: Rule) -> Rule:
    """What a rule says of a drawing without links, which nobody points at."""
    values = {name: v for name, v in rule.values.items() if name.startswith(("--rb-d-", *_OF_SVG))}
    drawn = [s for s in rule.selectors if _OF_A_DRAWING.search(s) and not _OF_A_LINK.search(s)]
    if not values:
        return Rule((), values)
    for selector in drawn:
        if not _PLAIN.fullmatch(selector):
            raise ValueError(f"a drawing in a file cannot follow the selector {selector}")
    return Rule(tuple(drawn), values)
