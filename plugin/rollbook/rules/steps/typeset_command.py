"""A command holds signs of a text program that no shell knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from rollbook.loading.files import SHARED, Key
from rollbook.loading.shapes import Path
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_QUOTED = re.compile(r"'[^']*(?:'|\Z)|\"(?:[^\"\\]|\\.)*+(?:\"|\\?\Z)", re.DOTALL)
"""What a shell hands on as it is, so that a typographic quote in it may be meant."""
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_QUOTES: Mapping[str, str] = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u2032\uff07", "'"),
}
_SIGN = re.compile(f"[{''.join(_QUOTES)}\uff01-\uff5e]")
_DASHED = re.compile(r"(?<!\S)(?=-*[\u2010-\u2015\u2212])[-\u2010-\u2015\u2212]++(\w[\w-]*+)")
_WORD = re.compile(r"\w+")
_ALIKE: Mapping[str, str] = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "aeopcyxijsdhqwABEKMHOPCTYXIJSABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Letters of Cyrillic and Greek → the ones that they cannot be told from."""


def _check(subject: Subject) -> Iterator[Fault]:
    yield from _faults(subject.commands, None)


def _across(overview: Overview) -> Iterator[Fault]:
    """The commands and queries that several SOPs share."""
    shared = overview.shared
    live = ((("components", name, "live"), part.live) for name, part in shared.components.items())
    query = ((("metrics", name, "query"), each.query) for name, each in shared.metrics.items())
    yield from _faults(((path, text) for path, text in (*live, *query) if text), SHARED)


def _faults(commands: Iterable[tuple[Path, str]], file: Key | None) -> Iterator[Fault]:
    """The first of each sort in a command: mending one shows whether there are more."""
    for path, text in commands:
        if not text.isascii():
            for words, message, hint in _found(text):
                yield Fault(path, message, hint, excerpt=words, file=file)


def _found(text: str) -> Iterator[tuple[str, str, str]]:
    """The words, what is wrong with them, and what to do."""
    if blank := _BLANK.search(text):
        name = unicodedata.name(blank[0])
        message = f"here stands a blank that no shell takes for one: U+{ord(blank[0]):04X} {name}"
        yield blank[0], message, "write a space"
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), text)
    if sign := _SIGN.search(bare):
        plain = _QUOTES.get(sign[0]) or chr(ord(sign[0]) - 0xFEE0)
        yield sign[0], f"no shell takes {sign[0]} for {plain}", f"write {plain}"
    if dashed := _DASHED.search(bare):
        option = ("-" if len(dashed[1]) == 1 else "--") + dashed[1]
        yield dashed[0], f"no shell takes '{dashed[0]}' for an option", f"write {option}"
    for word in _WORD.finditer(bare):
        if not word[0].isascii() and (mended := _mended(word[0])):
            message = f"'{word[0]}' has letters that look like those of {mended} and are others"
            yield word[0], message, f"type {mended} anew"
            return


def _mended(word: str) -> str:
    """A word in the letters that it seems to have; nothing where it has others as well."""
    plain = "".join(_ALIKE.get(letter, letter) for letter in word)
    mixed = any(letter.isascii() and letter.isalpha() for letter in word)
    return plain if plain.isascii() and mixed else ""


RULE = Rule(
    module=__name__,
    level="error",
    why="A word processor or a wiki changes quotes, dashes and blanks into signs that look better, "
    "and the command that is copied from there fails or does something else.",
    bad="""\
steps:
  revert:
    run: ops/search ${targets.model} \u2013\u2013wait
""",
    good="""\
steps:
  revert:
    run: ops/search ${targets.model} --wait
""",
    check=_check,
    across=_across,
)
