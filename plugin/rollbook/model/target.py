"""Targets: the states that are safe to go back to."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rollbook.model.measures import Date
from rollbook.model.reference import Reference
from rollbook.model.value import Listed, Value

Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]


class Target(Value):
    """One state of a component that has been proven."""

    ref: Reference
    """The immutable thing to go back to."""

    digest: Digest | None = None
    """The SHA-256 of its content, `sha256:` and 64 digits; required for `url:`."""

    proven: Date | None = None
    """The day on which it was last shown to work."""

    keep_until: Date | None = None
    """The day until which it is kept."""

    @model_validator(mode="after")
    def _url_has_a_digest(self) -> Self:
        if self.ref.scheme == "url" and self.digest is None:
            raise PydanticCustomError(
                "undigested", "what a URL leads to can change: write its 'digest' beside it"
            )
        return self


Targets = Annotated[tuple[Target, ...], Field(min_length=1), Listed()]
"""The states of one component, best first."""
