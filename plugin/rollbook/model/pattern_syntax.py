"""The syntax of patterns: what Python, browsers and RE2 read alike, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

LAST = 0x10FFFF
MOST_DEEP = 40
"""How many groups may stand in one another."""

MOST_TIMES = 1_000

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Characters:
    """One character, whose code point is in one of these ranges, both ends included."""

    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts, one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several."""

    ways: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, at least and at most so often; without `most` as often as one likes."""

    part: Node
    least: int
    most: int | None


Node = Characters | Sequence | Branch | Repeat

_DIGITS: tuple[Range, ...] = ((0x30, 0x39),)
_WORD: tuple[Range, ...] = (*_DIGITS, (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_BLANK: tuple[Range, ...] = ((0x09, 0x0D), (0x20, 0x20))
_BREAKS: tuple[Range, ...] = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
_CLASSES = {"d": _DIGITS, "w": _WORD, "s": _BLANK}
"""Of ASCII alone: a digit of another script is none that a command expects."""

_NAMED = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D}
_NUMBERED = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_TIMES = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{0,4}))?\}")
_GROUP = re.compile(r"\?(?::|P?<[A-Za-z_][A-Za-z0-9_]*>)")
_LOOK = re.compile(r"\?<?[=!]")


REFUSED = r"(?:^|[^\\])(?:\\\\)*(?:\\[1-9bBpPkAZz]|\((?:\?(?:[=!>(]|<[=!])))"
"""What an editor can see of what is refused: looking around, going back, and other marks."""


def parsed(text: str) -> Node:
    """Read a pattern; raises ValueError, with what is wrong and where."""
    return _Reader(text).whole()


class _Reader:
    """Reads a pattern from left to right; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("^")
        self.skipped = len(text) - len(self.text)
        if self.text.endswith("$") and not re.search(r"(?<!\\)(?:\\\\)*\\\$\Z", self.text):
            self.text = self.text[:-1]
        self.at = 0
        self.deep = 0

    def whole(self) -> Node:
        node = self.branch()
        if self.at < len(self.text):
            raise self.wrong("this ')' closes nothing: write '\\)' for the character itself")
        return node

    def branch(self) -> Node:
        ways = [self.sequence()]
        while self.next_is("|"):
            self.at += 1
            ways.append(self.sequence())
        return ways[0] if len(ways) == 1 else Branch(tuple(ways))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self.repeated(self.one()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self, part: Node) -> Node:
        """The part as often as what stands behind it says."""
        start = self.at
        if self.next_is("*", "+", "?"):
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[self.text[self.at]]
            self.at += 1
        elif self.next_is("{"):
            least, most = self.times()
        else:
            return part
        if self.next_is("+"):
            raise self.wrong("it cannot be told not to give back what it took: leave out the '+'")
        if self.next_is("?"):
            self.at += 1
        if self.next_is("*", "+", "?", "{"):
            self.at = start
            raise self.wrong("two repetitions stand side by side: put a group around the first")
        return Repeat(part, least, most)

    def times(self) -> tuple[int, int | None]:
        found = _TIMES.match(self.text, self.at)
        if found is None:
            raise self.wrong("this is no number of times: write '\\{' for the character itself")
        least = int(found[1])
        most = None if found[2] and not found[3] else int(found[3] or found[1])
        if max(least, most or 0) > MOST_TIMES:
            raise self.wrong(f"nothing can be repeated more than {MOST_TIMES} times")
        if most is not None and most < least:
            raise self.wrong("the smaller number stands first")
        self.at = found.end()
        return least, most

    def one(self) -> Node:
        """A character, a class or a group."""
        sign = self.text[self.at]
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.bracket()
        if sign == "\\":
            return Characters(self.escaped())
        if sign in "*+?{":
            raise self.wrong(f"there is nothing before this {sign!r} to repeat")
        if sign in "^$":
            raise self.wrong("the whole answer is matched anyway: leave it out")
        if sign in "]}":
            raise self.wrong(
                f"this {sign!r} closes nothing: write '\\{sign}' for the character itself"
            )
        self.at += 1
        return Characters(_others(_BREAKS) if sign == "." else ((ord(sign), ord(sign)),))

    def group(self) -> Node:
        start = self.at
        self.at += 1
        if self.next_is("?"):
            head = _GROUP.match(self.text, self.at)
            if head is None:
                looks = _LOOK.match(self.text, self.at)
                raise self.wrong(
                    "it cannot look at what stands before or behind: say it in one pass"
                    if looks
                    else "there are only plain groups: '(…)' or '(?:…)'"
                )
            self.at = head.end()
        self.deep += 1
        if self.deep > MOST_DEEP:
            raise self.wrong(f"no more than {MOST_DEEP} groups can stand in one another")
        node = self.branch()
        self.deep -= 1
        if not self.next_is(")"):
            self.at = start
            raise self.wrong("this group is not closed: ')' is missing")
        self.at += 1
        return node

    def bracket(self) -> Characters:
        start = self.at
        self.at += 1
        out = self.next_is("^")
        self.at += out
        ranges: list[Range] = []
        while not self.next_is("]"):
            if self.at >= len(self.text):
                self.at = start
                raise self.wrong("this '[' is not closed: ']' is missing")
            ranges += self.member()
        self.at += 1
        if not ranges:
            self.at = start
            raise self.wrong("there is nothing between '[' and ']'")
        return Characters(_others(ranges) if out else _sorted(ranges))

    def member(self) -> tuple[Range, ...]:
        """A character, a class, or from one character to another."""
        start = self.at
        low = self.bracketed()
        if not (self.next_is("-") and self.text[self.at + 1 : self.at + 2] not in ("]", "")):
            return low
        self.at += 1
        high = self.bracketed()
        if len(low) > 1 or len(high) > 1 or low[0][0] != low[0][1] or high[0][0] != high[0][1]:
            self.at = start
            raise self.wrong(
                "a range goes from one character to another: write '\\-' for the '-' itself"
            )
        if high[0][0] < low[0][0]:
            self.at = start
            raise self.wrong("this range runs backwards: its smaller end stands first")
        return ((low[0][0], high[0][0]),)

    def bracketed(self) -> tuple[Range, ...]:
        sign = self.text[self.at]
        if sign == "\\":
            return self.escaped()
        if sign == "[":
            raise self.wrong("write '\\[' for the character itself")
        self.at += 1
        return ((ord(sign), ord(sign)),)

    def escaped(self) -> tuple[Range, ...]:
        sign = self.text[self.at + 1 : self.at + 2]
        if numbered := _NUMBERED.match(self.text, self.at + 1):
            self.at = numbered.end()
            code = int(numbered[1] or numbered[2], 16)
            return ((code, code),)
        if sign.lower() in _CLASSES and sign:
            self.at += 2
            ranges = _CLASSES[sign.lower()]
            return ranges if sign.islower() else _others(ranges)
        if sign in _NAMED and sign:
            self.at += 2
            return ((_NAMED[sign], _NAMED[sign]),)
        if not sign:
            raise self.wrong("there is nothing behind this '\\'")
        if sign.isdecimal():
            raise self.wrong("it cannot go back to what a group took: write it out")
        if sign.isalnum():
            raise self.wrong(f"'\\{sign}' means nothing here, or not the same everywhere")
        self.at += 2
        return ((ord(sign), ord(sign)),)

    def next_is(self, *signs: str) -> bool:
        return self.text[self.at : self.at + 1] in signs and self.at < len(self.text)

    def wrong(self, why: str) -> ValueError:
        return ValueError(f"at character {self.at + self.skipped + 1}: {why}")


def _sorted(ranges: list[Range]) -> tuple[Range, ...]:
    """The same characters in as few ranges, in order."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def _others(ranges: list[Range] | tuple[Range, ...]) -> tuple[Range, ...]:
    """All characters but these."""
    found: list[Range] = []
    first = 0
    for low, high in _sorted([*ranges]):
        if first < low:
            found.append((first, low - 1))
        first = high + 1
    if first <= LAST:
        found.append((first, LAST))
    return tuple(found)
