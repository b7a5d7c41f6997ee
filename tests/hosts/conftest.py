"""An environment of other people: their plugins, ProperDocs, and this project as they install it.

It stands apart, since installing ProperDocs changes what other tools build with.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.sites import REPOSITORY, Project

LOCK = Path(__file__).parent / "requirements.lock"
FOLDER = REPOSITORY / ".venv-sites"

SiteOf = Callable[..., Project]


@pytest.fixture(scope="session")
def theirs() -> Path:
    """The folder of their commands; made once for each lock, whoever asks first."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as waiting:
        fcntl.flock(waiting, fcntl.LOCK_EX)
        return _made(FOLDER / "venv", _key()) / "bin"


@pytest.fixture(scope="session")
def site_of(theirs: Path, tmp_path_factory: pytest.TempPathFactory) -> SiteOf:
    """Write files into a folder of their own and build the site strictly, with their commands."""

    def build(files: Mapping[str, str], *options: str, tool: str = "mkdocs") -> Project:
        project = Project(tmp_path_factory.mktemp("theirs"))
        project.write(files)
        result = project.run(str(theirs / tool), "build", "--strict", *options)
        assert result.code == 0, result.output
        return project

    return build


def _key() -> str:
    """What the environment depends on: the lock, this project's own set-up, and the Python."""
    pyproject = (REPOSITORY / "pyproject.toml").read_bytes()
    parts = (LOCK.read_bytes(), pyproject, sys.version.encode(), bytes(FOLDER))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _made(folder: Path, key: str) -> Path:
    """Make the environment unless it is there; it counts as there only once all is installed."""
    stamp = folder / ".ready"
    if stamp.is_file() and stamp.read_text() == key:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=True)
    _pip(folder, "--require-hashes", "--requirement", str(LOCK))
    _pip(folder, "--no-deps", "--no-build-isolation", "--editable", str(REPOSITORY))
    stamp.write_text(key)
    return folder


def _pip(folder: Path, *what: str) -> None:
    pip = [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run(
        [*pip, "install", *what], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        pytest.fail(f"pip install {' '.join(what)} failed:\n{done.stdout}", pytrace=False)
