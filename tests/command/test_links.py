"""Links that a repository brings: none is followed out of the project, to read or to write."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.command.test_check import HANDBOOK, SOP
from tests.sites import Project

CONFIG = "site_name: Small\ntheme: material\nplugins:\n  - rollbook:\n      sops: {}\n"
OUTSIDE = {
    "handbook.yml": HANDBOOK.replace("Small handbook", "Treasure"),
    "ranker.yml": SOP.replace("rto: 30m", "rto: Treasure"),
}


@pytest.fixture
def inner(project: Project) -> Project:
    """A project beside a folder that is none of its own."""
    project.write({f"outside/{name}": text for name, text in OUTSIDE.items()})
    project.write({"inner/mkdocs.yml": CONFIG.format("sops"), "inner/docs/about.md": "# About\n"})
    return Project(project.folder / "inner")


def link(project: Project, name: str, target: str) -> None:
    (project.folder / name).parent.mkdir(parents=True, exist_ok=True)
    (project.folder / name).symlink_to(target)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@acme.example")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize("is_git", [True, False], ids=["in git", "without git"])
@pytest.mark.parametrize(
    ("named", "place", "target"),
    [
        ("sops", "sops", "../outside"),
        ("handbook/sops", "handbook", "../elsewhere"),
    ],
    ids=["itself", "on the way"],
)
def test_a_folder_of_sops_is_not_read_through_a_link_out_of_the_project(
    inner: Project, is_git: bool, named: str, place: str, target: str
) -> None:
    """Every command says so, and shows and changes nothing of what is there."""
    inner.write({"mkdocs.yml": CONFIG.format(named)})
    outside = inner.folder.parent / "outside"
    if place == "handbook":
        (inner.folder.parent / "elsewhere").mkdir()
        outside = outside.rename(inner.folder.parent / "elsewhere" / "sops")
        (outside.parent / ".git").mkdir()
    link(inner, place, target)
    if is_git:
        git(inner.folder, "init", "--quiet", "-b", "main")
        git(inner.folder, "add", ".")
        git(inner.folder, "commit", "--quiet", "--message", "all")
    before = sorted(outside.rglob("*"))
    for code, command in (
        (1, ("rollbook", "check")),
        (1, ("rollbook", "check", named)),
        (1, ("rollbook", "check", f"{named}/ranker.yml")),
        (2, ("rollbook", "diff", "HEAD")),
        (2, ("rollbook", "diff", named, named)),
        (2, ("rollbook", "stale", "x")),
        (2, ("rollbook", "draw", "ranker")),
        (2, ("rollbook", "new", "model", "other")),
        (1, ("mkdocs", "build")),
    ):
        result = inner.run(*command)
        assert result.code == code, (command, result.output)
        assert "Treasure" not in result.output
        assert "Traceback" not in result.output
    assert "this link leads out of the project" in inner.run("rollbook", "check").output
    assert sorted(outside.rglob("*")) == before


def test_a_first_handbook_is_not_written_through_a_link(inner: Project) -> None:
    """`init` says what is in the way."""
    (inner.folder / "mkdocs.yml").unlink()
    (inner.folder.parent / "empty").mkdir()
    link(inner, "sops", "../empty")
    result = inner.run("rollbook", "init")
    assert result.code == 2
    assert "sops/handbook.yml is a link that leads out of the project" in result.output
    assert list((inner.folder.parent / "empty").iterdir()) == []


def test_records_are_not_read_through_a_link(inner: Project) -> None:
    """Neither on disk nor in git, wherever it leads."""
    inner.write({"sops/handbook.yml": HANDBOOK, "sops/ranker.yml": SOP})
    inner.write({"sops/past/INC-1.yml": "record: incident\n"})
    link(inner, "sops/records", "past")
    output = inner.run("rollbook", "check").output
    assert "sops/records:1:1: error: records are not read through a link [reference]" in output
    assert "1 SOP" not in output
    assert "outcome" not in output


@pytest.mark.parametrize("is_git", [True, False], ids=["in git", "without git"])
def test_a_folder_beside_the_project_is_read_where_mkdocs_yml_names_it(
    inner: Project, is_git: bool
) -> None:
    """Whoever writes that file says what is meant; in a monorepo it may be a link inside."""
    top = inner.folder.parent
    inner.write({"mkdocs.yml": CONFIG.format("../sops")})
    (top / "real").mkdir()
    inner.write({"../real/handbook.yml": HANDBOOK, "../real/ranker.yml": SOP})
    (top / "sops").symlink_to("real")
    if is_git:
        git(top, "init", "--quiet")
    assert "1 SOP, 0 records: no findings" in inner.run("rollbook", "check").output
    assert inner.run("mkdocs", "build").code == 0
    (top / "sops").unlink()
    (top / "sops").symlink_to("/usr/share")
    assert inner.run("rollbook", "check").code == 1
    said = "this link leads out of the project" in inner.run("rollbook", "check").output
    assert said is is_git


def test_nothing_is_written_through_a_link_out_of_the_project(inner: Project) -> None:
    """A file that the user names is written, and not the one that a repository's link means."""
    inner.write({"sops/handbook.yml": HANDBOOK, "sops/ranker.yml": SOP})
    target = inner.folder.parent / "outside" / "handbook.yml"
    text = target.read_text()
    for name, command in {
        "rollbook-baseline.json": ("check", "--write-baseline"),
        "flow.svg": ("draw", "ranker", "--output", "flow.svg"),
        "schema.json": ("schema", "--output", "schema.json"),
        "changes.md": ("diff", "sops", "sops", "--format", "markdown", "--output", "changes.md"),
    }.items():
        link(inner, name, "../outside/handbook.yml")
        result = inner.run("rollbook", *command)
        assert result.code == 2
        assert f"{name} is a link that leads out of the project" in result.output
        assert target.read_text() == text
    elsewhere = inner.folder.parent / "flow.svg"
    assert inner.run("rollbook", "draw", "ranker", "--output", str(elsewhere)).code == 0
    assert elsewhere.read_text("utf-8").startswith("<?xml")


def test_a_baseline_is_not_read_through_a_link_out_of_the_project(inner: Project) -> None:
    """One that leads to a device would never end."""
    inner.write({"sops/handbook.yml": HANDBOOK, "sops/ranker.yml": SOP})
    link(inner, "known.json", "/dev/zero")
    result = inner.run("rollbook", "check", "--baseline", "known.json")
    assert result.code == 2
    assert "known.json is a link that leads out of the project" in result.output
    inner.write({"../known.json": '{"version": 1, "findings": []}'})
    assert inner.run("rollbook", "check", "--baseline", "../known.json").code == 0
