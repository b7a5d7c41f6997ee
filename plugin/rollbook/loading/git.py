"""Git: asked without touching anything, and without its running what a repository names."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_SECONDS = 60
"""How long git may take."""
_ELSEWHERE = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE"),
    *("GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE", "GIT_CONFIG", "GIT_ATTR_SOURCE"),
    *("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
)
"""Inside a hook these name the repository as it is seen from another folder, or a part of it."""

_NOWHERE = f"{os.devnull}/none"
_AS_IT_IS = {"GIT_GRAFT_FILE": _NOWHERE, "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
"""Nothing is read in an object's place, and no commit has other parents than its own."""

_OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_OPTIONAL_LOCKS": "0"}
"""Nothing is fetched, and nothing is noted down."""

_QUIET = {
    "core.alternateRefsCommand": ":",
    "core.commitGraph": "false",
    "core.fsmonitor": "false",
    "core.hooksPath": _NOWHERE,
    "core.quotePath": "false",
    "diff.relative": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.showRoot": "true",
    "log.showSignature": "false",
}
"""A repository's own settings may name programs to run, or leave something out."""

QUIETLY = tuple(word for key, value in _QUIET.items() for word in ("-c", f"{key}={value}"))
"""The same as options, for git before 2.31, which reads no settings from its environment."""

_NAMED = r"^(filter|hook)\..*\.(clean|command|event|process|smudge)$"
_UNARMED = {
    "filter": {"clean": "", "smudge": "", "process": "", "required": "false"},
    "hook": {"enabled": "false"},
}
"""What takes from a program its name; the hooks of settings came with git 2.54."""
_ITS_OWN = ("local", "worktree")
_COMPARING = ("diff", "status")
"""What git does that may ask a filter what a file on the disk would be."""


class GitFailed(Exception):
    """Git could not answer; the text is what it said, or why there is none."""


def git(
    folder: Path,
    *arguments: str,
    feed: bytes | None = None,
    with_remarks: bool = False,
    **environment: str,
) -> bytes:
    """What git answers to these arguments and this input; where it cannot, raise `GitFailed`.

    It fetches nothing: what a partial clone lacks stays away. What it remarks beside its answer
    comes before that, where it is wanted.
    """
    settings = unarmed(folder) if arguments[0] in _COMPARING else {}
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *QUIETLY]
    try:
        answer = subprocess.run(
            [*command, *arguments],
            input=feed or b"",
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**surroundings(settings), **_OFFLINE, **environment},
        )
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise GitFailed(error.stderr.decode("utf-8", "replace").strip()) from None
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise GitFailed(str(error)) from None
    return answer.stderr + answer.stdout if with_remarks else answer.stdout


def surroundings(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment for git, in which nothing of a repository runs; with more settings.

    Settings that stand in it already, such as credentials, stay.
    """
    inherited = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    given = inherited.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isascii() and given.isdecimal() else 0
    wanted = {**_QUIET, **settings}
    for place, (key, value) in enumerate(wanted.items(), first):
        inherited[f"GIT_CONFIG_KEY_{place}"] = key
        inherited[f"GIT_CONFIG_VALUE_{place}"] = value
    return {**inherited, "GIT_CONFIG_COUNT": str(first + len(wanted)), **_AS_IT_IS}


def unarmed(folder: Path) -> dict[str, str]:
    """Settings after which no filter of the repository's own runs, and no hook of anybody's."""
    try:
        said = git(folder, "config", "-z", "--show-scope", "--name-only", "--get-regexp", _NAMED)
    except GitFailed:
        return {}
    words = os.fsdecode(said).split("\0")
    found: dict[str, str] = {}
    for scope, key in zip(words[::2], words[1::2], strict=False):
        section, _, rest = key.partition(".")
        name = rest.rpartition(".")[0]
        if section == "hook" or scope in _ITS_OWN:
            found |= {f"{section}.{name}.{last}": to for last, to in _UNARMED[section].items()}
    return found
