"""The folders of SOPs that a command reads where none is named."""

from __future__ import annotations

from pathlib import Path

from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.settings import Settings


def sop_folders() -> list[Path]:
    """Those that `mkdocs.yml` names; each has to be there."""
    return existing(told())


def existing(said: Settings) -> list[Path]:
    """The folders of these settings; each has to be there."""
    folders = list(said.folders)
    for folder in folders:
        if not folder.is_dir():
            raise Unable(f"there is no folder '{folder}': make one with 'rollbook init'")
    return folders
