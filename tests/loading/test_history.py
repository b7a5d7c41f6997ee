"""What git knows of the files that SOPs watch."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path

import pytest

from rollbook.loading.history import Change, History

TODAY = datetime.date(2026, 11, 20)
JANUARY = datetime.date(2026, 1, 1)


def git(folder: Path, *arguments: str, day: str = "2026-11-15") -> None:
    """Run git as nobody's settings would have it."""
    date = day if day.startswith("@") else f"{day}T12:00:00+00:00"
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@acme.example")
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(folder), *person, *arguments],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"], **dates, **nobody},
    )


def commit(folder: Path, day: str, *files: str) -> None:
    """Change some files on a day."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} {day}", "utf-8")
    git(folder, "add", "--all", day=day)
    git(folder, "commit", "--quiet", "--message", day, day=day)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with SOPs in it, whose first commit is of March."""
    folder = tmp_path / "top"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "2026-03-01", "sops/handbook.yml", "serving/old.py")
    return folder


def changed(
    folder: Path, *globs: str, after: datetime.date = JANUARY, today: datetime.date = TODAY
) -> list[tuple[str, str]]:
    """The files, and the day on which each was changed last."""
    changes = History(folder, today).changes(globs or ("serving/**",), after)
    return [(change.file, f"{change.day}") for change in changes]


def test_the_newest_change_comes_first_and_each_file_once(top: Path) -> None:
    """A file that was changed twice counts with its last day."""
    commit(top, "2026-09-01", "serving/a.py", "serving/b.py", "docs/a.md")
    commit(top, "2026-10-01", "serving/a.py")
    assert changed(top / "sops") == [
        ("serving/a.py", "2026-10-01"),
        ("serving/b.py", "2026-09-01"),
        ("serving/old.py", "2026-03-01"),
    ]


@pytest.mark.parametrize(("day", "files"), [("2026-09-30", 1), ("2026-10-01", 0)])
def test_what_was_changed_on_the_day_itself_was_seen(top: Path, day: str, files: int) -> None:
    """A review sees what was changed on its day."""
    commit(top, "2026-10-01", "serving/a.py")
    assert len(changed(top, "serving/a.py", after=datetime.date.fromisoformat(day))) == files


def test_globs_are_from_the_top_of_the_repository(top: Path) -> None:
    """Wherever the SOPs stand in it, and whatever the repository says of relative names."""
    commit(top, "2026-10-01", "team/sops/x.yml", "team/serving/a.py", "serving/a.py")
    git(top, "config", "diff.relative", "true")
    assert changed(top / "team/sops", "/serving/a.py") == [("serving/a.py", "2026-10-01")]


def test_a_renamed_file_is_a_change_of_both_names(top: Path) -> None:
    """Whoever watches the old name wants to know, and so does whoever watches the new one."""
    git(top, "mv", "serving/old.py", "serving/new.py")
    git(top, "commit", "--quiet", "--message", "rename", day="2026-10-05")
    assert changed(top, "serving/old.py") == [("serving/old.py", "2026-10-05")]
    assert changed(top, "serving/new.py") == [("serving/new.py", "2026-10-05")]


@pytest.mark.parametrize(
    "name",
    [
        "a b.py",
        "-a.py",
        '"quoted".py',
        "\x01 2026-11-19.py",
        "\nline\n2026.py",
        "übung 模型.py",
        "a\\b.py",
    ],
)
def test_a_file_may_have_any_name(top: Path, name: str) -> None:
    """None is taken for a commit, and none is cut."""
    commit(top, "2026-10-01", f"serving/{name}", "serving/z.py", "\nfirst")
    commit(top, "2026-10-02", "other")
    assert changed(top, after=datetime.date(2026, 9, 1)) == sorted(
        [(f"serving/{name}", "2026-10-01"), ("serving/z.py", "2026-10-01")]
    )
    assert changed(top, "*first") == [("\nfirst", "2026-10-01")]


def test_bytes_that_are_no_text_are_passed_over(top: Path) -> None:
    """A name need not be UTF-8."""
    try:
        os.write(os.open(os.fsencode(top) + b"/serving/\xff.py", os.O_CREAT | os.O_WRONLY), b"")
    except OSError:
        pytest.skip("this file system has no such names")
    commit(top, "2026-10-01", "serving/a.py")
    files = [file for file, _ in changed(top)]
    assert files == ["serving/a.py", "serving/\ufffd.py", "serving/old.py"]


def test_the_future_is_passed_over(top: Path) -> None:
    """A clock that runs wrong changes nothing, in this century or in one beyond the calendar."""
    commit(top, "2026-10-01", "serving/a.py")
    commit(top, "2031-01-01", "serving/a.py", "serving/b.py")
    commit(top, "@253402387200 +0000", "serving/c.py")
    assert changed(top, after=datetime.date(2026, 9, 1)) == [("serving/a.py", "2026-10-01")]


def test_a_merge_changes_nothing_by_itself(top: Path) -> None:
    """What it brings was changed by the commits that it merges."""
    git(top, "checkout", "--quiet", "-b", "side")
    commit(top, "2026-10-01", "serving/a.py")
    git(top, "checkout", "--quiet", "main")
    commit(top, "2026-10-02", "other")
    git(top, "merge", "--quiet", "--no-ff", "--message", "merge", "side", day="2026-11-10")
    assert changed(top, "serving/a.py") == [("serving/a.py", "2026-10-01")]


@pytest.mark.parametrize("depth", [1, 2])
def test_where_history_is_cut_off_its_first_commit_says_nothing(
    top: Path, tmp_path: Path, depth: int
) -> None:
    """There, every file seems to be new."""
    commit(top, "2026-10-01", "serving/a.py")
    commit(top, "2026-10-02", "serving/b.py")
    git(tmp_path, "clone", "--quiet", f"--depth={depth}", top.as_uri(), "copy")
    assert [file for file, _ in changed(tmp_path / "copy")] == ["serving/b.py"][: depth - 1]


def test_a_hook_may_ask_from_a_folder_below(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git tells hooks where it is in words that hold at the top only."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert changed(top / "sops") == [("serving/old.py", "2026-03-01")]


SIGNER = """\
#!/bin/sh
touch "$0.sprung"
echo '-----BEGIN PGP SIGNATURE-----'
printf '\\n[GNUPG:] SIG_CREATED \\n' >&2
"""


def test_settings_of_the_repository_run_nothing_and_hide_nothing(top: Path) -> None:
    """The repository may be a stranger's, and its commits signed."""
    trap, sprung = top / "trap", top / "trap.sprung"
    trap.write_text(SIGNER, "utf-8")
    trap.chmod(0o755)
    git(top, "config", "gpg.program", str(trap))
    git(top, "commit", "--quiet", "--allow-empty", "--gpg-sign", "--message", "signed")
    sprung.unlink()
    with (top / ".git/config").open("a", encoding="utf-8") as config:
        config.write(f"""
[core]
    fsmonitor = {trap}
    pager = {trap}
    sshCommand = {trap}
[diff]
    external = {trap}
[pager]
    log = true
[log]
    showSignature = true
    showRoot = false
[color]
    ui = always
[format]
    pretty = fuller
[i18n]
    logOutputEncoding = UTF-16
""")
    assert changed(top) == [("serving/old.py", "2026-03-01")]
    assert not sprung.exists()


def test_a_partial_clone_fetches_nothing(top: Path, tmp_path: Path) -> None:
    """What it lacks stays away, whatever its remote would run."""
    git(top, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=tree:0", "--no-checkout", top.as_uri(), "copy")
    sprung = tmp_path / "sprung"
    git(tmp_path / "copy", "config", "remote.origin.uploadpack", f"touch {sprung};git-upload-pack")
    assert changed(tmp_path / "copy") == []
    assert not sprung.exists()


def test_where_there_is_no_git_nothing_was_changed(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither without a folder, a repository, a commit or the program is that a fault."""
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "--quiet")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert History(None, TODAY).changes(["**"], JANUARY) == []
    assert changed(tmp_path, "**") == changed(tmp_path / "empty", "**") == []
    assert changed(tmp_path / "nonesuch", "**") == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert changed(top, "**") == []


def test_git_is_asked_once(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many SOPs ask, and not before one does."""
    history = History(top, TODAY)
    commit(top, "2026-10-01", "serving/a.py")
    assert history.changes(["serving/a.py"], JANUARY) == [
        Change(datetime.date(2026, 10, 1), "serving/a.py")
    ]
    monkeypatch.setenv("PATH", "/nowhere")
    assert [change.file for change in history.changes(["serving/old.py"], JANUARY)] == [
        "serving/old.py"
    ]


def test_what_is_older_than_three_years_is_not_read(top: Path) -> None:
    """Nor is anything of use to an SOP that nobody has reviewed since."""
    assert changed(top, today=datetime.date(2030, 1, 1)) == []
    assert len(changed(top, today=datetime.date(2029, 1, 1))) == 1
