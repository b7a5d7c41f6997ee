"""Golden cases of mending: a file, what is to be mended in it, and what it then looks like.

A case is a file in `mending/`:

    # one sentence of behaviour
    > remove ignore.a                    an entry that goes; `keep`: one that has to stay
    > replace run: old words => new      words that are replaced; `leave`: words that have to stay
      a line that stays
    - a line that goes
    + a line that takes its place
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rollbook.loading.excerpt import excerpt_place, is_open
from rollbook.loading.finding import Finding
from rollbook.loading.fix import Fix, Remove, Replace
from rollbook.loading.yaml_reader import read

FOLDER = Path(__file__).parent / "mending"
FILE = "sops/ranker.yml"

Words = tuple[str | int, ...]


@dataclass
class Wanted:
    """A fix as a case says it, and whether it can be made."""

    path: Words
    words: str
    fix: Fix
    is_safe: bool


@dataclass
class Case:
    """A file before and after."""

    before: str = ""
    after: str = ""
    wanted: list[Wanted] = field(default_factory=list)


def parse(text: str) -> Case:
    """Read a case."""
    case = Case()
    for line in text.splitlines()[1:]:
        sign, words = line[:2].strip(), line[2:]
        if sign == ">":
            case.wanted.append(_wanted(words))
        if sign in ("-", ""):
            case.before += words + "\n"
        if sign in ("+", ""):
            case.after += words + "\n"
    return case


def finding(data: bytes, path: Words, fix: Fix, words: str = "") -> Finding:
    """The finding of a rule with this fix, at the place where the engine puts it."""
    document, faults = read(data, FILE)
    assert document is not None
    assert faults == []
    place = excerpt_place(document, path, words)
    is_key = isinstance(fix, Remove) or is_open(document, path)
    place = place or document.place(path, key=is_key)
    return Finding(
        FILE, place.line, place.column, "r", "error", "m", width=place.width, path=path, fix=fix
    )


def _wanted(words: str) -> Wanted:
    act, _, rest = words.partition(" ")
    where, _, change = rest.partition(": ")
    path = tuple(int(word) if word.isdigit() else word for word in where.split("."))
    if act in ("remove", "keep"):
        return Wanted(path, "", Remove(), act == "remove")
    old, _, new = change.partition(" => ")
    return Wanted(path, old, Replace(new), act == "replace")
