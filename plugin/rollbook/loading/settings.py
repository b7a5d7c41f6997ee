"""What a project's `mkdocs.yml` says about the handbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DEFAULT = "sops"
_NAMES = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says about its handbook.

    `project` says whether there is a `mkdocs.yml` at all, and `plugin` whether it names ours;
    `fault` is why it cannot be read, in words, and empty where it can.
    `rules` is what it says of the rules, as it is written. `site` is the address of the site;
    `remote` and `branch` are where it is published. `retention` is how long an edition is kept, as
    written, and `signers` the file that names who signs editions. `named` are the plugins, the
    theme and the Markdown extensions.
    """

    project: bool
    fault: str
    plugin: bool
    folders: tuple[Path, ...]
    rules: object
    baseline: Path | None
    site: str
    remote: str
    branch: str
    retention: str
    signers: Path | None
    named: tuple[str, ...]


def settings(project: Path) -> Settings:
    """Read the `mkdocs.yml` (or `mkdocs.yaml`) of a project; the defaults where it says nothing.

    Such a file may hold tags that mean something to MkDocs; here they mean nothing, and nothing of
    it is run.
    """
    files = [path for name in _NAMES if (path := project / name).exists()]
    config, fault = _config(files[0]) if files else ({}, "")
    entries = _entries(config.get("plugins"))
    written = entries.get("rollbook")
    named = written if isinstance(written, dict) else {}
    sops, baseline, signers = (named.get(key) for key in ("sops", "baseline", "signers"))
    theme = config.get("theme")
    listed = sops if isinstance(sops, list) and sops else [sops or DEFAULT]
    return Settings(
        project=bool(files),
        fault=fault or _misnamed(named),
        plugin="rollbook" in entries,
        folders=tuple(project / str(name) for name in listed),
        rules=named.get("rules", {}),
        baseline=project / str(baseline) if baseline else None,
        site=str(config.get("site_url") or ""),
        remote=str(config.get("remote_name") or "origin"),
        branch=str(config.get("remote_branch") or "gh-pages"),
        retention=str(named.get("retention") or ""),
        signers=project / str(signers) if signers else None,
        named=(
            *entries,
            *_entries(config.get("markdown_extensions")),
            str(theme.get("name") if isinstance(theme, dict) else theme),
        ),
    )


def _config(file: Path) -> tuple[dict[str, Any], str]:
    """What stands in the file; where it cannot be read, nothing and why."""
    try:
        config = yaml.load(file.read_text("utf-8"), _Tolerant)
    except OSError as error:
        return {}, f"{file} cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        return {}, f"{file} is not UTF-8"
    except yaml.MarkedYAMLError as error:
        at = f":{mark.line + 1}:{mark.column + 1}" if (mark := error.problem_mark) else ""
        return {}, f"{file}{at}: this is not YAML: {error.problem}"
    except RecursionError:
        return {}, f"{file} is nested too deeply"
    except (yaml.YAMLError, ValueError) as error:
        return {}, f"{file} is not YAML: {error}"
    if config is not None and not isinstance(config, dict):
        return {}, f"{file} holds no settings: write them as 'name: value'"
    return config or {}, ""


def _misnamed(named: Mapping[str, object]) -> str:
    """Which setting of ours names no file or folder, in words; empty where each does."""
    for key in ("sops", "baseline", "signers"):
        value = named.get(key)
        listed = value if key == "sops" and isinstance(value, list) else [value]
        for name in listed:
            if name and (not isinstance(name, str) or "\0" in name):
                return f"mkdocs.yml: {key}: '{name}' is no name of a file or folder"
    return ""


def _entries(listed: object) -> dict[str, Any]:
    """Each plugin with its settings; they are a list of names and mappings, or one mapping."""
    entries: dict[str, Any] = {}
    for entry in listed if isinstance(listed, list) else [listed]:
        if isinstance(entry, dict):
            entries |= {str(name): value for name, value in entry.items()}
        elif isinstance(entry, str):
            entries[entry] = None
    return entries


class _Tolerant(yaml.SafeLoader):
    """Reads every tag as nothing."""


# Nobody asks for a day here, and one such as 2026-13-45 is none.
_Tolerant.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))
_Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)
_Tolerant.add_multi_constructor("!", lambda loader, suffix, node: None)
