"""Fixes that are written into files: which files they may be, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rollbook.hosts.cli import writing
from rollbook.hosts.cli.fixing import fix_files
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.finding import Finding
from rollbook.loading.fix import Remove

pytestmark = pytest.mark.counted

TEXT = b"title: Back\r\nignore:\r\n  a: x\r\n  b: y\r\n"
MENDED = b"title: Back\r\nignore:\r\n  b: y\r\n"
FOLDERS = [Path("sops")]


def wanted(file: str) -> Finding:
    """A finding whose fix takes `a` away."""
    place = {"line": 3, "column": 3, "width": 1}
    return Finding(
        file=file,
        rule="r",
        level="warning",
        message="m",
        path=("ignore", "a"),
        fix=Remove(),
        **place,
    )


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Write a file below the working directory; gives its path."""
    monkeypatch.chdir(tmp_path)

    def write(name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)
        return path

    return write


def test_files_are_mended_with_their_mode_kept(file: Callable[[str], Path]) -> None:
    """SOPs, records and handbook.yml alike; other files of the folder stay as they are."""
    paths = [file(f"sops/{name}.yml") for name in ("handbook", "ranker", "records/INC-1", "other")]
    paths[1].chmod(0o640)
    paths[2].chmod(0o755)
    names = ("sops/ranker.yml", "sops/handbook.yml", "sops/records/INC-1.yml")
    findings = [wanted(name) for name in names]
    assert sorted(fix_files(findings, FOLDERS)) == sorted(findings)
    assert [path.read_bytes() for path in paths] == [MENDED, MENDED, MENDED, TEXT]
    assert [path.stat().st_mode & 0o777 for path in paths[1:3]] == [0o640, 0o755]
    assert sorted(paths[1].parent.iterdir()) == sorted({*paths[:2], paths[3], paths[2].parent})
    assert fix_files(findings, FOLDERS) == []


def test_no_file_outside_the_folders_is_touched(file: Callable[[str], Path]) -> None:
    """Neither by its name nor by a link."""
    outside, gone = file("secret.yml"), "sops/gone.yml"
    link = file("sops/handbook.yml").with_name("ranker.yml")
    link.symlink_to(outside)
    names = ("sops/ranker.yml", "secret.yml", "../secret.yml", str(outside), gone)
    assert fix_files([wanted(name) for name in names], FOLDERS) == []
    assert outside.read_bytes() == TEXT
    assert link.is_symlink()


def test_a_link_inside_the_folder_stays_a_link(file: Callable[[str], Path]) -> None:
    """The file that it leads to is mended."""
    path = file("sops/ranker.yml")
    link = path.with_name("search.yml")
    link.symlink_to("ranker.yml")
    assert len(fix_files([wanted("sops/search.yml")], FOLDERS)) == 1
    assert link.is_symlink()
    assert path.read_bytes() == MENDED


def test_nothing_is_written_half(
    file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full, the file stays as it is, and nothing stands beside it."""
    path = file("sops/ranker.yml")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "replace", full)
    with pytest.raises(Unable, match="cannot be written: No space left"):
        fix_files([wanted("sops/ranker.yml")], FOLDERS)
    assert path.read_bytes() == TEXT
    assert list(path.parent.iterdir()) == [path]
