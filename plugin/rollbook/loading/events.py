"""Events: what libyaml finds in a text, put together to plain values with their places.

One loop with its state in local variables, since every word of every file goes through it: with a
method for each sort of event it took three times as long. It keeps its own stack and counts as it
goes, so that no file can exhaust the stack or the memory of the machine.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from rollbook.loading.marks import Marks, Span
from rollbook.loading.refusals import Refusals, span
from rollbook.loading.scalars import OutOfRange, Scalar, plain

MAX_DEPTH = 32
MAX_EVENTS = 200_000

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ODD_KEYS = frozenset(("", "~", "<<"))

_ITEM: Any = object()
"""Stands for the key where a list is open."""

_DROPPED: Any = object()
"""Stands for a key that is refused: its value is left out."""


def built(text: str, refusals: Refusals) -> tuple[object, Span | Marks] | None:
    """The value of a text, less what is refused, and its marks; nothing for an empty text.

    Raises `yaml.YAMLError` where it is not YAML, and `Stop` where it is beyond a limit.
    """
    # The file is read as if it were an item of a list. In a mapping, `key` waits for its value;
    # where it is `None`, a key comes next.
    value: Any = []
    marks, key = Marks((0, 0, 0, 0)), _ITEM
    around: list[tuple[Any, Marks, Any]] = []
    documents = 0
    part: Any
    place: Span | Marks
    parser = _Parser(text)
    try:
        for count, event in enumerate(iter(parser.get_event, None), 1):
            if count > MAX_EVENTS:
                refusals.stop(event, f"this file has more than {MAX_EVENTS:,} parts", "split it")
            kind = type(event)
            if kind is ScalarEvent:
                start, end = event.start_mark, event.end_mark
                place = start.line, start.column, end.line, end.column
                part = event.value
                if event.anchor is not None or event.tag is not None:
                    refusals.properties(event)
                if key is None:
                    odd = part in marks.keys or part in _ODD_KEYS or event.style == '"'
                    if odd and refusals.key(event, marks.keys):
                        key = _DROPPED
                    else:
                        marks.keys[part] = place
                        key = part
                    continue
                if event.style == '"':
                    refusals.escapes(event)
                elif event.implicit[0] and not event.style:
                    part = _plain(event, refusals)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, marks, key = around.pop()
                continue
            elif kind is AliasEvent:
                refusals.alias(event)
                part, place = None, span(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                part = {} if kind is MappingStartEvent else []
                place = _started(event, len(around), key is None, refusals)
            else:
                if kind is yaml.DocumentStartEvent:
                    documents += 1
                    refusals.document(event, documents)
                continue
            if key is _ITEM:
                marks.items[len(value)] = place
                value.append(part)
            elif key is None:
                # What stands in a key is read on its own; the value behind it is dropped.
                key = _DROPPED
            else:
                if key is not _DROPPED:
                    value[key] = part
                    marks.items[key] = place
                key = None
            if type(place) is Marks:
                around.append((value, marks, key))
                value, marks, key = part, place, None if kind is MappingStartEvent else _ITEM
    finally:
        parser.dispose()
    return (value[0], marks.items[0]) if value else None


def _started(event: Any, depth: int, is_key: bool, refusals: Refusals) -> Marks:
    """The marks of a mapping or list that begins here."""
    if event.anchor is not None or event.tag is not None:
        refusals.properties(event)
    if depth >= MAX_DEPTH:
        refusals.stop(event, f"this is nested deeper than {MAX_DEPTH} levels", "")
    if is_key:
        hint = "leave the '?' or bracket out"
        refusals.add(event, "syntax", "a key has to be a text", hint)
    return Marks(span(event))


def _plain(event: Any, refusals: Refusals) -> Scalar:
    """What a scalar without quotes stands for."""
    try:
        return plain(event.value)
    except OutOfRange as error:
        refusals.add(event, "limit", str(error), "put it in quotes if it is a text")
        return 0
