"""Patterns: what a whole answer has to look like, decided in time that grows with its length.

A pattern is a regular expression without what needs a second look at the text: looking ahead or
behind, going back to a group, taking without giving back. What is left is compiled to a program of
a few instructions, which Python and the page run alike, following all ways at once: K. Thompson,
Regular Expression Search Algorithm, 1968. No text can make it slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rollbook.model.pattern_syntax import Branch, Characters, Node, Repeat, Sequence, parsed

MOST_INSTRUCTIONS = 500
"""A pattern that is longer, its repetitions written out, is refused."""

MOST_CHARACTERS = 1_000
"""No longer answer fits any pattern."""

_MOST_KNOWN = 2_000

Instruction = tuple[str, *tuple[int, ...]]
"""One of three, as a page reads them too.

`("in", low, high, …)` takes a character whose code point is in one of the ranges, and goes on with
the next instruction; `("or", a, b)` goes on with two others; `("end",)` is reached by what fits.
"""


Ways = frozenset[int]
"""The instructions that can be next, all at once."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as a program."""

    program: tuple[Instruction, ...]
    _known: dict[tuple[Ways, int], Ways] = field(default_factory=dict, compare=False, repr=False)
    """Where a character led: many answers begin alike."""

    def fits(self, text: str) -> bool:
        """Whether the whole of a text is such an answer."""
        if len(text) > MOST_CHARACTERS:
            return False
        ways = self._from([0])
        for character in map(ord, text):
            ways = self._behind(ways, character)
            if not ways:
                return False
        return any(self.program[way][0] == "end" for way in ways)

    def _behind(self, ways: Ways, character: int) -> Ways:
        found = self._known.get((ways, character))
        if found is None:
            found = self._from(w + 1 for w in ways if _takes(self.program[w], character))
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[ways, character] = found
        return found

    def _from(self, starts: Iterable[int]) -> Ways:
        found: set[int] = set()
        todo = [*starts]
        while todo:
            at = todo.pop()
            if at not in found:
                found.add(at)
                if self.program[at][0] == "or":
                    todo += self.program[at][1:]
        return frozenset(found)


@lru_cache(maxsize=4_096)
def pattern(text: str) -> Pattern:
    """Read a pattern; raises ValueError, with what is wrong and where."""
    program: list[Instruction] = []
    _write(parsed(text), program)
    program.append(("end",))
    return Pattern(tuple(program))


def _takes(instruction: Instruction, character: int) -> bool:
    if instruction[0] != "in":
        return False
    ranges = instruction[1:]
    return any(
        low <= character <= high for low, high in zip(ranges[::2], ranges[1::2], strict=True)
    )


def _write(node: Node, program: list[Instruction]) -> None:
    """Add the instructions of a part; where they are done, the next one is behind them."""
    if len(program) >= MOST_INSTRUCTIONS:
        raise ValueError("it is too long, with its repetitions written out: repeat less often")
    match node:
        case Characters(ranges):
            program.append(("in", *(end for pair in ranges for end in pair)))
        case Sequence(parts):
            for part in parts:
                _write(part, program)
        case Branch(ways):
            _write_branch(ways, program)
        case Repeat(part, least, most):
            for _ in range(least):
                start = len(program)
                _write(part, program)
                if len(program) == start:
                    break
            if most is None:
                _write_loop(part, program)
            else:
                _write_optional(part, most - least, program)


def _write_branch(ways: tuple[Node, ...], program: list[Instruction]) -> None:
    jumps = []
    for way in ways[:-1]:
        fork = len(program)
        program.append(("or", fork + 1, fork + 1))
        _write(way, program)
        jumps.append(len(program))
        program.append(("or", 0, 0))
        program[fork] = ("or", fork + 1, len(program))
    _write(ways[-1], program)
    for jump in jumps:
        program[jump] = ("or", len(program), len(program))


def _write_loop(part: Node, program: list[Instruction]) -> None:
    fork = len(program)
    program.append(("or", 0, 0))
    _write(part, program)
    program.append(("or", fork, fork))
    program[fork] = ("or", fork + 1, len(program))


def _write_optional(part: Node, times: int, program: list[Instruction]) -> None:
    """As often as that, or less often: each time may be the one at which it ends."""
    forks = []
    for _ in range(times):
        forks.append(len(program))
        program.append(("or", 0, 0))
        _write(part, program)
    for fork in forks:
        program[fork] = ("or", fork + 1, len(program))
