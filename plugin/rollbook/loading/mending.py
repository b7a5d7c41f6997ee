"""Mending: fixes written into a file, each of them proven, with every other byte left as it is."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rollbook.loading.finding import Finding
from rollbook.loading.fix import Remove, Replace
from rollbook.loading.layout import Layout
from rollbook.loading.marks import Document, Marks, Place
from rollbook.loading.removal import stretch, whole
from rollbook.loading.shapes import Path
from rollbook.loading.yaml_reader import read


@dataclass(frozen=True, slots=True)
class _Edit:
    """What takes the place of a stretch of the text, and the value that the file then has."""

    start: int
    end: int
    text: str
    value: object


def mended(data: bytes, file: str, findings: Iterable[Finding]) -> tuple[bytes, list[Finding]]:
    """A file with its fixes applied, and the findings that are mended; the others are left.

    The findings have to be those of these bytes. An edit is made only if the file, read again, says
    what it said before, but for the change itself.
    """
    document, faults = read(data, file)
    if document is None or faults:
        return data, []
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    done, edge = list[Finding](), len(document.text)
    # From the end to the beginning: what is still to be mended stays where it was found.
    mine = (finding for finding in findings if finding.file == file)
    for finding in sorted(mine, key=_place, reverse=True):
        edit = _edit(Layout(document), finding, edge)
        changed = edit and _proven(document, edit, mark)
        if edit and changed:
            document, edge = changed, min(edge, edit.start)
            done.append(finding)
    return mark + document.text.encode(), done[::-1]


def _place(finding: Finding) -> tuple[int, int, int, str]:
    """What stands at one place comes in an order, too: the result depends on no other."""
    return finding.line, finding.column, finding.width, repr((finding.path, finding.fix))


def _edit(layout: Layout, finding: Finding, edge: int) -> _Edit | None:
    match finding.fix:
        case Replace(text):
            return _replacement(layout, finding, text, edge)
        case Remove():
            return _removal(layout, finding.path)
    return None


def _replacement(layout: Layout, finding: Finding, text: str, edge: int) -> _Edit | None:
    """The words at the place of the finding; nothing where others may be meant.

    That is so where something was changed there already, where the words stand in the value twice,
    and where the finding shows the first line of a text for want of the words.
    """
    document, span = layout.document, layout.document.marks_at(finding.path)
    place = Place(finding.line, finding.column, finding.width)
    if span is None or isinstance(span, Marks) or not span[0] < place.line <= span[2] + 1:
        return None
    if span[0] < span[2] and place == document.place(finding.path):
        return None
    first, last = layout.stretch(span)
    start = layout.starts[place.line - 1] + place.column - 1
    end = start + place.width
    words, value = document.text[start:end], _at(document.value, finding.path)
    is_there = place.width <= len(text) and document.text.startswith(text, start)
    if is_there or not first <= start < end <= min(last, edge):
        return None
    if not isinstance(value, str) or words not in value:
        return None
    # Of words that stand there twice only one changes in the text: that is not proven.
    new = value.replace(words, text)
    return _Edit(start, end, text, _with(document.value, finding.path, new))


def _removal(layout: Layout, path: Path) -> _Edit | None:
    path = whole(layout, path) or ()
    found = stretch(layout, path) if path else None
    if found is None:
        return None
    value = layout.document.value
    above: Any = _at(value, path[:-1])
    rest = {key: item for key, item in above.items() if key != path[-1]}
    return _Edit(*found, "", _with(value, path[:-1], rest))


def _proven(document: Document, edit: _Edit, mark: bytes) -> Document | None:
    """The document with the edit; nothing where it would be broken or say anything else."""
    text = document.text[: edit.start] + edit.text + document.text[edit.end :]
    changed, faults = read(mark + text.encode("utf-8", "surrogatepass"), "")
    # `==` takes 1 for true, and a mapping for the same in any order.
    if changed is None or faults or repr(changed.value) != repr(edit.value):
        return None
    return changed


def _at(value: Any, path: Path) -> Any:
    """What stands at a path that is there."""
    for word in path:
        value = value[word]
    return value


def _with(value: Any, path: Path, new: object) -> object:
    """The value with something else at a path; nothing is changed in place."""
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = _with(value[path[0]], path[1:], new)
    return changed
