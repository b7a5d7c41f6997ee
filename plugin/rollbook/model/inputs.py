"""Inputs: what the person has to look up during the incident."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from rollbook.model.pattern import pattern
from rollbook.model.pattern_syntax import REFUSED
from rollbook.model.value import Line, Prose, Text, Value


def _readable(text: str) -> str:
    try:
        pattern(text)
    except ValueError as error:
        raise PydanticCustomError(
            "pattern", "this pattern cannot be used: {why}", {"why": str(error)}
        ) from None
    return text


class Input(Value):
    """A value that is known only when the incident is there."""

    ask: Prose
    """The question that is put to the person."""

    find: Text | None = None
    """The command that finds the answer."""

    example: Line | None = None
    """An answer, as it looks."""

    pattern: (
        Annotated[
            Line,
            StringConstraints(max_length=500),
            AfterValidator(_readable),
            WithJsonSchema(
                {
                    "type": "string",
                    "format": "regex",
                    "maxLength": 500,
                    "pattern": r"^\s*\S[^\n\r]*\s*$",
                    "not": {"pattern": REFUSED},
                }
            ),
        ]
        | None
    ) = None
    """The regular expression that the whole answer matches; required where a `run` uses it.

    It has no look-ahead or look-behind and no back-references, so that no answer can make it slow.
    """
