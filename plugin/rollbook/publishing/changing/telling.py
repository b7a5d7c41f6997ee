"""Telling: how two manifests of an edition differ, in words."""

from __future__ import annotations

from rollbook.publishing.edition.manifest import Manifest
from rollbook.views.report import counted

_SHOWN = 5


def differences(there: Manifest, new: Manifest) -> str:
    """What differs in the files, and what may be the reason."""
    names = sorted(
        name
        for name in there.files.keys() | new.files.keys()
        if there.files.get(name) != new.files.get(name)
    )
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    files = f"{counted(len(names), 'file')}, {', '.join(names[:_SHOWN])}{more}"
    said = [files if names else "its manifest"]
    if there.source.commit != new.source.commit:
        said.append(
            f"It was made from commit {there.source.commit[:12]}, and this from "
            f"{new.source.commit[:12]}"
        )
    tools = other_tools(there, new)
    if tools:
        said.append(f"It was made with other tools: {', '.join(tools)}")
    return "\n".join(said)


def other_tools(there: Manifest, new: Manifest) -> list[str]:
    """Each tool of another version: what it was, and what it is here."""
    names = sorted(there.tools.keys() | new.tools.keys())
    return [
        f"{name} {there.tools.get(name, 'none')} (here {new.tools.get(name, 'none')})"
        for name in names
        if there.tools.get(name) != new.tools.get(name)
    ]
