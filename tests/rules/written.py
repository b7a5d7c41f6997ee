"""YAML written in a random hand, with the places of all its keys and values kept."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, from 1, in code points."""

_PLAIN = re.compile(r"[A-Za-z](?:[^\s:#,\[\]{}&*!|>'\"%@`\\-]|[ -](?=[^\s:#,\[\]{}-]))*")
_MEASURE = re.compile(r"[0-9]+[smhd]|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = ("true", "false", "null", "yes", "no")
_COMMENTS = ("# TODO 🚒", "# steps: {a: b}", "#", "# Zurücksetzen \t ünd so", "# 'not closed")


@dataclass
class Written:
    """A text, and where each key and value of it begins."""

    source: random.Random
    text: str = ""
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    newline: str = "\n"
    line: int = 1
    column: int = 1

    def put(self, text: str) -> None:
        """Write text that may have several lines."""
        for index, part in enumerate(text.split("\n")):
            if index:
                self.text += self.newline
                self.line, self.column = self.line + 1, 1
            self.text += part
            self.column += len(part)

    def chance(self, of: int) -> bool:
        """Be true once in so many times."""
        return self.source.randrange(of) == 0

    def place_of(self, path: Path, words: str) -> Place:
        """Where words of the value at a path stand."""
        lines = re.split(r"\r\n|\n", self.text)
        line, column = self.values[path]
        while (found := lines[line - 1].find(words, column - 1)) < 0:
            line, column = line + 1, 1
        return line, found + 1


def written(value: dict[str, Any], seed: int) -> Written:
    """Write a mapping: in blocks or in one line, quoted or plain, with comments between."""
    source = random.Random(seed)
    out = Written(source, newline=source.choice(("\n", "\r\n")))
    if out.chance(2):
        out.put("# 👩‍💻 by hand\n")
    _mapping(out, value, (), 0)
    return out


def _mapping(out: Written, value: dict[str, Any], path: Path, indent: int) -> None:
    for key, item in value.items():
        if out.chance(6):
            out.put(" " * indent + out.source.choice(_COMMENTS) + "\n")
        out.put(" " * indent)
        _key(out, key, (*path, key))
        _behind(out, item, (*path, key), indent)


def _sequence(out: Written, value: list[Any], path: Path, indent: int) -> None:
    for index, item in enumerate(value):
        out.put(" " * indent + "- ")
        out.values[(*path, index)] = (out.line, out.column)
        if isinstance(item, dict | list):
            _flow(out, item, (*path, index))
        else:
            _scalar(out, item, (*path, index), None)
        out.put("\n")


def _behind(out: Written, item: Any, path: Path, indent: int) -> None:
    """Write what stands behind a key."""
    if isinstance(item, dict | list) and item and not out.chance(3):
        out.put("\n" if out.chance(2) else " # TODO\n")
        out.values[path] = (out.line, out.column)
        deeper = indent + out.source.randint(1, 6)
        if isinstance(item, dict):
            _mapping(out, item, path, deeper)
        else:
            _sequence(out, item, path, deeper)
        return
    out.put(" " * out.source.randint(1, 3))
    line = out.line
    if isinstance(item, dict | list):
        _flow(out, item, path)
    else:
        _scalar(out, item, path, indent)
    # Behind a text in a block there is no comment: it would be a part of the text.
    out.put("  # TODO\n" if out.line == line and out.chance(8) else "\n")


def _flow(out: Written, value: Any, path: Path) -> None:
    if not isinstance(value, dict | list):
        _scalar(out, value, path, None)
        return
    out.values[path] = (out.line, out.column)
    out.put("{" if isinstance(value, dict) else "[")
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for number, (key, item) in enumerate(entries):
        if number:
            out.put("," + " " * out.source.randint(1, 2))
        if isinstance(value, dict):
            _key(out, key, (*path, key))
            out.put(" ")
        _flow(out, item, (*path, key))
    out.put("}" if isinstance(value, dict) else "]")


def _key(out: Written, key: str, path: Path) -> None:
    out.keys[path] = (out.line, out.column)
    plain = _PLAIN.fullmatch(key) and key not in _WORDS
    out.put((key if plain and not out.chance(8) else json.dumps(key, ensure_ascii=False)) + ":")


def _scalar(out: Written, value: Any, path: Path, indent: int | None) -> None:
    """Write a text in any way that says the same; as a block only where `indent` allows it."""
    out.values[path] = (out.line, out.column)
    if not isinstance(value, str):
        out.put(json.dumps(value))
        return
    ways = [json.dumps(value, ensure_ascii=False)]
    if "\n" not in value:
        ways.append("'" + value.replace("'", "''") + "'")
    if (_PLAIN.fullmatch(value) and value not in _WORDS) or _MEASURE.fullmatch(value):
        ways += [value, value]
    if indent is not None and value.strip() == value and not value.startswith("#"):
        deeper = " " * (indent + out.source.randint(1, 4))
        ways.append("|-\n" + "\n".join(deeper + line for line in value.split("\n")))
    out.put(out.source.choice(ways))
