"""Something in the SOP is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rollbook.loading.finding import Level
from rollbook.loading.shapes import Path
from rollbook.model.sop import Sop
from rollbook.rules.rule import Fault, Rule

_TO_DO = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b")
_ANGLED = re.compile(r"(?<![<&\w])<[a-z][a-z0-9_-]*>")
_PERSONAL = re.compile(r"(?:/home/|/Users/|C:\\Users\\)[A-Za-z0-9._-]+")
_COMMANDS = ("run", "undo", "find", "live", "logs")
"""The fields in which `<word>` is a gap and not a text."""
_SHOWN = 60


def _check(sop: Sop, written: object) -> Iterator[Fault]:
    if sop.status == "retired":
        return
    for path, text in _texts(written):
        yield from _faults(path, text)


def _faults(path: Path, text: str) -> Iterator[Fault]:
    """At most one of each sort in a text: mending one shows whether there are more."""
    if match := _TO_DO.search(text):
        line = text[match.start() :].split("\n")[0].strip()
        shown = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
        yield Fault(path, f"this is still to be filled in: {shown}", "fill it in")
    if path[-1] in _COMMANDS:
        if match := _ANGLED.search(text):
            hint = "let it come from 'values', 'inputs' or 'targets': ${inputs.release}"
            yield Fault(path, f"'{match[0]}' is a gap in a command", hint)
        if match := _PERSONAL.search(text):
            hint = "name a path that everybody has"
            yield Fault(path, f"'{match[0]}' is there for one person only", hint)


def _texts(value: object) -> Iterator[tuple[Path, str]]:
    todo: list[tuple[Path, object]] = [((), value)]
    while todo:
        path, inner = todo.pop()
        if isinstance(inner, str) and path:
            yield path, inner
        elif isinstance(inner, Mapping):
            todo.extend(((*path, key), item) for key, item in inner.items())
        elif isinstance(inner, list):
            todo.extend(((*path, index), item) for index, item in enumerate(inner))


def _level(sop: Sop) -> Level:
    """A draft may have gaps; people act on one that is in force."""
    return "warning" if sop.status == "draft" else "error"


UNRESOLVED_PLACEHOLDER = Rule(
    id="unresolved-placeholder",
    why="A gap in a procedure is found at night, by the person who can least fill it in.",
    bad="""\
steps:
  revert:
    run: ops/serve ranker:<version>
""",
    good="""\
steps:
  revert:
    run: ops/serve ${targets.model}
""",
    level=_level,
    check=_check,
)
