"""Held secrets: every key, token and password of a file, and where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rollbook.loading.excerpt import excerpt_place, lines_of
from rollbook.loading.marks import Document, Place
from rollbook.loading.secrets import Secret, is_named, secrets
from rollbook.loading.shapes import Path

_BETWEEN = "\0"
"""It stands in no text and in no secret."""

_NOT_OF_ITS_KEY = ("times", "answers", "cases", "satisfies", "ignore")
"""Where a key is an id or an answer, so that it does not say what its value is."""

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Held:
    """A secret of a file: what it is, its words, and where the first of its sort in a text stands.

    `path` leads to the text that holds it, or to what stands at the `key` that does; nowhere where
    the file cannot be read as YAML, or its name holds it. `lines` are those of the text.
    """

    secret: Secret
    words: str
    path: Path
    key: bool
    place: Place
    lines: range


def held(name: str, text: str, document: Document | None) -> tuple[Held, ...]:
    """The secrets of a file, by its name, its text, and what could be read of it."""
    found = [Held(s, name[s.start : s.end], (), False, _TOP, range(0)) for s in secrets(name)]
    if document is None:
        return (*found, *_in_text(text))
    if _may_hold(document.value):
        found += _in_document(document)
    return tuple(found)


def _in_text(text: str) -> Iterator[Held]:
    starts = [0, *(found.end() for found in _BREAK.finditer(text))]
    for secret in secrets(text):
        words = text[secret.start : secret.end]
        first = bisect_right(starts, secret.start)
        lines = _BREAK.split(words)
        place = Place(first, secret.start - starts[first - 1] + 1, len(lines[0]))
        yield Held(secret, words, (), False, place, range(first, first + len(lines)))


def _in_document(document: Document) -> Iterator[Held]:
    for path, text, key in _placed((), document.value, ""):
        places: dict[str, Place] = {}
        for secret in secrets(text):
            words = text[secret.start : secret.end]
            if secret.sort not in places:
                there = None if key else excerpt_place(document, path, words)
                places[secret.sort] = there or document.place(path, key=key)
            lines = lines_of(document, path, key=key)
            yield Held(secret, words, path, key, places[secret.sort], lines)


def _may_hold(value: object) -> bool:
    """Whether a secret may stand in a document: all its texts are looked through at once.

    That is quicker than one by one, and nearly always the end of it.
    """
    keys: set[str] = set()
    texts: list[str] = []
    todo: list[Any] = [[value]]
    while todo:
        here = todo.pop()
        if isinstance(here, dict):
            keys.update(here)
        for inner in here.values() if isinstance(here, dict) else here:
            if type(inner) is str:
                texts.append(inner)
            elif type(inner) is dict or type(inner) is list:
                todo.append(inner)
    together = _BETWEEN.join((*keys, *texts))
    return is_named(_BETWEEN.join(keys)) or any(True for _ in secrets(together))


def _placed(path: Path, value: object, name: str) -> Iterator[tuple[Path, str, bool]]:
    """Every text with the path to it, in the order of the file, and whether it is a key."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key, True
            if isinstance(inner, dict | list):
                yield from _placed((*path, key), inner, key)
            else:
                yield (*path, key), _said(key, inner, name), False
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _placed((*path, index), inner, name)
    else:
        yield path, str(value), False


def _said(key: str, value: object, name: str) -> str:
    """A text, with its key where that says what it is: `db-password` does."""
    return f"{key}={value}" if name not in _NOT_OF_ITS_KEY and is_named(key) else str(value)


_TOP = Place(1, 1, 1)
