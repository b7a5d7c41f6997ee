"""Command lines: the commands in them, told apart as a shell does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<space> (?:[ \t\r] | \\\r?\n)+ | (?<![^\s;]) \#[^\n]* )
    | (?P<here> <<[-~]? [ ]? ["']? (?P<end> [A-Za-z_]\w*) ["']? )
    | (?P<inner> \$\( )
    | (?P<open> \( )
    | (?P<close> \) )
    | (?P<split> && | ;;? | & (?![>&]) | \n )
    | (?P<word> '[^']*' | "(?:[^"\\]|\\.)*+" | `[^`]*` | \$\{[^{}]*\} | \\.
              | \|\| | \|&? | &>>? | [<>]& | [<>]+ | [^\s;&|()<>'"`\\$#]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENS = frozenset(("for", "while", "until", "select", "if", "case", "{", "BEGIN"))
_CLOSES = frozenset(("done", "fi", "esac", "}", "COMMIT", "END", "ROLLBACK"))
_INSIDE = frozenset(("do", "then", "else"))
_BEFORE = frozenset(
    ("sudo", "doas", "env", "time", "nohup", "command", "exec", "$", "!", "(", "\\")
)
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")


@dataclass(frozen=True, slots=True)
class Command:
    """A command, its words as they are written, and the text that it stands in.

    Commands that a pipe or `||` joins are one; so are a loop, a condition and a transaction.
    """

    words: tuple[str, ...]
    text: str

    @property
    def said(self) -> tuple[str, ...]:
        """Its words without what only prepares them: `sudo`, assignments."""
        for index, word in enumerate(self.words):
            if word not in _BEFORE and not _ASSIGNMENT.match(word):
                return self.words[index:]
        return ()


def commands(text: str) -> Iterator[Command]:
    """The commands that run one after another."""
    begun: list[Command] = []
    depth = 0
    for command in _simple(text):
        begun.append(command)
        first = next((word for word in command.words if word not in _INSIDE), "")
        if first in _OPENS or "{" in command.words[:3]:
            depth += 1
        elif first in _CLOSES and depth:
            depth -= 1
        if not depth:
            yield _joined(begun)
            begun = []
    if begun:
        yield _joined(begun)


def _joined(begun: list[Command]) -> Command:
    words = tuple(word for command in begun for word in command.words)
    return Command(words, "\n".join(command.text for command in begun))


def _simple(text: str) -> Iterator[Command]:
    """What stands between `;`, `&&`, `&` and the ends of lines; the text of a `<<` is passed."""
    words: list[str] = []
    parts: list[str] = []
    first = last = place = depth = 0
    end = ""
    while match := _TOKEN.match(text, place):
        place = match.end()
        kind = match.lastgroup
        if kind == "inner" or (kind == "open" and depth):
            depth += 1
        if depth or kind in ("word", "here"):
            if not (words or parts):
                first = match.start()
            last = place
            parts.append(match[0])
            end = end if depth else match["end"] or end
            depth -= kind == "close"
            continue
        if parts:
            words.append("".join(parts))
            parts = []
        if kind == "split":
            if words:
                yield Command(tuple(words), text[first:last])
                words = []
            if end and match[0] == "\n":
                place = _behind(text, place, end)
                end = ""
    if parts:
        words.append("".join(parts))
    if words:
        yield Command(tuple(words), text[first:last])


def _behind(text: str, place: int, end: str) -> int:
    """Where the text of a `<<` is over; all the rest is its text where the word is missing."""
    line = re.compile(rf"^[ \t]*{end}[ \t\r]*$", re.MULTILINE).search(text, place)
    return line.end() if line else len(text)
