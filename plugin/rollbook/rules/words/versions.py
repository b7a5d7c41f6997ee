"""Versions: where a text types out the version of a target, or another one of the same artifact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rollbook.model.reference import Reference

_LONG = 7
"""From so many characters on, a version is not met by chance."""

_BEHIND = re.compile(
    r"([/@:#= ]|[ ](?:--)?(?:version|revision|tag)[ =])(sha256:[0-9a-f]+|[A-Za-z0-9][\w.+-]*)"
)
_ENDS = re.compile(r"(?![\w-]|\.\w)")
_IN_WORD = re.compile(r"[\w.-]")
_DATE = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")
_OF_TIME = re.compile(r"\b(?:since|from|after|until|till|before|date|start|end|on|at)[ =][\"']?$")
_NUMBERED = re.compile(r"v?[0-9][\w.+-]*")
_PORT_TIME_OR_ADDRESS = re.compile(
    r"[0-9]{4,}|80|443|[0-9]+[smhdw]|[0-9]+(?:\.[0-9]+){3}", re.IGNORECASE
)
_YEAR = re.compile(r"20[0-9]{2}")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_ALIAS = re.compile(
    "latest|champion|challenger|production|staging|stable|main|master", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Typed:
    """The words that a text types out, and where they start.

    `instead` is what a placeholder of the target ends in that stands for the same, behind the
    characters that are `kept`: `""` for the whole reference, `".id"` for its version; nothing where
    none does, since it is another version.
    """

    start: int
    words: str
    kept: int = 0
    instead: str | None = None


@dataclass(frozen=True)
class Artifact:
    """What a reference names, as commands write it."""

    reference: Reference

    @cached_property
    def tail(self) -> str:
        """The last part of the name: registries and folders are often left out; a URL has none."""
        name = "" if self.reference.scheme == "url" else self.reference.name
        return name.rpartition("/")[2]

    def typed(self, text: str) -> Typed | None:
        """The first version that the text types out; one of this reference before others."""
        other = None
        for typed in self._behind_name(text) if self.tail and self.tail in text else ():
            if typed.instead is not None:
                return typed
            other = other or typed
        return next(self._alone(text), other)

    @cached_property
    def _is_long(self) -> bool:
        version = self.reference.version
        return len(version) >= _LONG and any(map(str.isdigit, version))

    def _behind_name(self, text: str) -> Iterator[Typed]:
        """A version directly behind the artifact's name, its own or another one."""
        name, tail = self.reference.name, self.tail
        for place in _places(text, tail):
            end = place + len(tail)
            start = end - len(name) if text.endswith(name, 0, end) else place
            match = _BEHIND.match(text, end)
            if match is None or (start and _IN_WORD.match(text[start - 1])):
                continue
            version = match[2].rstrip(".")
            words = text[start : match.start(2) + len(version)]
            if version == self.reference.version:
                if words == self.reference.bare:
                    yield Typed(start, words, 0, "")
                else:
                    yield Typed(start, words, match.start(2) - start, ".id")
            elif self._is_another(match[1], version) and not text.endswith("//", 0, start):
                yield Typed(start, words)

    def _alone(self, text: str) -> Iterator[Typed]:
        """A version that is long enough to be known without the name, or the start of a commit."""
        version = self.reference.version
        if self.reference.scheme in ("git", "dvc"):
            for place in _places(text, version[:_LONG]):
                match = _COMMIT.match(text, place)
                if match and version.startswith(match[0]) and _is_whole(text, place, match.end()):
                    yield Typed(place, match[0], 0, ".id" if match[0] == version else None)
        elif self._is_long:
            for place in _places(text, version):
                end = place + len(version)
                is_time = _DATE.fullmatch(version) and _OF_TIME.search(text[:place][-12:])
                if _is_whole(text, place, end) and not is_time:
                    yield Typed(place, version, 0, ".id")

    def _is_another(self, sign: str, version: str) -> bool:
        """Whether what stands behind the name is a version, and no port, path or host."""
        reference = self.reference
        if reference.scheme == "flag" or sign not in ("/", "@", ":", "#"):
            return False
        if version.startswith("sha256:"):
            return sign == "@"
        if sign in "@:" and _ALIAS.fullmatch(version):
            return True
        if reference.scheme in ("git", "dvc", "file"):
            is_commit = _COMMIT.fullmatch(version) and not reference.version.startswith(version)
            return sign == "@" and is_commit is True
        alike = _shape(version) == _shape(reference.version)
        if sign == "/":
            is_year = _YEAR.fullmatch(version) and len(reference.version) < len(version)
            return alike and not is_year and reference.scheme in ("mlflow", "llm")
        if _PORT_TIME_OR_ADDRESS.fullmatch(version) and not (alike and sign != ":"):
            return False
        return alike or _NUMBERED.fullmatch(version) is not None


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (start and _IN_WORD.match(text[start - 1])) and bool(_ENDS.match(text, end))


def _shape(version: str) -> str:
    return re.sub(r"[0-9]+", "0", version)
