"""The folders of SOPs that a project's `mkdocs.yml` names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DEFAULT = "sops"


def sop_folders(project: Path) -> list[Path]:
    """The folders of the plugin's option `sops`; the default where the file says nothing.

    A project's file may hold tags that mean something to MkDocs; here they mean nothing, and
    nothing of it is run.
    """
    try:
        config = yaml.load((project / "mkdocs.yml").read_text("utf-8"), _Tolerant)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        config = None
    named = _option(config.get("plugins") if isinstance(config, dict) else None)
    names = [named] if isinstance(named, str) else named
    listed = names if isinstance(names, list) and names else [DEFAULT]
    return [project / str(name) for name in listed]


def _option(plugins: Any) -> Any:
    """`plugins:` is a list of names and mappings, or one mapping."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        settings = entry.get("rollbook") if isinstance(entry, dict) else None
        if isinstance(settings, dict):
            return settings.get("sops")
    return None


class _Tolerant(yaml.SafeLoader):
    """Reads every tag as nothing."""


_Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)
_Tolerant.add_multi_constructor("!", lambda loader, suffix, node: None)
