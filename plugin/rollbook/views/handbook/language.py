"""The reference of the language, from the model itself."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rollbook.model.measures import Bound, Date, Duration, Range
from rollbook.model.records import RECORD_KINDS, IncidentId
from rollbook.model.reference import Reference
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop
from rollbook.model.step import STEP_KINDS, Step
from rollbook.model.target import Digest
from rollbook.model.value import (
    Destination,
    FolderId,
    Id,
    Language,
    Line,
    Listed,
    PageId,
    Performer,
    Prose,
    Text,
)
from rollbook.views.library import Library
from rollbook.views.prose import inline
from rollbook.views.rendering import render

_WORDS: dict[Any, str] = {
    Duration: "duration",
    Bound: "bound",
    Range: "range",
    Reference: "reference",
    str: "text",
    int: "whole number",
    bool: "true or false",
}
_TEXTS: tuple[tuple[Any, str], ...] = (
    (Id, "id"),
    (PageId, "id"),
    (FolderId, "id"),
    (Date, "date"),
    (Digest, "`sha256:` and 64 digits"),
    (Language, "language tag"),
    (IncidentId, "incident's number"),
    (Destination, "step, `escalate` or `stop`"),
    (Performer, "role or `automatic`"),
    (Prose, "prose"),
    (Text, "text"),
    (Line, "line of text"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A field as it is shown."""

    name: str
    kind: Markup
    required: bool
    says: Markup


@dataclass(frozen=True, slots=True)
class Table:
    """A part of the language with its fields."""

    anchor: str
    title: str
    says: Markup
    rows: list[Row]


def language(library: Library) -> Markup:
    """Every part of the language with all its fields; what all steps have stands once."""
    models: list[type[BaseModel]] = [
        Sop,
        Step,
        *STEP_KINDS.values(),
        *_parts(Sop),
        Shared,
        *_parts(Shared),
    ]
    models += [*RECORD_KINDS.values(), *(p for k in RECORD_KINDS.values() for p in _parts(k))]
    unique = dict.fromkeys(models)
    return render("handbook/language", tables=[_table(model) for model in unique])


def _parts(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The models that a model's fields hold, and theirs, without the steps."""
    for field in model.model_fields.values():
        for part in _models(field.annotation):
            if not issubclass(part, Step):
                yield part
            yield from _parts(part)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        if not isinstance(inner, str):
            yield from _models(inner)


def _table(model: type[BaseModel]) -> Table:
    fields = model.model_fields
    if issubclass(model, Step) and model is not Step:
        common = Step.model_fields
        fields = {n: f for n, f in fields.items() if _differs(f, common.get(n))}
    # The hints keep the names that the language's kinds of text have in the code.
    hints = get_type_hints(model, include_extras=True)
    return Table(
        f"language-{model.__name__.lower()}",
        _title(model),
        inline((model.__doc__ or "").strip().splitlines()[0]),
        [_row(name, field, hints[name]) for name, field in fields.items()],
    )


def _differs(field: FieldInfo, common: FieldInfo | None) -> bool:
    return common is None or field.description != common.description


_TITLES = {
    "Sop": "An SOP: sops/ID.yml",
    "Shared": "sops/handbook.yml",
    "Step": "Steps: what every step can have",
    "Threshold": "Trigger: a metric",
    "HumanCall": "Trigger: a human call",
    "MetricCheck": "Check: a metric",
    "RunCheck": "Check: a command",
    "LogCheck": "Check: log lines",
    "QuestionCheck": "Check: a question",
    "Incident": "Record: incident",
    "DrillRecord": "Record: drill",
    "Approval": "Record: approval",
    "ReviewRecord": "Record: review",
    "Question": "An entry of faq",
    "Input": "Inputs",
}


def _title(model: type[BaseModel]) -> str:
    if issubclass(model, Step) and model is not Step:
        return f"Step: {model.VERB}"
    return _TITLES.get(model.__name__, model.__name__)


def _row(name: str, field: FieldInfo, hint: Any) -> Row:
    required = field.is_required() or name in ("takes", "record")
    return Row(field.alias or name, inline(_kind(hint)), required, inline(field.description or ""))


def _kind(annotation: Any) -> str:
    """A type in words."""
    for text, words in _TEXTS:
        if annotation == text:
            return words
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        listed = any(isinstance(marker, Listed) for marker in inner[1:])
        kind = _kind(inner[0])
        return f"{_kind(get_args(inner[0])[0])}, or a {kind}" if listed else kind
    if origin is Literal:
        return " or ".join(f"`{choice}`" for choice in inner)
    if origin is dict:
        return f"{_kind(inner[0])} → {_kind(inner[1])}"
    if origin is tuple:
        return f"list of {_plural(_kind(inner[0]))}"
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_kind(i) for i in inner if i is not type(None)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _title(annotation).partition(":")[0].lower()
    return _WORDS.get(annotation, "text")


def _plural(kind: str) -> str:
    return kind.replace("line of text", "lines of text") if "line of" in kind else f"{kind}s"
