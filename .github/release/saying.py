"""Saying: the one way in which the programs of a release print."""

from __future__ import annotations

from rollbook.views.harmless import line


def say(*lines: str) -> None:
    """Print lines: each of them is one, and none is a command to the runner."""
    for one in lines:
        print(line(one))
