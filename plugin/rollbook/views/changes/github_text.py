"""Text for Markdown on other sites in which nothing that an author wrote takes effect.

It is what `assets/markdown.js` does with what is copied from a page; a test holds them together.
GitHub looks for people, issues and emoji in the text that Markdown has become, so a backslash or
an entity keeps none of them from taking effect. It looks into no code: whatever could be one of
them is a code span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT
from rollbook.views.changes.telling import Piece, clipped, one_line, window
from rollbook.views.report import visible

_MARKUP = re.compile(r"[\\`*_~\[\]<>&|]|^[#+=-]")
"""What is markup anywhere, or where a line begins: a word may come to stand there."""
_NUMBER = re.compile(r"([0-9]{1,9})([.)])")
"""What begins a numbered list."""

_ACTS = re.compile(
    r"[@$]"  # people, teams, a commit of another repository; formulas
    r"|[#!%~&^](?=[\w\"])"  # issues and pull requests; GitLab's own
    r"|\bGH-[0-9]"
    r"|//|www\.|mailto:|xmpp:"  # addresses
    r"|:[\w+-]+:"  # emoji
    r"|\b[0-9a-f]{7,64}\b"  # commits
    r"|^/(?=\w)",  # what a line orders, as GitLab reads it
    re.IGNORECASE,
)
_AROUND = re.compile(r"""([("'\[]*)(.*?)([)\]"',.;:!?]*)""", re.DOTALL)
_TICKS = re.compile("`+")

_LINES, _WIDTH = 40, 160
"""How much of a difference is shown."""


def sentence(pieces: Sequence[Piece]) -> str:
    """A sentence: its values as code, its words as words."""
    parts = [_spaced(p.text, prose(p.text)) if not p.value else code(p.text) for p in pieces]
    joined = ""
    for part in parts:
        # Two code spans side by side would be one.
        joined += " " if joined.endswith("`") and part.startswith("`") else ""
        joined += part
    return joined


def prose(text: str, room: int = 1_000) -> str:
    """Words as they are, in one line; what would act on its own is code."""
    return " ".join(map(_word, clipped(visible(text), room).split()))


def code(value: str) -> str:
    """A code span, whatever backticks it holds."""
    shown = one_line(value)
    if not shown:
        return "*nothing*"
    fence = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def in_cell(value: str) -> bool:
    """Say whether a value can stand in a table."""
    return len(value) <= 60 and not re.search(r"[|\\\n\r]", value)


def difference(before: str, after: str, indent: str) -> list[str]:
    """The lines of a fenced block that shows what is gone and what is new."""
    lines = list(_changed(_lines(before), _lines(after)))
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], f"  … {len(lines) - _LINES} more lines"]
    ticks = max((len(run) for line in lines for run in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, ticks + 1)
    return [indent + line for line in (f"{fence}diff", *lines, fence)]


def size(text: str) -> int:
    """The length of a text as the strictest of those counts who have a limit."""
    return len(text.encode("utf-16-le", "replace")) // 2


def _word(word: str) -> str:
    if not _ACTS.search(word):
        return _escaped(word)
    around = _AROUND.fullmatch(word)
    if around is None or not around[2]:
        return code(word)
    return _escaped(around[1]) + code(around[2]) + _escaped(around[3])


def _escaped(text: str) -> str:
    if number := _NUMBER.fullmatch(text):
        return f"{number[1]}\\{number[2]}"
    return _MARKUP.sub(r"\\\g<0>", text)


def _spaced(text: str, shown: str) -> str:
    """Words with the blanks that stood around them."""
    return f"{' ' * text.startswith(' ')}{shown}{' ' * (text.endswith(' ') and bool(shown))}"


def _lines(text: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n", text)
    return (
        [FORBIDDEN.sub(REPLACEMENT, line).replace("\t", "    ") for line in lines] if text else []
    )


def _changed(before: list[str], after: list[str]) -> Iterator[str]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (f"  {clipped(line, _WIDTH)}" for line in before[a:b])
            continue
        old, new = before[a:b], after[c:d]
        if len(old) == len(new):
            pairs = [window(one, other, _WIDTH) for one, other in zip(old, new, strict=True)]
            old, new = [one for one, _ in pairs], [other for _, other in pairs]
        yield from (f"- {clipped(line, _WIDTH + 1)}" for line in old)
        yield from (f"+ {clipped(line, _WIDTH + 1)}" for line in new)
