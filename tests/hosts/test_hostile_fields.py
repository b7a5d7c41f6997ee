"""The hostile handbook has every text of the language, so that no field is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from rollbook.loading.folder import load
from rollbook.model.records import RECORD_KINDS
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop
from rollbook.model.value import Line, Prose, Text
from tests.hosts import hostile
from tests.sites import Project

Field = tuple[str, str]
"""A model of the language, and one of its fields."""

NAMED = {("Example", "incident")}
"""What has to be the id of something that is there."""


def test_every_text_is_hostile(project: Project, tmp_path: Path) -> None:
    """Every line, text and piece of prose that an SOP, handbook.yml or a record can hold."""
    project.write(hostile.files())
    loaded = load([tmp_path / "sops"], tmp_path)
    assert loaded.findings == ()
    assert loaded.handbook is not None
    handbook = loaded.handbook
    found = {
        field
        for value in (handbook.shared, *handbook.sops.values(), *handbook.records)
        for field in hostile_texts(value, ("", ""))
    }
    wanted = {field for model in (Sop, Shared, *RECORD_KINDS.values()) for field in texts(model)}
    assert len(wanted) > 60
    assert wanted - found == NAMED


def hostile_texts(value: Any, field: Field) -> Iterator[Field]:
    """The fields in which a hostile text stands, keys included."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from hostile_texts(getattr(value, name), (type(value).__name__, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from hostile_texts(key, field)
            yield from hostile_texts(inner, field)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from hostile_texts(inner, field)
    elif isinstance(value, str) and "«" in value:
        yield field


def texts(model: type[BaseModel]) -> Iterator[Field]:
    """The fields of a model, and of those in it, that can hold a text."""
    for name, hint in get_type_hints(model, include_extras=True).items():
        if name in model.model_fields:
            if is_text(hint):
                yield model.__name__, name
            for inner in models(hint):
                yield from texts(inner)


def is_text(hint: Any) -> bool:
    return hint in (Line, Text, Prose) or any(
        is_text(part) for part in get_args(hint) if not isinstance(part, str)
    )


def models(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        if not isinstance(part, str):
            yield from models(part)
