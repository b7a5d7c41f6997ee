"""Building an edition: from a commit, in a copy that nobody else writes to, strictly."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rollbook.publishing.edition.order import Order
from rollbook.publishing.git import GitRefused, run_git

_EVERYWHERE = {
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "NO_MKDOCS_2_WARNING": "1",
    "NO_COLOR": "1",
}
"""What no builder's own machine decides."""

_AS_STORED = ("core.autocrlf=false", "core.eol=lf", "core.fileMode=true", "core.symlinks=true")

_run = functools.partial(
    run_git, GIT_ALLOW_PROTOCOL="file", GIT_NO_LAZY_FETCH="1", GIT_NO_REPLACE_OBJECTS="1"
)
"""What is not here is not fetched, and nothing is read in its place."""

_BROKE = "Traceback (most recent call last):"


class BrokeDown(Exception):
    """The build could not go on, for want of something else than a good handbook."""


class NotBuilt(Exception):
    """The edition cannot be built; the text is what the build said."""


@contextlib.contextmanager
def checked_out(top: Path, commit: str) -> Iterator[Path]:
    """A copy of a repository in which a commit is checked out; it is gone afterwards.

    Files that git does not know are not in it, and so in no edition. The history is, since rules
    ask for it.
    """
    with tempfile.TemporaryDirectory(prefix="rollbook-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch).resolve() / "handbook"
        settings = [word for setting in _AS_STORED for word in ("--config", setting)]
        clone = ("clone", "--quiet", "--shared", "--no-checkout", "--template=", *settings)
        try:
            _run(top, *clone, "--", str(top.resolve()), str(copy))
            # A branch may bear the name of a commit, but none that of its first self.
            _run(copy, "checkout", "--quiet", "--detach", f"{commit}^0")
        except GitRefused as error:
            raise NotBuilt(f"commit {commit[:12]} cannot be checked out: {error}") from None
        yield copy


def build(project: Path, site: Path, order: Order, epoch: int) -> None:
    """Build the MkDocs project that stands in a folder into `site`, as of a moment.

    `epoch` are seconds since 1970. What the build warns of stops it: then raise `NotBuilt`; where
    it broke down, raise `BrokeDown`.
    """
    # What a build leaves behind that was ended goes with the copy.
    scratch = {"TMPDIR": str(site.parent)}
    environment = {**os.environ, **_EVERYWHERE, **order.environment, **scratch}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    try:
        done = subprocess.run(
            command,
            cwd=project,
            env={**environment, "SOURCE_DATE_EPOCH": str(epoch)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise NotBuilt(f"the build cannot be started: {error}") from None
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace").strip()
        if _BROKE in said:
            raise BrokeDown(_why(said))
        raise NotBuilt(said)


def _why(said: str) -> str:
    """Where a build broke down, in short: what it complained of, and its last words."""
    before, _, after = said.partition(_BROKE)
    told = [line for line in before.splitlines() if line.startswith(("ERROR", "WARNING"))]
    last = [line for line in after.splitlines() if line and not line.startswith(" ")]
    return "\n".join([*told, f"the build broke down: {last[-1] if last else after.strip()}"])
