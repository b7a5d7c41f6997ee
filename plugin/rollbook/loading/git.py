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


class GitFailed(Exception):
    """Git could not answer; the text is what it said, or why there is none."""


def git(folder: Path, *arguments: str, feed: bytes | None = None) -> bytes:
    """What git answers to these arguments and this input; where it cannot, raise `GitFailed`.

    It fetches nothing: what a partial clone lacks stays away.
    """
    settings = [word for setting in _QUIET for word in ("-c", setting)]
    environment = {key: value for key, value in os.environ.items() if key not in ELSEWHERE}
    offline = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *settings, *arguments]
    try:
        answer = subprocess.run(
            command,
            input=feed or b"",
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**environment, **offline, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise GitFailed(error.stderr.decode("utf-8", "replace").strip()) from None
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise GitFailed(str(error)) from None
    return answer.stdout
