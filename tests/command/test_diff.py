"""`rollbook diff`: what has changed, out of real repositories."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rollbook.loading.folder import load
from rollbook.views.changes.as_json import diff_schema
from tests.loading.test_history import git
from tests.review.laying import BASE, digest_of
from tests.sites import Project, Result
from tests.terminals import on_terminal, plain

SOP = "sops/ranker.yml"
LOOSER = ('when: "< 0.40"', 'when: "< 0.30"')
LOOSENED = (
    "Trigger few-clicks: the threshold falls from 0.40 to 0.30, so it fires later.",
    "[threshold-loosened] sops/ranker.yml:15:51",
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository with a handbook of one SOP on its main branch, and a branch that is taken."""
    folder = tmp_path / "project"
    shutil.copytree(BASE, folder / "sops")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "before")
    git(folder, "checkout", "--quiet", "-b", "change")
    return Project(folder, is_covered=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def edit(project: Project, *pairs: tuple[str, str], file: str = SOP) -> None:
    path = project.folder / file
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def another(project: Project, name: str) -> None:
    """Put a copy of the SOP beside it, without the example whose record names the first one."""
    text = (project.folder / SOP).read_text("utf-8")
    alone = re.sub(r"(?ms)^examples:\n.*?(?=^faq:)", "", text)
    (project.folder / "sops" / name).write_text(alone, "utf-8")


def words(result: Result) -> str:
    """What was printed, as if in one line."""
    return " ".join(result.output.split())


def told(project: Project, *arguments: str) -> Any:
    result = project.run("rollbook", "diff", *arguments, "--format", "json")
    assert result.code == 0, result.output
    return json.loads(result.output)


def test_nothing_is_said_of_what_is_as_it_was(project: Project) -> None:
    """Neither is it wrong."""
    result = project.run("rollbook", "diff", "--check")
    assert (result.code, result.output) == (0, "No SOP is changed.\n")


def test_the_working_tree_is_compared_with_where_the_branch_began(project: Project) -> None:
    """What has come to the main branch since is somebody else's change."""
    git(project.folder, "checkout", "--quiet", "main")
    edit(project, ("rto: 45m", "rto: 50m"))
    commit(project.folder, "another's")
    git(project.folder, "checkout", "--quiet", "change")
    edit(project, LOOSER)
    result = project.run("rollbook", "diff")
    assert all(part in words(result) for part in LOOSENED)
    assert "RTO" not in result.output


def test_a_file_that_git_does_not_know_yet_is_a_new_sop(project: Project) -> None:
    """The working tree is what the author sees."""
    another(project, "second.yml")
    (sop,) = told(project)["sops"]
    assert (sop["sop"], sop["changes"][0]["rule"]) == ("second", "sop-added")


def test_two_revisions_are_compared_without_touching_the_files(project: Project) -> None:
    """Somebody may be working on them."""
    edit(project, LOOSER)
    commit(project.folder, "after")
    edit(project, ("rto: 45m", "rto: 90m"))
    before = (project.folder / SOP).read_text("utf-8")
    review = told(project, "main", "HEAD")
    assert (review["base"], review["head"]) == ("main", "HEAD")
    assert [c["rule"] for c in review["sops"][0]["changes"]] == ["threshold-loosened"]
    assert (project.folder / SOP).read_text("utf-8") == before


def test_two_folders_are_compared_without_git(tmp_path: Path) -> None:
    """Wherever they come from."""
    for name in ("old", "new"):
        shutil.copytree(BASE, tmp_path / name)
    project = Project(tmp_path)
    edit(project, LOOSER, file="new/ranker.yml")
    result = project.run("rollbook", "diff", "old", "new", PATH="/nowhere")
    assert result.code == 0
    assert LOOSENED[0] in words(result)


def test_the_check_fails_until_the_version_and_the_reason_are_there(project: Project) -> None:
    """Each is asked for in words, with the digest that the record has to name."""
    edit(project, LOOSER)
    result = project.run("rollbook", "diff", "--check")
    assert result.code == 1
    assert "its version is still 2: raise it to 3" in words(result)
    assert "A change weakens the control, and nothing says why" in words(result)
    edit(project, ("version: 2", "version: 3"))
    digest = digest_of(load([project.folder / "sops"], project.folder), "ranker")
    assert digest in project.run("rollbook", "diff", "--check").output
    project.write(
        {
            "sops/records/review-3.yml": f"record: review\nsop: ranker\nprocedure: {digest}\n"
            "who: Ada\ndate: 2026-11-20\nresult: changed\nreason: It fired every night.\n"
        }
    )
    result = project.run("rollbook", "diff", "--check")
    assert result.code == 0
    assert "Reason on record: It fired every night." in result.output


def test_without_the_check_a_weakening_is_told_and_no_more(project: Project) -> None:
    """A diff is to be read."""
    edit(project, LOOSER)
    assert project.run("rollbook", "diff").code == 0


def test_the_json_is_as_its_schema_says(project: Project) -> None:
    """Which forbids whatever it does not describe."""
    edit(project, LOOSER, ("expect: Search reports", "expect: Search says"))
    project.write({"sops/handbook.yml": (project.folder / "sops/handbook.yml").read_text()})
    review = told(project)
    Draft202012Validator.check_schema(diff_schema())
    Draft202012Validator(diff_schema()).validate(review)
    assert review["sops"][0]["changes"][0]["sentence"].startswith("Trigger ‹few-clicks›")


@pytest.mark.parametrize(("form", "mark"), [("markdown", "`few-clicks`"), ("html", "<html")])
def test_it_is_written_for_a_comment_and_as_a_page(project: Project, form: str, mark: str) -> None:
    """To a file, whole or not at all."""
    edit(project, LOOSER)
    result = project.run("rollbook", "diff", "--format", form, "--output", "out.txt")
    assert (result.code, result.output) == (0, "wrote out.txt\n")
    assert mark in (project.folder / "out.txt").read_text("utf-8")


LONGER = (
    LOOSER,
    ("do: Set the release to *blocked*", "do: Set all of the releases there are to *blocked*"),
    ("takes: 6m", "takes: 40m"),
)


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (200, 80)])
def test_the_text_fits_into_a_terminal(project: Project, columns: int, widest: int) -> None:
    """In 80 columns at most, and nothing is lost."""
    edit(project, *LONGER)
    drawn = plain(on_terminal(project.folder, columns, "rollbook", "diff"))
    assert all(len(line) <= widest for line in drawn.splitlines())
    assert "".join(drawn.split()) == "".join(project.run("rollbook", "diff").output.split())


def test_the_text_is_not_broken_where_nobody_looks(project: Project) -> None:
    """A paragraph is a line in a pipe and in a file, so that programs find it whole."""
    edit(project, *LONGER)
    output = project.run("rollbook", "diff").output
    assert any(len(line) > 80 for line in output.splitlines())
    assert f"    ! {LOOSENED[0]} {LOOSENED[1]}\n" in output
    project.run("rollbook", "diff", "--output", "out.txt")
    assert (project.folder / "out.txt").read_text("utf-8") == output


@pytest.mark.parametrize(("color", "coloured"), [("always", True), ("never", False)])
def test_colours_are_for_terminals(project: Project, color: str, coloured: bool) -> None:
    """Unless somebody asks for them."""
    edit(project, LOOSER)
    output = project.run("rollbook", "diff", "--color", color).output
    assert ("\x1b[" in output) == coloured


def test_what_is_the_same_is_not_read(project: Project) -> None:
    """Another SOP may have faults: that is another matter."""
    project.write({"sops/broken.yml": "title: ["})
    commit(project.folder, "broken")
    edit(project, LOOSER)
    assert [sop["sop"] for sop in told(project, "HEAD")["sops"]] == ["ranker"]


def test_a_change_of_the_shared_file_reaches_those_who_use_it(project: Project) -> None:
    """Also where an id is written so that nobody finds it by its letters."""
    edit(project, ("metric: clicks", 'metric: "click\\u0073"'))
    commit(project.folder, "hidden")
    edit(project, ("no_data: alert, dash", "no_data: ignore, dash"), file="sops/handbook.yml")
    (sop,) = told(project, "HEAD")["sops"]
    assert [c["rule"] for c in sop["changes"]] == ["no-data-ignored"]
    assert sop["changes"][0]["file"] == "sops/handbook.yml"


def test_the_owners_of_the_file_are_named(project: Project) -> None:
    """The last line of `CODEOWNERS` that fits counts, as it was before the change."""
    owners = "* @acme/all\n/sops/ @acme/sre # night\nsops/*.yml @ada me@acme.example\ndocs/ @docs\n"
    project.write({".github/CODEOWNERS": owners})
    commit(project.folder, "owners")
    project.write({".github/CODEOWNERS": "* @nobody\n"})
    edit(project, LOOSER)
    readers = told(project, "HEAD")["sops"][0]["readers"]
    assert [r["who"] for r in readers if r["why"] == "CODEOWNERS"] == ["@ada", "me@acme.example"]


def test_code_that_is_changed_calls_sops_into_question(project: Project) -> None:
    """Those that watch it, also where no SOP was changed."""
    edit(project, ("review: {every: 180d}", 'review: {every: 180d, watch: ["serving/**"]}'))
    commit(project.folder, "watch")
    project.write({"serving/rank.py": "new", "docs/a.md": "new"})
    (stale,) = told(project, "HEAD")["stale"]
    assert stale["sop"] == "ranker"
    assert (stale["file"], stale["glob"]) == ("serving/rank.py", "serving/**")
    assert "SOPs that watch files" in project.run("rollbook", "diff", "HEAD").output


def test_an_sop_that_loses_its_last_cover_says_so(project: Project) -> None:
    """Unless another one restores the component, which is then read, too."""
    edit(project, ("status: effective", "status: retired"))
    rules = [c["rule"] for c in told(project)["sops"][0]["changes"]]
    assert rules.count("component-not-covered") == 2
    git(project.folder, "checkout", "--quiet", "--", "sops")
    another(project, "second.yml")
    commit(project.folder, "second")
    edit(project, ("status: effective", "status: retired"))
    rules = [c["rule"] for c in told(project, "HEAD")["sops"][0]["changes"]]
    assert rules == ["no-longer-effective"]


# What cannot be compared


def test_a_revision_that_git_does_not_know(project: Project) -> None:
    """It says what to do."""
    result = project.run("rollbook", "diff", "nowhere")
    assert result.code == 2
    assert "git knows no revision 'nowhere': fetch it, or name another" in result.output


@pytest.mark.parametrize("word", ["--output=stolen", "-O/dev/null", "--ext-diff"])
def test_a_revision_is_never_an_option_of_git(project: Project, word: str) -> None:
    """Branches are named by strangers."""
    result = project.run("rollbook", "diff", "--", word)
    assert result.code == 2
    assert "none begins with '-'" in result.output
    assert not (project.folder / "stolen").exists()


def test_a_folder_without_git(tmp_path: Path) -> None:
    """Two folders can be compared all the same."""
    shutil.copytree(BASE, tmp_path / "sops")
    result = Project(tmp_path).run("rollbook", "diff")
    assert result.code == 2
    assert "is in no git repository: compare two folders" in result.output


def test_a_machine_without_git(project: Project) -> None:
    result = project.run("rollbook", "diff", PATH="/nowhere")
    assert result.code == 2
    assert "git is not installed" in result.output


def test_a_shallow_clone(project: Project, tmp_path: Path) -> None:
    """It lacks where the branch began, and how to get that is said."""
    edit(project, LOOSER)
    commit(project.folder, "after")
    shallow = tmp_path / "shallow"
    git(
        tmp_path, "clone", "--quiet", "--depth=1", "--branch=change", f"file://{project.folder}",
        str(shallow),
    )  # fmt: skip
    git(shallow, "remote", "set-head", "origin", "--delete")
    result = Project(shallow).run("rollbook", "diff")
    assert result.code == 2
    assert "shallow" in result.output
    assert "fetch-depth: 0" in result.output


def test_a_clone_without_what_its_files_hold(project: Project, tmp_path: Path) -> None:
    """Nothing is fetched behind anybody's back."""
    git(project.folder, "config", "uploadpack.allowFilter", "true")
    source, partial = f"file://{project.folder}", tmp_path / "partial"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", source, str(partial))
    result = Project(partial).run("rollbook", "diff", "origin/main", "HEAD")
    assert result.code == 2
    assert "git cannot give what" in result.output


def test_folders_elsewhere(project: Project, tmp_path: Path) -> None:
    """What is not in the repository, git knows nothing of."""
    shutil.copytree(BASE, tmp_path / "other")
    project.write({"mkdocs.yml": "plugins: [{rollbook: {sops: [sops, ../other]}}]\n"})
    result = project.run("rollbook", "diff")
    assert result.code == 2
    assert "compare two folders" in result.output


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "sops")
    git(tmp_path, "init", "--quiet")
    result = Project(tmp_path).run("rollbook", "diff")
    assert result.code == 2
    assert "git knows no default branch" in result.output


def test_a_handbook_with_faults(project: Project) -> None:
    """Nobody can say what has changed in it."""
    edit(project, ("title: Rules handbook", "titel: Rules handbook"), file="sops/handbook.yml")
    result = project.run("rollbook", "diff")
    assert result.code == 2
    assert "'rollbook check' names them" in result.output


def test_an_sop_with_faults_is_a_finding(project: Project) -> None:
    """The diff is about the others, and the check does not pass."""
    edit(project, ("takes: 6m", "takes: six"))
    result = project.run("rollbook", "diff", "--check")
    assert result.code == 1
    assert "The SOP ranker has faults and cannot be read: rollbook check" in words(result)
    assert "removed" not in words(result)


# What strangers commit


def test_a_link_in_a_commit_leads_nowhere_else(project: Project, tmp_path: Path) -> None:
    """It is read where it stays in its folder, and refused else."""
    (tmp_path / "secret.yml").write_text("token: abc", "utf-8")
    sops = project.folder / "sops"
    another(project, "shared.txt")
    os.symlink("shared.txt", sops / "inside.yml")
    (sops / "store").mkdir()
    (sops / "shared.txt").rename(sops / "store" / "shared.txt")
    os.symlink("store", sops / "now")
    os.symlink("now/shared.txt", sops / "shared.txt")
    os.symlink("../../secret.yml", sops / "outside.yml")
    os.symlink("/etc/passwd", sops / "absolute.yml")
    os.symlink("loop.yml", sops / "loop.yml")
    commit(project.folder, "links")
    review = told(project, "main", "HEAD")
    rules = {sop["sop"]: sop["changes"][0]["rule"] for sop in review["sops"]}
    assert rules == {
        "absolute": "unreadable",
        "inside": "sop-added",
        "loop": "unreadable",
        "outside": "unreadable",
    }
    assert "abc" not in json.dumps(review)
    assert told(project, "HEAD")["sops"] == []


def test_names_and_texts_do_nothing_to_a_terminal(project: Project) -> None:
    """Whatever a file is called, and whatever stands in it."""
    text = (project.folder / SOP).read_text("utf-8")
    for name in ("a\x1b[31mb.yml", "line\nbreak.yml", "-f.yml", "ü.yml", " .yml"):
        (project.folder / "sops" / name).write_text(text, "utf-8")
    edit(project, ("title: Roll back", "title: ‹::error::›##[command] `x` Roll back"))
    commit(project.folder, "odd")
    for form in ("text", "json"):
        output = project.run("rollbook", "diff", "main", "HEAD", "--format", form).output
        assert "\x1b" not in output
        assert "##[" not in output


def test_a_huge_file_is_not_read(project: Project) -> None:
    """It is one file with a fault, and takes no time."""
    (project.folder / "sops/huge.yml").write_text("# " + "x" * (3 << 20), "utf-8")
    commit(project.folder, "huge")
    (sop,) = told(project, "main", "HEAD")["sops"]
    assert sop["changes"][0]["rule"] == "unreadable"


def test_the_settings_of_a_repository_run_nothing(project: Project) -> None:
    """Neither a diff program, nor a monitor, nor a hook."""
    trap = project.folder / "trap"
    trap.write_text("#!/bin/sh\ntouch trapped\n", "utf-8")
    trap.chmod(0o755)
    for name in ("diff.external", "core.fsmonitor", "core.pager"):
        git(project.folder, "config", name, str(trap))
    edit(project, LOOSER)
    assert project.run("rollbook", "diff").code == 0
    assert not (project.folder / "trapped").exists()


def test_the_commands_help_says_what_base_and_head_are(project: Project) -> None:
    output = project.run("rollbook", "diff", "--help").output
    assert re.search(r"BASE and HEAD are revisions of git, or two folders", output)
