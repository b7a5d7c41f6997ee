"""No command runs what a repository names: no hook, filter, alias or program of its settings."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from tests.publishing import traps
from tests.publishing.repositories import Clone, Remote, rollbook_within
from tests.sites import Result

Mail = tuple[Remote, Clone]
FAR = "1895392000"
"""Behind every retention time."""


@pytest.fixture
def trapped(mail: Mail, tmp_path: Path) -> tuple[Clone, Path]:
    """A clone with a handbook that is kept for no time, full of traps; and where they write."""
    _, clone = mail
    config = (clone.folder / "mkdocs.yml").read_text("utf-8")
    clone.commit(
        {
            "mkdocs.yml": config.replace("downloads: false", "downloads: false, retention: 0d"),
            ".gitattributes": "* filter=trap diff=trap merge=trap\n",
        }
    )
    clone.git("push", "--quiet", "origin", "HEAD:main")
    return clone, traps.lay(clone, tmp_path)


def run(clone: Clone, *command: str) -> Result:
    """Run a command, behind which git has to look at every file itself."""
    for path in clone.folder.glob("sops/*.yml"):
        os.utime(path)
    done = rollbook_within(clone, *command, ROLLBOOK_NOW=FAR)
    assert done.code == 0, done.output
    return done


@pytest.mark.parametrize("where", [[], ["--push"]], ids=["here", "pushed"])
def test_what_changes_the_branch_runs_nothing(
    trapped: tuple[Clone, Path], where: list[str]
) -> None:
    """Here, and at the remote as far as that is on this side."""
    clone, ran = trapped
    run(clone, "publish", "2026.3", "latest", "long-term", *where)
    run(clone, "retract", "2026.3", "--reason", "Wrong", *where)
    run(clone, "prune", "--keep", "1", *where)
    assert not ran.exists(), ran.read_text()
    clone.git("update-ref", "refs/heads/witness", "HEAD")
    assert "reference-transaction" in ran.read_text()


def test_what_only_reads_runs_nothing(trapped: tuple[Clone, Path]) -> None:
    """Also where an SOP was changed and git has to compare it."""
    clone, ran = trapped
    run(clone, "editions")
    run(clone, "verify", "2026.2")
    sop = clone.folder / "sops/spam-filter.yml"
    sop.write_text(sop.read_text("utf-8").replace("rto: ", "rto: 1"), "utf-8")
    run(clone, "diff")
    run(clone, "stale")
    run(clone, "check")
    built = clone.build()
    assert built.code == 0, built.output
    assert not ran.exists(), ran.read_text()
    with contextlib.suppress(AssertionError):
        clone.git("status")
    assert "filter.trap.process" in ran.read_text()
