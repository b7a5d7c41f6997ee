"""What a project's `mkdocs.yml` says about the handbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEFAULT = "sops"
_NAMES = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says about its handbook.

    `project` says whether there is a `mkdocs.yml` at all, and `plugin` whether it names ours.
    `rules` is what it says of the rules, as it is written.
    """

    project: bool
    plugin: bool
    folders: tuple[Path, ...]
    rules: object
    baseline: Path | None


def settings(project: Path) -> Settings:
    """Read the `mkdocs.yml` (or `mkdocs.yaml`) of a project; the defaults where it says nothing.

    Such a file may hold tags that mean something to MkDocs; here they mean nothing, and nothing of
    it is run.
    """
    files = [path for name in _NAMES if (path := project / name).is_file()]
    entries = _entries(files[0]) if files else {}
    written = entries.get("rollbook")
    named = written if isinstance(written, dict) else {}
    sops, baseline = named.get("sops"), named.get("baseline")
    listed = sops if isinstance(sops, list) and sops else [sops or DEFAULT]
    return Settings(
        project=bool(files),
        plugin="rollbook" in entries,
        folders=tuple(project / str(name) for name in listed),
        rules=named.get("rules", {}),
        baseline=project / str(baseline) if baseline else None,
    )


def _entries(file: Path) -> dict[str, Any]:
    """Each plugin with its settings; `plugins:` is a list of names and mappings, or one mapping."""
    try:
        config = yaml.load(file.read_text("utf-8"), _Tolerant)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    plugins = config.get("plugins") if isinstance(config, dict) else None
    entries: dict[str, Any] = {}
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        if isinstance(entry, dict):
            entries |= {str(name): value for name, value in entry.items()}
        elif isinstance(entry, str):
            entries[entry] = None
    return entries


class _Tolerant(yaml.SafeLoader):
    """Reads every tag as nothing."""


_Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)
_Tolerant.add_multi_constructor("!", lambda loader, suffix, node: None)
