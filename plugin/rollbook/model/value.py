"""The base of every value of the language, and the kinds of text that they hold."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from rollbook.model.prose import forbidden_markup

RESERVED = ("stop", "escalate", "automatic")
"""Words that cannot be an id, because a step's field gives them a meaning."""

ID_FORM = r"[a-z][a-z0-9-]*"
"""What an id looks like, as a regular expression for the whole of it."""

_DEVICES = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""What Windows has no file or folder of, whatever the ending: nobody there could check it out."""


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=False
    )


def _not_reserved(word: str) -> str:
    if word in RESERVED:
        raise PydanticCustomError("reserved", "'{word}' is reserved", {"word": word})
    return word


def no_address(name: str, *, is_folder: bool = False) -> str:
    """Why no page can have this name, or else no folder; nothing where it can."""
    if re.fullmatch(_DEVICES, name.partition(".")[0].lower()):
        return "names a device on Windows, which has no file of that name"
    if name.lower() in ("index", "readme") and not is_folder:
        return "is the name of an overview's page"
    return ""


def page_name(word: str, *, is_folder: bool = False) -> str:
    """Validate that a page can have this name, or else a folder."""
    if why := no_address(word, is_folder=is_folder):
        raise PydanticCustomError("address", "{word} {why}", {"word": word, "why": why})
    return word


def _folder(word: str) -> str:
    return page_name(word, is_folder=True)


def _but_for(*words: str) -> WithJsonSchema:
    """An id, in the schema, that is none of these."""
    pattern = rf"^(?!(?:{'|'.join((*RESERVED, *words))})$){ID_FORM}$"
    return WithJsonSchema({"type": "string", "pattern": pattern})


def _without_markup(text: str) -> str:
    if fault := forbidden_markup(text):
        raise PydanticCustomError("markup", "{fault}", {"fault": fault})
    return text


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


Id = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=rf"^{ID_FORM}$"),
    AfterValidator(_not_reserved),
    _but_for(),
]
"""A short id: small letters, digits and hyphens, starting with a letter."""

PageId = Annotated[Id, AfterValidator(page_name), _but_for("index", "readme", _DEVICES)]
"""The id of something that has a page of its own."""

FolderId = Annotated[Id, AfterValidator(_folder), _but_for(_DEVICES)]
"""The id of something that has a folder of its own."""

Destination = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=rf"^{ID_FORM}$"),
    WithJsonSchema({"type": "string", "pattern": rf"^(?!automatic$){ID_FORM}$"}),
]
"""Where a step leads: another step, `escalate`, or `stop`, which leaves the procedure."""

Performer = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=rf"^{ID_FORM}$"),
    WithJsonSchema({"type": "string", "pattern": rf"^(?!(?:stop|escalate)$){ID_FORM}$"}),
]
"""Who takes a step: a role, or `automatic`."""

Line = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n\r]*$"),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\S[^\n\r]*\s*$"}),
]
"""One line of plain text."""

Text = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1),
    WithJsonSchema({"type": "string", "pattern": r"\S"}),
]
"""Plain text or a command, of one or several lines."""

Prose = Annotated[
    str,
    Strict(),
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_without_markup),
    WithJsonSchema({"type": "string", "pattern": r"\S", "contentMediaType": "text/markdown"}),
]
"""Markdown without headings and raw HTML."""

Language = Annotated[
    str, Strict(), StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")
]
"""A BCP 47 language tag, such as `en` or `pt-BR`."""


class Listed:
    """Marks a tuple that may be written as a single item where it has only one."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return BeforeValidator(_listed).__get_pydantic_core_schema__(source, handler)

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        many = handler(core)
        return {"anyOf": [many["items"], many]}
