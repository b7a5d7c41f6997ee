"""mike: what it does to a branch, here on a ref that nobody else looks at.

It runs git in the current folder, and no more of it is used than committing and its list.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mike import commands, git_utils
from mike.versions import VersionInfo, Versions

from rollbook.publishing.branch.reading import VERSIONS, Tip
from rollbook.publishing.git import writing

__all__ = ["MikeFailed", "Versions"]


_NOBODY = {"GIT_COMMITTER_NAME": "Rollbook", "GIT_COMMITTER_EMAIL": "rollbook@localhost"}
"""Nobody sees these commits: the one that is kept bears the name of who publishes."""


class MikeFailed(Exception):
    """mike could not do it; the text is what it said."""


def order(edition: str) -> Any:
    """A key that sorts editions as mike lists them, the newest last."""
    return VersionInfo(edition).version


def versions_of(value: object) -> Versions | None:
    """Mike's list, out of JSON; nothing where that is none."""
    try:
        found: Versions = Versions.from_json(value)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return found


def holder(versions: Versions, alias: str) -> str | None:
    """The edition that an alias leads to."""
    found = versions.find(alias)
    return str(found[0]) if found and len(found) == 2 else None


def aliases(versions: Versions, edition: str) -> list[str]:
    """The aliases that lead to an edition."""
    return sorted(alias for v in versions if str(v.version) == edition for alias in v.aliases)


def deploy(
    top: Path, ref: str, site: Path, edition: str, aliases: Sequence[str], message: str
) -> None:
    """Commit a site as an edition, and a copy of it for each alias."""
    config = {"site_dir": str(site), "use_directory_urls": True}
    with (
        _mike(top),
        commands.deploy(
            config,
            edition,
            aliases=list(aliases),
            update_aliases=True,
            alias_type=commands.AliasType.copy,
            branch=ref,
            message=message,
            allow_empty=True,
        ),
    ):
        pass


def alias(top: Path, ref: str, edition: str, aliases: Sequence[str], message: str) -> None:
    """Let aliases lead to an edition that is there: as copies of its files."""
    with _mike(top):
        commands.alias(
            {"use_directory_urls": True},
            edition,
            list(aliases),
            update_aliases=True,
            alias_type=commands.AliasType.copy,
            branch=ref,
            message=message,
            allow_empty=True,
        )


def delete(top: Path, ref: str, names: Sequence[str], message: str) -> None:
    """Remove editions with their aliases, or aliases alone."""
    with _mike(top):
        commands.delete(list(names), branch=ref, message=message, allow_empty=True)


def put(
    top: Path, ref: str, files: Mapping[str, bytes], message: str, gone: Sequence[str] = ()
) -> None:
    """Commit files at the top, in the place of what is there, and that others are gone."""
    with _mike(top), git_utils.Commit(ref, message, allow_empty=True) as commit:
        commit.delete_files(gone)
        for path, data in files.items():
            commit.add_file(git_utils.FileInfo(path, data))


def listed(tip: Tip) -> Versions | None:
    """Mike's list as it stands on the branch; nothing where it is missing or cannot be read."""
    return versions_of(tip.json(VERSIONS))


def listing(versions: Versions) -> bytes:
    """The list as a file: the same list is always the same bytes."""
    entries = [{**entry, "aliases": sorted(entry["aliases"])} for entry in versions.to_json()]
    return f"{json.dumps(entries, indent=2)}\n".encode()


def titled(versions: Versions, titles: Mapping[str, str]) -> Versions:
    """The list in which each of our editions is called as it should be, and the rest as text.

    Material takes a title for HTML.
    """
    for info in versions:
        title = titles.get(str(info.version))
        if title is not None:
            info.title, info.properties = title, None
        else:
            info.title = str(info.title).replace("<", "&lt;")
    return versions


def with_editions(versions: Versions, editions: Iterable[str]) -> Versions:
    """The list with these editions in it."""
    for edition in editions:
        if not versions.find(edition):
            versions.add(edition)
    return versions


@contextlib.contextmanager
def _mike(top: Path) -> Iterator[None]:
    """Let mike's git see this repository and no other, and say its errors in our way."""
    before = dict(os.environ)
    there = writing(top)
    try:
        os.environ.clear()
        os.environ.update(there | _NOBODY)
        with contextlib.chdir(top):
            yield
    except (git_utils.GitError, ValueError, OSError) as error:
        raise MikeFailed(_without_report(str(error), top)) from None
    finally:
        os.environ.clear()
        os.environ.update(before)


def _without_report(said: str, top: Path) -> str:
    """What git said, without the report of its breakdown, which is taken away as well."""
    for name in re.findall(r"dumping crash report to (.+)", said):
        (top / name).unlink(missing_ok=True)
    lines = [line for line in said.splitlines() if "dumping crash report" not in line]
    return "\n".join(lines)
