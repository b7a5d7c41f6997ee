"""The veil: hides the secrets of files in all that quotes them, wherever that is printed."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar, cast

from rollbook.loading.finding import Finding
from rollbook.loading.held import Held
from rollbook.loading.secrets import secrets

HIDDEN = "(hidden)"

_SHORT = 8
"""From so many characters on, a part of a secret is hidden, too: messages cut long values."""

_BREAK = re.compile(r"\r\n|\r|\n")

T = TypeVar("T")


@dataclass(frozen=True)
class Veil:
    """What may be shown of some files: none of these `words`, and of a file none of its `lines`.

    What is a secret by its form alone is hidden as well.
    """

    words: frozenset[str] = frozenset()
    lines: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def over(cls, held: Mapping[str, Iterable[Held]]) -> Veil:
        """The veil over files, given by the names that findings use."""
        words = {word for each in held.values() for one in each for word in _words(one.words)}
        lines = {
            name: frozenset(chain(*(one.lines for one in each))) for name, each in held.items()
        }
        return cls(frozenset(words), lines)

    def __or__(self, other: Veil) -> Veil:
        return Veil(self.words | other.words, {**self.lines, **other.lines})

    def text(self, text: str) -> str:
        """A text without secrets."""
        shown, end = list[str](), 0
        for start, stop in sorted(self._secret(text)):
            if start > end or not shown:
                shown += [text[end:start], HIDDEN]
            end = max(end, stop)
        return "".join(shown) + text[end:]

    def all(self, value: T) -> T:
        """A value of ours without secrets in any of its texts."""
        hidden: Any = value
        if isinstance(hidden, str):
            hidden = self.text(hidden)
        elif isinstance(hidden, tuple | list):
            hidden = type(hidden)(map(self.all, hidden))
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
            changed = {name: new for name, old in fields if (new := self.all(old)) != old}
            hidden = dataclasses.replace(value, **changed) if changed else value
        return cast(T, hidden)

    def finding(self, finding: Finding) -> Finding:
        """A finding as it may be shown; what a secret stands in is not mended by a machine."""
        message, hint, path = self.all((finding.message, finding.hint, finding.path))
        fix = finding.fix if path == finding.path else None
        return dataclasses.replace(finding, message=message, hint=hint, path=path, fix=fix)

    def source(self, name: str, text: str) -> str:
        """The text of a file, in which the lines with a secret are empty."""
        starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        closed = {number - 1 for number in self.lines.get(name, ())}
        for start, end in self._secret(text):
            closed.update(range(bisect_right(starts, start) - 1, bisect_left(starts, end)))
        lines = _BREAK.split(text)
        return "\n".join("" if number in closed else line for number, line in enumerate(lines))

    def _secret(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches of a text that may not be shown."""
        yield from ((secret.start, secret.end) for secret in secrets(text))
        yield from self._known(text)

    def _known(self, text: str) -> Iterator[tuple[int, int]]:
        """Where known secrets stand, whole or cut, in whatever letters."""
        if not self.words:
            return
        small = _small(text)
        for length, words in self._short.items():
            for start in range(len(small) - length + 1):
                end = start + length
                if small[start:end] in words and _is_whole(small, start, end):
                    yield start, end
        for start in range(len(small) - _SHORT + 1):
            if small[start : start + _SHORT] in self._parts:
                yield start, start + _SHORT

    @cached_property
    def _short(self) -> Mapping[int, set[str]]:
        """The words that are hidden only as a whole, by their length."""
        found: dict[int, set[str]] = {}
        for word in self.words:
            if len(word) < _SHORT:
                found.setdefault(len(word), set()).add(_small(word))
        return found

    @cached_property
    def _parts(self) -> frozenset[str]:
        long = [_small(word) for word in self.words if len(word) >= _SHORT]
        return frozenset(
            word[at : at + _SHORT] for word in long for at in range(len(word) - _SHORT + 1)
        )


def _words(words: str) -> Iterable[str]:
    """What is secret of a secret: of a private key the lines that are not the same in all."""
    parts = words.split()
    return [part for part in parts if len(part) > _SHORT] if len(parts) > 1 else parts


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a word is no part of a longer one."""
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _small(text: str) -> str:
    """In small letters, each of them where it was: a Turkish one becomes two."""
    small = text.lower()
    return small if len(small) == len(text) else text
