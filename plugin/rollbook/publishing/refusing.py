"""Refusing: what is not done, and why."""

from __future__ import annotations


class Refused(Exception):
    """It is not done, and nothing was changed; the text says why, and what to do."""


class Unreached(Exception):
    """It could not be tried: no git, no room, no network; the text says what was missing."""
