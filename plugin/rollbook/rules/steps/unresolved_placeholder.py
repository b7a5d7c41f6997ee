"""Something in the SOP is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_TO_DO = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b")
_ANGLED = re.compile(r"(?<![<&\w])<[a-z][a-z0-9_-]*>")
_PERSONAL = re.compile(r"(?:/home/|/Users/|C:\\Users\\)[A-Za-z0-9._-]+")
_SHOWN = 60


def _check(subject: Subject) -> Iterator[Fault]:
    """At most one of each sort in a text: mending one shows whether there are more."""
    for path, text in subject.texts:
        if match := _TO_DO.search(text):
            line = text[match.start() :].split("\n")[0].strip()
            shown = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
            message = f"this is still to be filled in: {shown}"
            yield Fault(path, message, "fill it in", excerpt=match[0])
    for path, text in subject.commands:
        if match := _ANGLED.search(text):
            hint = "let it come from 'values', 'inputs' or 'targets': ${inputs.release}"
            yield Fault(path, f"'{match[0]}' is a gap in a command", hint, excerpt=match[0])
        if match := _PERSONAL.search(text):
            hint = "name a path that everybody has"
            message = f"'{match[0]}' is there for one person only"
            yield Fault(path, message, hint, excerpt=match[0])


RULE = Rule(
    module=__name__,
    level="error",
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
    check=_check,
)
