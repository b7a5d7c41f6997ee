"""Shapes: which model stands at a path of a document."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

Path = tuple[str | int, ...]

TAGGED = ("steps", "fallback", "triggers", "checks")
"""The sections whose entries come in several kinds; pydantic's paths hold the kind's name."""


def written_path(location: Sequence[str | int], value: object) -> Path:
    """Turn a place in the model, as pydantic names it, into the path in the document.

    What is in the model only is left out: the name of an entry's kind, the index of an item that
    stands without its list, and the branch of a union. The last word may be a missing field.
    """
    words = list(location)
    if len(words) > 2 and words[0] in TAGGED:
        del words[2]
    path: list[str | int] = []
    for position, word in enumerate(words):
        if isinstance(value, Mapping) and word in value:
            value = value[str(word)]
        elif isinstance(value, list) and isinstance(word, int) and word < len(value):
            value = value[word]
        elif isinstance(value, Mapping) and position == len(words) - 1 and isinstance(word, str):
            value = None
        else:
            continue
        path.append(word)
    return tuple(path)


def fields_at(root: type[BaseModel], path: Path, document: object) -> dict[str, str]:
    """Every field that may stand at a path, with what it says; nothing where the ids are free."""
    shape: Any = root
    value = document
    for word in path:
        value = _inside(value, word)
        shape = _entered(shape, word, value)
    model = _fitting(shape, value)
    if model is None:
        return {}
    return {
        field.alias or name: field.description or "" for name, field in model.model_fields.items()
    }


def _inside(value: object, word: str | int) -> object:
    if isinstance(value, Mapping):
        return value.get(word)
    if isinstance(value, list) and isinstance(word, int) and word < len(value):
        return value[word]
    return None


def _entered(shape: Any, word: str | int, value: object) -> Any:
    """The shape behind a key or an index."""
    options = _options(shape)
    for option in options:
        if get_origin(option) is dict:
            return get_args(option)[1]
        if get_origin(option) is tuple and isinstance(word, int):
            return get_args(option)[0]
    for model in (option for option in options if isinstance(option, type)):
        if issubclass(model, BaseModel):
            for name, field in model.model_fields.items():
                if word == (field.alias or name):
                    return _single(field.annotation, value)
    return None


def _single(shape: Any, value: object) -> Any:
    """An item may stand without its list."""
    for option in _options(shape):
        if get_origin(option) is tuple and not isinstance(value, list):
            return get_args(option)[0]
    return shape


def _options(shape: Any) -> list[Any]:
    origin = get_origin(shape)
    if origin is Annotated:
        return _options(get_args(shape)[0])
    if origin in (Union, types.UnionType):
        return [option for part in get_args(shape) for option in _options(part)]
    return [shape]


def _fitting(shape: Any, value: object) -> type[BaseModel] | None:
    """The model, of several, that knows most of the fields that are there."""
    models = [
        option
        for option in _options(shape)
        if isinstance(option, type) and issubclass(option, BaseModel)
    ]
    keys = set(value) if isinstance(value, Mapping) else set()
    return max(
        models,
        key=lambda model: len(keys & {f.alias or n for n, f in model.model_fields.items()}),
        default=None,
    )
