"""`rollbook stale`: the SOPs that watch what a change of code touches."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.command.test_check import HANDBOOK, SOP
from tests.loading.test_history import commit, git
from tests.sites import BIN, Project

WATCHING = SOP.replace(
    "ignore:", 'review: {every: 90d, watch: ["serving/**", "!serving/docs/**"]}\nignore:'
)
RANKER = {
    **{"sop": "ranker", "title": "Roll back the ranker"},
    **{"owner": "Leads", "contact": "https://pager.example/leads"},
}


@pytest.fixture
def watching(project: Project) -> Project:
    """A handbook with an SOP that watches, one that does not, and one that is retired."""
    project.write(
        {
            "sops/handbook.yml": HANDBOOK,
            "sops/ranker.yml": WATCHING,
            "sops/idle.yml": SOP,
            "sops/gone.yml": WATCHING.replace("status: draft", "status: retired"),
        }
    )
    return project


def rows(project: Project, *paths: str) -> list[tuple[str, str, str]]:
    """SOP, file and glob of all that is found."""
    result = project.run("rollbook", "stale", "--format", "json", *paths)
    assert result.code == 0, result.output
    return [(row["sop"], row["file"], row["glob"]) for row in json.loads(result.output)["stale"]]


def test_an_sop_in_use_that_watches_a_file_is_named(watching: Project) -> None:
    """With the glob that decided; nobody has to look at a retired one."""
    found = rows(watching, "serving/a.py", "serving/docs/a.md", "other.py", "./serving/b.py")
    assert found == [("ranker", f"serving/{name}.py", "serving/**") for name in "ab"]


def test_people_read_whom_to_ask(watching: Project) -> None:
    result = watching.run("rollbook", "stale", "serving/a.py")
    assert (result.code, result.output) == (
        0,
        "ranker: Roll back the ranker\n"
        "  owner: Leads (https://pager.example/leads)\n"
        "  serving/a.py (watched as serving/**)\n"
        "\n"
        "1 SOP watches what has changed\n",
    )
    result = watching.run("rollbook", "stale", "a.py")
    assert (result.code, result.output) == (0, "No SOP watches what has changed\n")


def test_programs_read_what_a_diff_says_too(watching: Project) -> None:
    result = watching.run("rollbook", "stale", "--format", "json", "serving/a.py")
    row = {**RANKER, "file": "serving/a.py", "glob": "serving/**"}
    assert json.loads(result.output) == {"stale": [row]}


def test_github_shows_it_at_the_file(watching: Project) -> None:
    """Once for each SOP: it shows only ten."""
    result = watching.run("rollbook", "stale", "--format", "github", "serving/a.py", "serving/b.py")
    assert result.output == (
        "::warning file=serving/a.py,title=rollbook%3A an SOP may be stale::'Roll back the ranker' "
        "(ranker) watches serving/**: serving/a.py and 1 other file changed. "
        "Ask Leads (https://pager.example/leads) whether the steps still hold.\n"
    )


def test_a_summary_says_it_in_markdown(watching: Project) -> None:
    """Of many files it names the first ones."""
    paths = [f"serving/{number:02}.py" for number in range(13)]
    result = watching.run("rollbook", "stale", "--format", "markdown", *paths)
    assert "### Roll back the ranker (`ranker`)\n" in result.output
    assert "- `serving/09.py`, watched as `serving/**`\n- 3 more files\n" in result.output
    assert "serving/10.py" not in result.output


def test_a_name_cannot_act(watching: Project) -> None:
    """Neither on a terminal, nor in a log of GitHub, nor in Markdown."""
    name = "serving/x\n::error::y\x1b[2J@acme`<img>"
    for form in ("text", "github", "markdown", "json"):
        said = watching.run("rollbook", "stale", "--format", form, name).output
        assert "\x1b" not in said
        assert "\n::error" not in said
    markdown = watching.run("rollbook", "stale", "--format", "markdown", name).output
    assert "``serving/x \\::error::y\ufffd[2J@acme`<img>``" in markdown


@pytest.mark.parametrize(
    "given", [b"serving/a.py\nother.py\n\n", b"serving/a.py\0other.py\0", b"serving/a.py"]
)
def test_paths_come_from_standard_input(watching: Project, given: bytes) -> None:
    """As `git diff --name-only` prints them, with `-z` or without."""
    done = subprocess.run(
        [BIN / "rollbook", "stale", "--format", "json", "-"],
        **{"cwd": watching.folder, "input": given, "capture_output": True, "check": True},
    )
    assert [row["file"] for row in json.loads(done.stdout)["stale"]] == ["serving/a.py"]


def test_without_paths_it_asks_git_what_the_branch_changes(watching: Project) -> None:
    """Since it left the default branch, and what is not committed yet."""
    folder = watching.folder
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "2026-10-01", "serving/a.py", "serving/b.py", "serving/c.py")
    git(folder, "checkout", "--quiet", "-b", "topic")
    commit(folder, "2026-10-02", "serving/a.py")
    (folder / "serving/b.py").write_text("not committed", "utf-8")
    (folder / "serving/new.py").write_text("not known", "utf-8")
    assert [file for _, file, _ in rows(watching)] == [
        f"serving/{name}.py" for name in ("a", "b", "new")
    ]


def test_the_sops_may_be_elsewhere(
    watching: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A repository of code has the handbook's repository beside it."""
    code = Project(tmp_path_factory.mktemp("code"))
    result = code.run("rollbook", "stale", "--sops", str(watching.folder / "sops"), "serving/a.py")
    assert (result.code, "Leads" in result.output) == (0, True)


def test_an_sop_with_faults_is_left_out_and_named(watching: Project) -> None:
    """The others are told of all the same."""
    watching.write({"sops/faulty.yml": "title: 1\n"})
    result = watching.run("rollbook", "stale", "serving/a.py")
    assert result.code == 0
    assert (
        "sops/faulty.yml has faults and is left out: 'rollbook check' names them\n" in result.output
    )
    assert "1 SOP watches" in result.output


def _nowhere(folder: Path) -> None:
    pass


def _without_handbook(folder: Path) -> None:
    (folder / "sops").mkdir()


def _without_git(folder: Path) -> None:
    (folder / "sops").mkdir()
    (folder / "sops/handbook.yml").write_text(HANDBOOK, "utf-8")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_nowhere, "there is no folder 'sops'"),
        (_without_handbook, "handbook.yml has faults: 'rollbook check' names them"),
        (_without_git, "or name the files that have changed"),
    ],
)
def test_where_it_cannot_run_it_says_what_to_do(project: Project, make: object, said: str) -> None:
    make(project.folder)  # type: ignore[operator]
    result = project.run("rollbook", "stale")
    assert result.code == 2
    assert said in result.output
