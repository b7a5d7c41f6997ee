"""A review from the JSON of `rollbook diff`, for whoever cannot trust where it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, get_args

from rollbook.loading.characters import FORBIDDEN
from rollbook.loading.veil import Veil
from rollbook.review.change import RISKS, Change, Kind, Reader, Review, SopReview, Stale
from rollbook.views.changes.as_json import SCHEMA, VERSION

_LONGEST = 20_000
"""How many characters one text may have."""
_LARGEST = 1_000_000_000

T = TypeVar("T")
Read = Callable[[object, str], T]
"""Takes a value and its place; gives it, or raises `ValueError` where it is something else."""


def from_json(text: str, limit: int) -> Review:
    """The review that a text of at most so many characters says; raise `ValueError` otherwise.

    The message holds nothing of the text, since whoever reads it cannot trust that either.
    """
    if len(text) > limit:
        raise ValueError(f"it has more than {limit:,} characters")
    try:
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except json.JSONDecodeError:
        raise ValueError("it is not JSON") from None
    return Veil().all(_REVIEW(document, "the document"))


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return fields


def _no_number(word: str) -> None:
    raise ValueError("a number is none")


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{place} is no text")
    if len(value) > _LONGEST:
        raise ValueError(f"{place} has more than {_LONGEST:,} characters")
    if FORBIDDEN.search(value):
        raise ValueError(f"{place} holds a character that nobody sees")
    return value


def _number(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise ValueError(f"{place} is no number that counts")
    return value


def _flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{place} is neither true nor false")
    return value


def _one_of(*known: object) -> Read[Any]:
    def read(value: object, place: str) -> object:
        # Python takes true for 1.
        if not any(value == one and type(value) is type(one) for one in known):
            raise ValueError(f"{place} is none of the values that are known")
        return value

    return read


def _or_none(inner: Read[T]) -> Read[T | None]:
    return lambda value, place: None if value is None else inner(value, place)


def _each(inner: Read[T]) -> Read[tuple[T, ...]]:
    def read(value: object, place: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{place} is no list")
        return tuple(inner(entry, f"{place}[{at}]") for at, entry in enumerate(value))

    return read


def _object(make: Callable[..., T], **fields: Read[Any]) -> Read[T]:
    """An object with exactly these fields, from which a value is made."""

    def read(value: object, place: str) -> T:
        if not isinstance(value, dict) or value.keys() != fields.keys():
            raise ValueError(f"{place} does not have the fields {', '.join(fields)}")
        return make(
            **{name: inner(value[name], f"{place}.{name}") for name, inner in fields.items()}
        )

    return read


def _review(schema: str, version: int, **fields: Any) -> Review:
    return Review(**fields)


_CHANGE = _object(
    Change,
    kind=_one_of(*get_args(Kind)),
    what=_text,
    name=_text,
    sentence=_text,
    risk=_one_of(*RISKS),
    rule=_text,
    why=_text,
    before=_or_none(_text),
    after=_or_none(_text),
    derived=_flag,
    file=_text,
    line=_number,
    column=_number,
)
_SOP = _object(
    SopReview,
    sop=_text,
    title=_text,
    version_before=_or_none(_number),
    version_after=_or_none(_number),
    changes=_each(_CHANGE),
    readers=_each(_object(Reader, who=_text, name=_text, why=_text)),
    unsaid=_each(_text),
    reason=_text,
)
_STALE = _object(Stale, sop=_text, title=_text, owner=_text, contact=_text, file=_text, glob=_text)
_REVIEW = _object(
    _review,
    schema=_one_of(SCHEMA),
    version=_one_of(VERSION),
    base=_text,
    head=_text,
    sops=_each(_SOP),
    stale=_each(_STALE),
)
