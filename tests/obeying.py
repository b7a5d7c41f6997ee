"""What the programs that run a CI's jobs obey in a log, and what steers a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"\r\n|\r|\n")
"""Where GitHub's runner ends a line: it reads with .NET."""

_ANYWHERE = (
    re.compile(r"##vso\[", re.IGNORECASE),  # Azure Pipelines
    re.compile(r"##teamcity\["),
    re.compile(r"section_(?:start|end):\d+:[^\r\n]+\r\x1b\[0K"),  # GitLab
)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def obeyed(output: str) -> list[str]:
    """The lines that somebody obeys, whichever commands they know."""
    found = [line for line in _LINE.split(output) if _by_github(line)]
    return found + [match[0] for one in _ANYWHERE for match in one.finditer(output)]


def obeyed_in_a_step(output: str) -> list[str]:
    """The lines that GitHub obeys in a step, which may tell it to obey no more until a word."""
    found, word = [], ""
    for line in _LINE.split(output):
        if word:
            word = "" if line.strip() == f"::{word}::" else word
        elif _by_github(line):
            found.append(line)
            word = line.strip().removeprefix("::stop-commands::") if "::stop-" in line else ""
    return found


def steering(output: str, *, coloured: bool = False) -> list[str]:
    """The characters that do something to a terminal; colours may be wanted."""
    return _STEERING.findall(_COLOUR.sub("", output) if coloured else output)


def annotations(output: str) -> Iterator[tuple[str, str]]:
    """Each command that GitHub finds, and what it says; `%` and two digits are decoded."""
    for line in _LINE.split(output):
        if _by_github(line):
            command, _, data = line.lstrip().removeprefix("::").partition("::")
            yield command, re.sub("%(0A|0D|25)", lambda code: chr(int(code[1], 16)), data)


def _by_github(line: str) -> bool:
    """As `ActionCommand.cs` of actions/runner tells a command."""
    start = line.lstrip()
    first = start.startswith("::") and "::" in start[2:]
    prefix = line.find("##[")
    return first or (prefix >= 0 and "]" in line[prefix:])
