"""The project that a command runs in."""

from __future__ import annotations

from pathlib import Path

from rollbook.hosts.cli.unable import Unable
from rollbook.loading.settings import Settings, settings


def told() -> Settings:
    """What the project in this folder says; the defaults where there is none."""
    found = settings(Path())
    if found.fault:
        raise Unable(found.fault)
    return found
