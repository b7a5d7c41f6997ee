"""Characters that nobody sees, and that change how a text is read.

Some of them are a part of real words where they stand behind a certain letter: a joiner in Persian
or in an emoji, the sign that chooses the form of an ideograph, the tags of the flag of Wales. There
they are fine. Everywhere else they hide something: a command that is another than it seems, or
words that a program reads and no person does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ALWAYS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL, NEL
    "\u2028\u2029"  # line and paragraph separators: line breaks to some readers only
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ufeff\u00ad\u2060-\u2065\u206a-\u206f"  # byte-order mark, soft hyphen, word joiner, …
    "\u115f\u1160\u3164\uffa0\u17b4\u17b5"  # fillers and vowels without a form
    "\ufe07-\ufe0d\ufff0-\ufffc"  # variation selectors of nothing, annotations
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of shorthand and of music
    "\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"  # left empty for more of them
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # surrogates and noncharacters
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
)
"""What has no place in any text: of Unicode's `Default_Ignorable_Code_Point` all but the below."""

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""What means nothing to anyone without the one font that it is made for."""

_JOINED = (
    "\u0600-\u109f\u1700-\u17b3\u17b6-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff"
    "\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f"
)
"""The scripts in which joiners tell words apart: Arabic, those of India and others."""
_UNSPACED = "\u0e00-\u0fff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff\u19e0-\u19ff"
"""The scripts that write words without blanks between them, such as Thai and Khmer."""
_PICTURED = "\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
"""Emoji, and what becomes one by a variation selector."""
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_FORMED = (
    "\u1000-\u109f\ua840-\ua87f\u2200-\u2aff\u2e80-\u33ff\uff00-\uff9f\U00010ac0-\U00010aff"
    f"\U00013000-\U000143ff{_IDEOGRAPHS}"
)
"""What has other forms by the Unicode Character Database's `StandardizedVariants.txt`."""
_MARKS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1"
    "\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u0f8d-\u0fbc\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0"
    "\ufe20-\ufe2f"
)
"""What stands above or below a letter, in the scripts where several may."""
_MOST_MARKS = 8
"""How many the longest syllables of Tibetan have; Vietnamese has two, accented Hebrew four."""

_FLAG, _TAG, _TAGS = "\U0001f3f4", "\U000e0020-\U000e007f", 6
"""A region's flag is the black one, at most five letters of its code, and a last tag."""

_WHERE = (
    rf"(?<![{_UNSPACED}])\u200b",
    rf"(?<![{_JOINED}])\u200c",
    rf"(?<![{_JOINED}{_PICTURED}\ufe0f])\u200d",
    r"(?<![\u0590-\u05ff])\u034f",
    r"(?<![\U00013000-\U0001345f])[\U00013430-\U00013440]",
    r"(?<![\u1807\u1820-\u18aa])[\u180b-\u180f]",
    rf"(?<![{_FORMED}])[\ufe00-\ufe06]",
    rf"(?<![{_PICTURED}#*0-9])[\ufe0e\ufe0f]|(?<=[#*0-9])[\ufe0e\ufe0f](?!\u20e3)",
    rf"(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]",
    "".join(f"(?<!{_FLAG}{f'[{_TAG}]' * place})" for place in range(_TAGS)) + f"[{_TAG}]",
    rf"(?<=[{_MARKS}]{{{_MOST_MARKS}}})[{_MARKS}]",
)
"""What stands for itself only behind something else."""

FORBIDDEN = re.compile("|".join((f"[{_ALWAYS}{_PRIVATE}]", *_WHERE)))
"""What a file may not hold."""

REPLACEMENT = "\ufffd"

_MAY_BE = re.compile(
    rf"[{_ALWAYS}{_PRIVATE}\u200b\u200c\u200d\u034f\u180b-\u180f\U00013430-\U00013440\ufe00-\ufe0f{_TAG}\U000e0100-\U000e01ef]"
    rf"|[{_MARKS}]{{{_MOST_MARKS + 1}}}"
)
_PLAIN = bytes((*b"\t\n\r", *range(0x20, 0x7F)))


def first_forbidden(text: str) -> str:
    """The first forbidden character of a text, or nothing where there is none."""
    # What is left of most files is next to nothing, and to take out the rest is quick.
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    if not odd or not _MAY_BE.search(odd.decode("utf-8", "surrogatepass")):
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


def refused(character: str) -> tuple[str, str]:
    """Why a forbidden character is refused, and what to do."""
    if unicodedata.category(character) == "Co":
        why = "means nothing without the font that it is made for"
        return f"{described(character)} {why}", "write what it stands for"
    if re.match(f"[{_MARKS}]", character):
        return (
            f"more than {_MOST_MARKS} signs stand on one letter",
            "delete those that nobody reads",
        )
    return f"{described(character)} cannot be seen by the next reader", "delete it"


def described(character: str) -> str:
    """A character by its number and name: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, "") or _CONTROLS.get(character)
    return f"U+{ord(character):04X} {name or _SORTS[unicodedata.category(character)]}"


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
_SORTS = {
    "Cc": "a control character",
    "Cn": "no character",
    "Co": "a private character",
    "Cs": "half of a character",
}
