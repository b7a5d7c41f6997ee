"""Text as a box can show it: clean, measured, and broken into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rollbook.diagrams.layout.advances import ADVANCES

ELLIPSIS = "…"
LONGEST = 600
"""Characters of a text that are looked at; no box shows as many."""

_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t]+")
_UNIT = re.compile(r"(?<=\d) (?=(?:%|ms|s|min|h|d|GB|MB|kB)(?!\w))")
_BREAKS_BEHIND = "/-_.@:,"


@lru_cache(maxsize=16_384)
def clean(text: str) -> str:
    """Take out what XML forbids or what turns the direction of text; a number keeps its unit."""
    spaced = _SPACES.sub(" ", _UNFIT.sub(" ", text)).strip(" ")
    return _UNIT.sub("\u00a0", spaced)


@lru_cache(maxsize=65_536)
def width(text: str, size: float) -> float:
    """How wide the text is in pixels, in the wider of the usual fonts."""
    return size * sum(map(_advance, text))


def wrap(text: str, size: float, available: float, most: int) -> tuple[str, ...]:
    """Break a text into at most so many lines of the width in pixels; the last may end in `…`."""
    return _wrapped(clean(text[:LONGEST]), size, available, most)


def one_line(text: str, size: float, available: float) -> str:
    """As much of the text as one line can hold."""
    lines = wrap(text, size, available, 1)
    return lines[0] if lines else ""


@lru_cache(maxsize=16_384)
def _wrapped(text: str, size: float, available: float, most: int) -> tuple[str, ...]:
    words = [part for word in text.split(" ") for part in _broken(word, size, available) if part]
    lines = _filled(words, size, available)
    if len(lines) > most:
        return (*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), size, available))
    return tuple(_balanced(words, lines, size, available))


def _advance(character: str) -> float:
    known = ADVANCES.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(character) >= 0x1F000:
        return 1.3
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.8


def _broken(word: str, size: float, available: float) -> list[str]:
    """Break a word that is wider than a line, behind a sign such as `/` where there is one."""
    parts = []
    while width(word, size) > available and len(word) > 1:
        end, wide = 1, _advance(word[0]) * size
        while end < len(word) and (wide := wide + _advance(word[end]) * size) <= available:
            end += 1
        sign = max(word.rfind(mark, 0, end) for mark in _BREAKS_BEHIND) + 1
        end = sign if sign > end / 2 else end
        while end < len(word) - 1 and _advance(word[end]) == 0:
            end += 1
        parts.append(word[:end])
        word = word[end:]
    return [*parts, word]


def _filled(words: list[str], size: float, available: float) -> list[str]:
    lines: list[str] = []
    room = 0.0
    space = width(" ", size)
    for word in words:
        wide = width(word, size)
        if lines and wide + space <= room:
            lines[-1] += " " + word
            room -= wide + space
        else:
            lines.append(word)
            room = available - wide
    return lines


def _balanced(words: list[str], lines: list[str], size: float, available: float) -> list[str]:
    """Make the lines about equally long without taking one more."""
    if len(lines) < 2:
        return lines
    low, high, best = max(width(word, size) for word in words), available, lines
    while high - low > 4:
        middle = (low + high) / 2
        tried = _filled(words, size, middle)
        if len(tried) <= len(lines):
            high, best = middle, tried
        else:
            low = middle
    return best


def _shortened(line: str, size: float, available: float) -> str:
    """As much as fits, without half a word at its end where that leaves most of the line."""
    whole = line
    while line and width(line + ELLIPSIS, size) > available:
        line = line[:-1]
    last = line.rfind(" ")
    if line != whole and whole[len(line)] != " " and last > len(line) / 2:
        line = line[:last]
    return line.rstrip(" ,;:") + ELLIPSIS
