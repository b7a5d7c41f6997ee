"""Git where it writes: into a repository, a copy of it, or a remote."""

from __future__ import annotations

import subprocess
from pathlib import Path

from rollbook.loading.git import QUIETLY, surroundings, unarmed

_QUIET = {
    "advice.detachedHead": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "submodule.recurse": "false",
}
"""Nothing is tidied while others may be writing, and no other repository is touched."""


class GitRefused(Exception):
    """Git did not do it; the text is what it said."""


def writing(folder: Path) -> dict[str, str]:
    """The environment for git where it may write."""
    return surroundings({**_QUIET, **unarmed(folder)})


def run_git(folder: Path, *arguments: str, feed: bytes | None = None, **environment: str) -> bytes:
    """What git answers; it may write, and reach the remotes that it is told to.

    It never asks for a password: nobody may be there to type one.
    """
    try:
        answer = subprocess.run(
            ["git", "--no-pager", "-C", str(folder), *QUIETLY, *arguments],
            input=feed or b"",
            capture_output=True,
            check=True,
            env={**writing(folder), "GIT_TERMINAL_PROMPT": "0", **environment},
        )
    except FileNotFoundError:
        raise GitRefused("git is not installed") from None
    except subprocess.CalledProcessError as error:
        raise GitRefused(error.stderr.decode("utf-8", "replace").strip()) from None
    except (OSError, ValueError) as error:
        raise GitRefused(str(error)) from None
    return answer.stdout
