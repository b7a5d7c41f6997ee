"""Removal: where an entry begins and ends that can go, and take no comment with it."""

from __future__ import annotations

import re

from rollbook.loading.layout import BREAK, Layout, last_span
from rollbook.loading.marks import Marks
from rollbook.loading.shapes import Path

Stretch = tuple[int, int]

_PART = re.compile(r"[\[\]{},]")
_DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1, ",": 0}
_COMMA = re.compile(r",\s*")
_REST = re.compile(rf"[ \t]*(?:{BREAK.pattern}|\Z)")


def whole(layout: Layout, path: Path) -> Path | None:
    """What goes with the entry at a path: a mapping, too, that would be empty without it.

    Nothing where no entry stands, and where a list or the whole file would lose what it has.
    """
    while path:
        above, word = layout.document.marks_at(path[:-1]), path[-1]
        if not isinstance(above, Marks) or word not in above.keys:
            return None
        if len(above.keys) > 1:
            return path
        path = path[:-1]
    return None


def stretch(layout: Layout, path: Path) -> Stretch | None:
    """Where an entry begins and ends; nothing where a comment may be about it."""
    above, value = layout.document.marks_at(path[:-1]), layout.document.marks_at(path)
    assert isinstance(above, Marks)
    assert value is not None
    key = above.keys[str(path[-1])]
    start, behind = layout.stretch(key)
    opening, _ = layout.stretch(above.span)
    if layout.skeleton.startswith("{", opening):
        is_first = next(iter(above.keys)) == path[-1]
        found = _in_flow(layout.skeleton, opening, start, is_first=is_first)
    else:
        end = max(behind, layout.stretch(last_span(value))[1])
        found = _in_block(layout.skeleton, layout.starts[key[0]], start, end)
    return found if found and not _is_commented(layout.skeleton, found, column=key[1]) else None


def _in_flow(skeleton: str, opening: int, start: int, *, is_first: bool) -> Stretch | None:
    """The entry with the comma before it, or behind it if it is the first."""
    end = _end_in_flow(skeleton, start)
    if not is_first:
        start = skeleton.rindex(",", opening, start)
        return start, start + len(skeleton[start:end].rstrip())
    comma = _COMMA.match(skeleton, end)
    if comma is None or skeleton[opening + 1 : start].strip():
        return None
    return start, comma.end()


def _end_in_flow(skeleton: str, start: int) -> int:
    """Where the comma or the bracket behind an entry stands."""
    depth = 0
    for found in _PART.finditer(skeleton, start):
        if depth == 0 and found[0] in ",]}":
            return found.start()
        depth += _DEPTH[found[0]]
    return len(skeleton)


def _in_block(skeleton: str, line: int, start: int, end: int) -> Stretch | None:
    """The lines of the entry, if nothing else stands on them."""
    end = start + len(skeleton[start:end].rstrip())
    depth = sum(_DEPTH[found[0]] for found in _PART.finditer(skeleton, start, end))
    for found in _PART.finditer(skeleton, end):
        if depth == 0:
            break
        depth += _DEPTH[found[0]]
        end = found.end()
    rest = _REST.match(skeleton, end)
    if rest is None or skeleton[line:start].strip(" "):
        return None
    return line, rest.end()


def _is_commented(skeleton: str, stretch: Stretch, *, column: int) -> bool:
    """Whether a comment stands on the lines of an entry, or above or below it without a gap.

    One below it that is about the next entry does not count; one that is indented more does,
    behind a gap, too.
    """
    start, end = stretch
    *above, before = BREAK.split(skeleton[:start])
    behind, *below = BREAK.split(skeleton[end:])
    if skeleton[end - 1] in "\r\n":
        # The lines go as a whole: what stands behind them is the next one.
        behind, below = "", [behind, *below]
    if "#" in before + skeleton[start:end] + behind:
        return True
    if above and not before.strip() and above[-1].lstrip().startswith("#"):
        return True
    return _is_about_what_is_above(below, column)


def _is_about_what_is_above(lines: list[str], column: int) -> bool:
    """Whether a comment that begins these lines is not about what stands below it."""
    indents: list[int | None] = []
    following = -1
    for line in lines:
        words = line.lstrip()
        indent = len(line) - len(words)
        if words and not words.startswith("#"):
            following = indent
            break
        indents.append(indent if words else None)
    if any(indent is not None and indent > column for indent in indents):
        return True
    leads_on = None not in indents and following == column
    return bool(indents) and indents[0] == column and not leads_on
