"""Fixes: what a machine may change in a file, because it changes nothing that people act on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replace:
    """Where the words of the fault stand, these take their place."""

    text: str


@dataclass(frozen=True, slots=True)
class Remove:
    """The entry goes, its key with it."""


Fix = Replace | Remove
