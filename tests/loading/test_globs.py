"""Globs mean what they mean in `.gitignore`, and no glob takes long."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from rollbook.loading.globs import matched

NAMES = sorted(
    [
        "README.md",
        "a/b/c/d.py",
        "docs/a.py",
        "docs/[x].py",
        "docs/a/README.md",
        "serving/ranker.py",
        "serving/ranker/a.py",
        "serving/ranker/deep/b.txt",
        "serving/rankers.py",
        "x/serving/ranker/a.py",
    ]
)
GLOBS = (
    "serving/ranker/**",
    "serving/ranker",
    "serving/ranker/",
    "/serving/*.py",
    "serving/*",
    "*.py",
    "/*.md",
    "README.md",
    "ranker/",
    "ranker",
    "**/ranker/*.py",
    "a/**/d.py",
    "serving/**/b.txt",
    "**/deep/**",
    "docs/[ab].py",
    "docs/[!a-c]*",
    r"docs/\[x].py",
    "docs/?.py",
    "serv*/r*k*r.*",
    "*",
    "**",
    "# docs/a.py",
    "/",
    "",
    "nothing",
    "docs/[z-a].py",
    "docs/[ab",
)


@pytest.fixture(scope="module")
def ignoring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that ignores what is asked about."""
    folder = tmp_path_factory.mktemp("globs")
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return folder


@pytest.mark.parametrize("glob", GLOBS)
def test_a_glob_fits_what_git_ignores_by_it(ignoring: Path, glob: str) -> None:
    """Anchored or not, of files or of folders, with classes, escapes and comments."""
    (ignoring / ".gitignore").write_text(glob + "\n", "utf-8")
    answer = subprocess.run(
        ["git", "-C", ignoring, "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(NAMES) + "\0",
        capture_output=True,
        text=True,
        check=False,
    )
    assert matched([glob], NAMES) == set(filter(None, answer.stdout.split("\0")))


def test_of_several_globs_the_last_one_counts() -> None:
    """What one takes out, the next one may bring back."""
    globs = ("docs/**", "!*.py", "docs/a.py")
    assert matched(globs, NAMES) == {"docs/a.py", "docs/a/README.md"}


@pytest.mark.parametrize(
    "glob",
    ["*a" * 30 + "b", "**/a/" * 30 + "b", "[^b]*" * 30 + "b", "*" * 5000 + "b", "a?*" * 300 + "b"],
    ids=["stars", "folders", "classes", "more stars", "both"],
)
def test_no_glob_takes_long(glob: str) -> None:
    """A stranger's glob on a stranger's names is read in a time that grows with both only."""
    start = time.process_time()
    assert matched([glob], ["a" * 4000, "/".join("a" * 2000)]) == set()
    assert time.process_time() - start < 1
