"""Git: asked without touching anything, and without its running what a repository names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SECONDS = 60
"""How long git may take."""
_QUIET = (
    "log.showSignature=false",
    "log.showRoot=true",
    "diff.relative=false",
    "i18n.logOutputEncoding=UTF-8",
    "core.fsmonitor=false",
    "core.quotePath=false",
)
"""A repository's own settings may name programs to run, or leave something out."""
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Inside a hook these name the repository as it is seen from another folder."""

_OFFLINE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
}
"""Nothing is fetched, and nothing is read in an object's place."""


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
    settings = [word for setting in _QUIET for word in ("-c", setting)]
    inherited = {key: value for key, value in os.environ.items() if key not in ELSEWHERE}
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *settings, *arguments]
    try:
        answer = subprocess.run(
            command,
            input=feed or b"",
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**inherited, **_OFFLINE, "LC_ALL": "C", **environment},
        )
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise GitFailed(error.stderr.decode("utf-8", "replace").strip()) from None
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise GitFailed(str(error)) from None
    return answer.stderr + answer.stdout if with_remarks else answer.stdout
