"""Where nobody can read what a command says: its streams closed, full or given up."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command.test_check import HANDBOOK, SOP
from tests.command.test_nonsense import USUAL
from tests.loading.test_history import commit, git
from tests.sites import BIN, EPOCH, Project
from tests.terminals import on_terminal, plain

SAYING = (
    ("check", "--strict"),
    ("check", "--format", "json"),
    ("diff",),
    ("draw", "ranker"),
    ("draw", "ranker", "--format", "png"),
    ("rules",),
    ("schema",),
    ("stale", "a.py"),
    ("--help",),
    ("--version",),
)
"""Every way of printing: lines, lines in colours, texts, bytes, and what click prints."""

FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A repository with a handbook in which something has changed since its commit."""
    made = Project(tmp_path_factory.mktemp("streams"))
    made.write(
        {
            "mkdocs.yml": "site_name: S\nplugins: [rollbook]\n",
            "docs/index.md": "# S\n",
            "sops/handbook.yml": HANDBOOK,
            "sops/ranker.yml": SOP,
        }
    )
    git(made.folder, "init", "--quiet", "--initial-branch=main")
    commit(made.folder, "2026-11-01", "a.py")
    made.write({"sops/ranker.yml": SOP.replace("Ranking after a release.", "TODO")})
    return made


def shell(project: Project, script: str, *words: str, **environment: str) -> tuple[int, str, str]:
    """Run a command by way of a shell that does something to its streams."""
    done = subprocess.run(
        ["sh", "-c", script, str(BIN / "rollbook"), *words],
        cwd=project.folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def here(command: tuple[str, ...]) -> str:
    return " ".join(command)


@pytest.mark.parametrize("command", SAYING[::3], ids=here)
def test_standard_output_that_is_closed(project: Project, command: tuple[str, ...]) -> None:
    """It says so in one sentence, where that can be read."""
    code, _, said = shell(project, 'exec "$0" "$@" >&-', *command)
    assert (code, said) == (2, "Error: standard output cannot be written: it is closed\n")


@pytest.mark.skipif(not FULL.exists(), reason="there is no such device")
@pytest.mark.parametrize("command", SAYING, ids=here)
def test_standard_output_on_a_full_disk(project: Project, command: tuple[str, ...]) -> None:
    """Nothing is lost without a word."""
    code, _, said = shell(project, 'exec "$0" "$@" >/dev/full', *command)
    assert (code, said) == (
        2,
        "Error: standard output cannot be written: No space left on device\n",
    )


@pytest.mark.parametrize("command", SAYING[::3], ids=here)
def test_a_reader_who_has_seen_enough(project: Project, command: tuple[str, ...]) -> None:
    """Nothing is said of it."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [BIN / "rollbook", *command],
        cwd=project.folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        stdout=write,
        stderr=subprocess.PIPE,
        timeout=120,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_errors_that_nobody_can_read(project: Project, tmp_path: Path, closed: str) -> None:
    """The exit code tells, nothing gets into standard output, and a file is whole."""
    if "full" in closed and not FULL.exists():
        pytest.skip("there is no such device")
    run = f'exec "$0" "$@" {closed}'
    assert shell(project, run, "draw", "nobody")[:2] == (2, "")
    assert shell(project, run, "prune", "--keep", "1")[:2] == (1, "")
    assert shell(project, run, "diff", "--nonsense")[:2] == (2, "")
    drawn, usual = tmp_path / "closed.svg", tmp_path / "usual.svg"
    assert shell(project, run, "draw", "ranker", "--output", str(drawn))[0] == 0
    assert shell(project, 'exec "$0" "$@"', "draw", "ranker", "--output", str(usual))[0] == 0
    assert drawn.read_bytes() == usual.read_bytes()


def test_everything_is_closed(project: Project) -> None:
    """Then the exit code is all there is."""
    assert shell(project, 'exec "$0" "$@" <&- >&- 2>&-', "check")[0] == 2
    assert shell(project, 'exec "$0" "$@" <&- >&- 2>&-', "draw", "nobody")[0] == 2


def test_paths_are_asked_of_standard_input_that_is_closed(project: Project) -> None:
    """It says what to do."""
    code, _, said = shell(project, 'exec "$0" "$@" <&-', "stale", "-")
    assert code == 2
    assert said.startswith("Error: standard input is closed: name the files")


@pytest.mark.parametrize("name", USUAL)
def test_warnings_are_errors_to_somebody(project: Project, tmp_path: Path, name: str) -> None:
    """No command warns of itself."""
    said = []
    for warnings in ("default", "error"):
        folder = tmp_path / warnings
        shutil.copytree(project.folder, folder)
        strict = {"PYTHONWARNINGS": warnings, "PYTHONDEVMODE": "1"}
        said.append(shell(Project(folder), 'exec "$0" "$@"', name, *USUAL[name], **strict))
    assert said[0] == said[1]
    assert "Warning" not in said[1][2]


def test_a_name_is_shown_as_it_is(project: Project) -> None:
    """On a terminal too, where it could be read as markup, or move about."""
    for name in ("[/x]", "[bold red]x", "\x1b[2Jx", "x\n::error::y"):
        drawn = on_terminal(project.folder, 80, "rollbook", "prune", "--keep=1", f"--branch={name}")
        assert "Traceback" not in drawn
        assert "\x1b[2J" not in drawn
        assert "\n::error" not in drawn
        shown = name.replace("\x1b", "\ufffd").replace("\n::", " \\::")
        assert shown in " ".join(plain(drawn).split())
