"""Characters that nobody sees, and that change how a text is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL, NEL
    "\u2028\u2029"  # line and paragraph separators: line breaks to some readers only
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u200b\ufeff"  # zero-width space, byte-order mark
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # surrogates and noncharacters
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
"""What a file may not hold; joiners inside words and emoji are fine."""

REPLACEMENT = "\ufffd"


def first_forbidden(text: str) -> str:
    """The first forbidden character of a text, or nothing where there is none."""
    # None of them is printable, and Python tells that of a whole file twenty times faster than the
    # expression is searched for.
    if text.replace("\n", "").isprintable():
        return ""
    return match[0] if (match := FORBIDDEN.search(text)) else ""


def forbidden(text: str) -> Iterator[tuple[int, int, str]]:
    """Every forbidden character with its line and column, both from 1."""
    line, start, searched = 1, 0, 0
    for match in FORBIDDEN.finditer(text):
        before = text[searched : match.start()]
        breaks = [found.end() for found in re.finditer(r"\r\n|\r|\n", before)]
        if breaks:
            line += len(breaks)
            start = searched + breaks[-1]
        searched = match.start()
        yield line, match.start() - start + 1, match[0]


def described(character: str) -> str:
    """A character by its number and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, "") or _CONTROLS.get(character, "a control character")
    return f"U+{ord(character):04X} {name}"


_CONTROLS = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\x0b": "LINE TABULATION",
    "\x0c": "FORM FEED",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}
