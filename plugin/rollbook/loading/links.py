"""Links: where one leads that somebody else may have put into the project.

Who names a path says what is meant: `../sops` in `mkdocs.yml` is read. What stands at that path may
come from a pull request, and git keeps links.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

LEADS_OUT = "is a link that leads out of the project"
_MARKS = (".git", "mkdocs.yml", "mkdocs.yaml")
"""What stands in the uppermost folder of a project, the surest first."""


def leads_out(path: Path) -> bool:
    """Whether a link takes a path out of the project in which it is written.

    What lies in `.git` is no part of a project. A path that is written as one outside is meant so.
    """
    written = Path(os.path.abspath(path))
    top = next(_tops(written), None)
    if top is None:
        return False
    inside = os.path.relpath(os.path.realpath(written), os.path.realpath(top)).split(os.sep)
    return inside[0] == ".." or ".git" in inside


def _tops(written: Path) -> Iterator[Path]:
    """The projects around a path; a link does not make one where there is another above it."""
    folders = [folder for folder in written.parents if not folder.is_symlink()]
    linked = [folder for folder in written.parents if folder.is_symlink()]
    for candidates in (folders, reversed(linked)):
        for mark, folder in product(_MARKS, candidates):
            if os.path.lexists(folder / mark):
                yield folder
    if Path.cwd() in written.parents:
        yield Path.cwd()
