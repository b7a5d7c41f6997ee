"""Git where it writes: into a repository, a copy of it, or a remote."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from rollbook.loading.git import ELSEWHERE

_QUIET = (
    "advice.detachedHead=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
"""Nothing of a repository is run, and nothing is tidied while others may be writing."""


class GitRefused(Exception):
    """Git did not do it; the text is what it said."""


def here() -> dict[str, str]:
    """The environment, without what a hook says of the repository that it runs in."""
    return {key: value for key, value in os.environ.items() if key not in ELSEWHERE}


def run_git(folder: Path, *arguments: str, feed: bytes | None = None, **environment: str) -> bytes:
    """What git answers; it may write, and reach the remotes that it is told to.

    It never asks for a password: nobody may be there to type one.
    """
    settings = [word for setting in _QUIET for word in ("-c", setting)]
    try:
        answer = subprocess.run(
            ["git", "--no-pager", "-C", str(folder), *settings, *arguments],
            input=feed or b"",
            capture_output=True,
            check=True,
            env={**here(), "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **environment},
        )
    except FileNotFoundError:
        raise GitRefused("git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise GitRefused(error.stderr.decode("utf-8", "replace").strip()) from None
    except (OSError, ValueError) as error:
        raise GitRefused(str(error)) from None
    return answer.stdout
