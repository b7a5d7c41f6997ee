"""Inputs: what the person has to look up during the incident."""

from __future__ import annotations

import re
import warnings
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from rollbook.model.value import Line, Prose, Text, Value


def _compiles(pattern: str) -> str:
    try:
        with warnings.catch_warnings():
            # What a later Python may read otherwise is no matter for whoever runs `check`.
            warnings.simplefilter("ignore", FutureWarning)
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise PydanticCustomError(
            "pattern", "this is not a regular expression: {why}", {"why": str(error)}
        ) from None
    return pattern


class Input(Value):
    """A value that is known only when the incident is there."""

    ask: Prose
    """The question that is put to the person."""

    find: Text | None = None
    """The command that finds the answer."""

    example: Line | None = None
    """An answer, as it looks."""

    pattern: (
        Annotated[Line, StringConstraints(max_length=500), AfterValidator(_compiles)] | None
    ) = None
    """The regular expression that the whole answer matches; required where a `run` uses it."""
