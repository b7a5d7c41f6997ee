"""Tools: the programs whose versions decide what a build gives."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from importlib import metadata

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_GROUPS = ("mkdocs.plugins", "mkdocs.themes", "markdown.extensions")


def tools(named: Iterable[str]) -> dict[str, str]:
    """Program → version: Python, Rollbook with all that it needs, and what a project names.

    `named` are the plugins, the theme and the Markdown extensions of `mkdocs.yml`.
    """
    found = {"python": platform.python_version()}
    todo = ["rollbook", *_packages(set(named))]
    while todo:
        name = todo.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # what is for another machine only is not installed here
        found[key] = distribution.version
        todo += [match[0] for need in distribution.requires or () if (match := _needed(need))]
    return found


def _needed(requirement: str) -> re.Match[str] | None:
    """The name of what is required, unless only an extra needs it."""
    return None if re.search(r";.*\bextra\b", requirement) else _NAME.match(requirement)


def _packages(named: set[str]) -> Iterable[str]:
    """The packages that offer these plugins, themes or extensions."""
    for group in _GROUPS:
        for entry in metadata.entry_points(group=group):
            if entry.name in named and entry.dist is not None:
                yield entry.dist.name
