"""The store of drawings: never wrong, whole, bounded, and safe under several builds."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
from pathlib import Path

import pytest

from rollbook.diagrams import NOWHERE, Store, store
from tests.sites import Project


def entries(folder: Path) -> list[Path]:
    """The files of a store, the youngest last; what it says of itself aside."""
    found = [path for path in folder.glob("*/*") if path.is_file()]
    return sorted(found, key=lambda path: path.stat().st_mtime_ns)


def drawn(kept: Store, inputs: str, made: list[str]) -> bytes:
    def make() -> bytes:
        made.append(inputs)
        return f"drawing of {inputs}".encode()

    return kept.kept(inputs, make)


def test_the_same_inputs_are_drawn_once(tmp_path: Path) -> None:
    """Whoever asks again gets what was kept."""
    made: list[str] = []
    for _ in range(2):
        assert drawn(Store(tmp_path), "a", made) == b"drawing of a"
        assert drawn(Store(tmp_path), "b", made) == b"drawing of b"
    assert made == ["a", "b"]


def test_nothing_is_kept_nowhere() -> None:
    """Without a folder each drawing is made."""
    made: list[str] = []
    assert drawn(NOWHERE, "a", made) == drawn(NOWHERE, "a", made)
    assert made == ["a", "a"]
    NOWHERE.tidy()


def test_other_code_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version of the code is a part of the inputs."""
    made: list[str] = []
    drawn(Store(tmp_path), "a", made)
    monkeypatch.setattr(store, "_version", lambda: "another")
    drawn(Store(tmp_path), "a", made)
    assert made == ["a", "a"]


def test_the_version_is_that_of_the_files(tmp_path: Path) -> None:
    """One changed letter in the code or in a style makes another version."""
    package = tmp_path / "package"
    package.mkdir()
    sums = set()
    for name, text in (("a.py", "1"), ("a.py", "2"), ("b.css", "1"), ("b.css", "2")):
        (package / name).write_text(text)
        total = store.hashlib.sha256()
        store._add(package, "package", total)
        sums.add(total.hexdigest())
    assert len(sums) == 4
    (package / "notes.md").write_text("no code")
    total = store.hashlib.sha256()
    store._add(package, "package", total)
    assert total.hexdigest() in sums


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 200])
def test_what_is_damaged_is_drawn_anew(tmp_path: Path, content: bytes) -> None:
    """A file that is empty, cut off or foreign is replaced."""
    made: list[str] = []
    drawn(Store(tmp_path), "a", made)
    entry = entries(tmp_path)[0]
    entry.write_bytes(content)
    assert drawn(Store(tmp_path), "a", made) == b"drawing of a"
    assert drawn(Store(tmp_path), "a", made) == b"drawing of a"
    assert made == ["a", "a"]


def test_a_place_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """The drawing is made all the same."""
    (tmp_path / "file").write_text("in the way")
    made: list[str] = []
    blocked = Store(tmp_path / "file" / "store")
    assert drawn(blocked, "a", made) == b"drawing of a"
    blocked.tidy()
    assert (tmp_path / "file").read_text() == "in the way"


def test_it_keeps_to_its_limit(tmp_path: Path) -> None:
    """What was not used for longest goes first."""
    made: list[str] = []
    kept = Store(tmp_path, limit=10 * len(b"drawing of 00") + 10 * 32)
    for number in range(20):
        drawn(kept, f"{number:02}", made)
    for place, path in enumerate(entries(tmp_path)):
        os.utime(path, (place, place))
    before = len(entries(tmp_path))
    oldest = entries(tmp_path)[0]
    found = oldest.read_bytes()[32:].removeprefix(b"drawing of ").decode()
    drawn(kept, found, made)
    kept.tidy()
    assert before == 20
    assert len(entries(tmp_path)) == 10
    made.clear()
    drawn(kept, found, made)
    assert made == []


@pytest.mark.parametrize("which", ["file", "hard link", "shelf", "store", "cache", "note"])
def test_a_link_in_the_store_leads_nowhere(tmp_path: Path, which: str) -> None:
    """What a repository brings is neither read nor touched, written through nor tidied away."""
    folder, outside = tmp_path / "project" / ".cache" / "rollbook", tmp_path / "outside"
    drawn(Store(folder), "a", [])
    outside.mkdir()
    (entry,) = entries(folder)
    if which == "note":
        (folder / ".gitignore").unlink()
        (folder / ".gitignore").symlink_to(outside / "moved")
    else:
        place = {"shelf": entry.parent, "store": folder, "cache": folder.parent}.get(which, entry)
        place.rename(outside / "moved")
        (os.link if which == "hard link" else os.symlink)(outside / "moved", place)
    for path in outside.rglob("*"):
        os.utime(path, (1, 1))
    before = {path: (path.stat().st_mtime_ns, path.is_file()) for path in outside.rglob("*")}
    made: list[str] = []
    for name in ("a", "b", "a"):
        assert drawn(Store(folder, limit=0), name, made) == f"drawing of {name}".encode()
    Store(folder, limit=0).tidy()
    after = {path: (path.stat().st_mtime_ns, path.is_file()) for path in outside.rglob("*")}
    assert after == before


def _hammer(folder: str, start: int) -> list[bytes]:
    kept = Store(Path(folder), limit=2_000)
    found = []
    for turn in range(400):
        name = str((start + turn) % 40)
        found.append(kept.kept(name, lambda name=name: f"drawing of {name}".encode() * 50))
        if turn % 50 == 0:
            kept.tidy()
    return found


def test_builds_at_once_get_whole_drawings(tmp_path: Path) -> None:
    """Four of them read, write and tidy one folder; each gets what it asked for."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        results = pool.starmap(_hammer, [(str(tmp_path), start) for start in range(4)])
    for start, found in enumerate(results):
        wanted = [f"drawing of {(start + turn) % 40}".encode() * 50 for turn in range(400)]
        assert found == wanted
    assert [path for path in tmp_path.rglob(".*") if path.name != ".gitignore"] == []


def git(project: Project, *arguments: str) -> str:
    """What git says in the folder of a project."""
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=project.folder, check=True, capture_output=True, text=True
    ).stdout


def test_a_build_takes_its_drawings_from_the_store(project: Project) -> None:
    """The second build draws nothing and gives the same site; git sees nothing of it."""
    git(project, "init", "--quiet")
    assert project.run("rollbook", "init").code == 0
    assert project.build().code == 0
    kept = project.folder / ".cache" / "rollbook"
    first = {path: path.read_bytes() for path in entries(kept)}
    pages = {path: path.read_bytes() for path in (project.folder / "site").rglob("*.html")}
    assert first
    assert project.build().code == 0
    assert {path: path.read_bytes() for path in entries(kept)} == first
    assert {path: path.read_bytes() for path in pages} == pages
    assert ".cache" not in git(project, "status", "--porcelain", "--untracked-files=all")

    entry = next(path for path in first if b"rb-d--flow-wide" in first[path])
    told = first[entry][32:].replace(b"Flow:", b"Kept:")
    entry.write_bytes(store.hashlib.sha256(told).digest() + told)
    assert project.build().code == 0
    assert "Kept:" in "".join(p.read_text() for p in (project.folder / "site").rglob("*.html"))
