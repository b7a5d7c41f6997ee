"""Secrets: keys, tokens and passwords that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rollbook.loading.secret_forms import MIXED, NAMED, PLAIN, Form, classes

_ENDING = ".,:!?)]}"
_OPTION = re.compile(r"(?<!\S)--?(?:[\w.]+-)*\Z")
_NEAR = 60
"""How many characters before a word tell what it belongs to."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret in a text: what it is, as people say it, and where it stands.

    `beginning` is how every secret of its sort begins, so that it tells nobody anything.
    """

    sort: str
    beginning: str
    start: int
    end: int


def secrets(text: str) -> Iterator[Secret]:
    """Every secret of a text; what is one in two ways is told as the more exact of them."""
    forms = (*MIXED, *PLAIN) if _may_be_mixed(text) else PLAIN
    taken: set[int] = set()
    for secret in (*_formed(text, forms), *_named(text)):
        if taken.isdisjoint((secret.start, secret.end - 1)):
            taken.update(range(secret.start, secret.end))
            yield secret


def is_named(key: str) -> bool:
    """Whether a name may say that a secret stands behind it, as `db-password` does."""
    small = key.lower()
    return any(name.sign in small for name in NAMED)


def _may_be_mixed(text: str) -> bool:
    """Whether capitals stand together as in few words: a quick first look.

    What remains of a token without its small letters is long, and has digits in it or stood
    nowhere side by side; what remains of a word or a date is short, or a word in capitals.
    """
    said = classes(text)
    runs = {run for run in said.translate(None, b"a").split() if len(run) > 5 and b"A" in run}
    return any(b"0" in run or len(run) > 15 or run not in said for run in runs)


def _formed(text: str, forms: Iterable[Form]) -> Iterator[Secret]:
    for form in forms:
        for sign in form.signs:
            end = 0
            for place in _places(text, sign):
                # What stands inside a secret is a part of it, and need not be looked at.
                match = form.form.match(text, place) if place >= end else None
                if match and form.real(match[1]):
                    end = match.end(1)
                    yield Secret(form.sort, match[1][: form.shown], *match.span(1))


def _named(text: str) -> Iterator[Secret]:
    small = text.lower()
    if len(small) != len(text):  # as a Turkish letter does, which becomes two
        small = text
    for name in NAMED:
        end = 0
        for place in _places(small, name.sign):
            match = name.form.match(text, place) if place >= end else None
            if match is None:
                continue
            before = text[max(0, place - _NEAR) : place]
            value = match["value"].rstrip(_ENDING)
            start = match.start("value")
            named = name.before.search(before) and (not match["flag"] or _OPTION.search(before))
            if named and len(value) > 3 and name.real(value, match["told"] is not None):
                end = start + len(value)
                yield Secret(name.sort, "", start, end)


def _places(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + len(sign))
