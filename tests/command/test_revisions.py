"""What names a revision means one commit, whoever else may push branches and tags."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command.test_diff import LOOSER, commit, edit
from tests.publishing.repositories import git
from tests.review.laying import BASE
from tests.sites import Project

CHANGED = "the threshold falls from 0.40 to 0.30"
SAME = "No SOP is changed"
CONFIG = """\
site_name: Rules
theme: {name: material, font: false}
plugins: [search, rollbook: {changes_since: main, downloads: false, rules: false}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A clone of a repository, detached at a change that its `main` has not, as in a workflow."""
    origin = tmp_path / "origin"
    shutil.copytree(BASE, origin / "sops")
    (origin / "mkdocs.yml").write_text(CONFIG, "utf-8")
    git(origin, "init", "--quiet", "--initial-branch=main")
    commit(origin, "before")
    git(tmp_path, "clone", "--quiet", "--no-local", str(origin), "clone")
    found = Project(tmp_path / "clone")
    edit(found, LOOSER)
    commit(found.folder, "after")
    git(found.folder, "checkout", "--quiet", "--detach")
    git(found.folder, "update-ref", "refs/heads/main", "HEAD~1")
    return found


def head(project: Project) -> str:
    return git(project.folder, "rev-parse", "HEAD")


def taken(project: Project, ref: str) -> None:
    """Let a ref of any name be at what is checked out, so that nothing seems to be changed."""
    git(project.folder, "update-ref", ref, "HEAD")


@pytest.mark.parametrize(
    "ref",
    [
        *(f"refs/tags/{name}" for name in ("main", "origin/main", "origin/HEAD", "HEAD")),
        *(f"refs/tags/refs/remotes/origin/{name}" for name in ("HEAD", "main")),
        *("refs/heads/origin/main", "refs/heads/origin/HEAD", "refs/heads/HEAD", "refs/HEAD"),
        *("refs/origin/main", "refs/main"),
    ],
)
def test_no_name_stands_in_the_way_of_the_default_branch(project: Project, ref: str) -> None:
    """Git itself takes a tag of that name for it."""
    taken(project, ref)
    assert CHANGED in project.run("rollbook", "diff").output


def test_a_tag_with_the_whole_name_of_a_branch_is_not_that_branch(project: Project) -> None:
    """Where the branch itself is not there, there is none."""
    for ref in ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/heads/main"):
        git(project.folder, "update-ref", "--no-deref", "-d", ref)
        taken(project, f"refs/tags/{ref}")
    result = project.run("rollbook", "diff")
    assert (result.code, "git knows no default branch" in result.output) == (2, True)
    result = project.run("rollbook", "diff", "refs/heads/main")
    assert (result.code, "git knows no revision 'refs/heads/main'" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("name", "ref", "kinds"),
    [
        ("main", "refs/tags/main", "a branch and a tag"),
        ("main~0", "refs/tags/main", "a branch and a tag"),
        ("origin/main", "refs/tags/origin/main", "a branch of a remote and a tag"),
        ("origin/main", "refs/heads/origin/main", "a branch and a branch of a remote"),
        ("origin", "refs/tags/origin", "a branch of a remote and a tag"),
    ],
)
def test_a_name_that_means_two_commits_is_refused(
    project: Project, name: str, ref: str, kinds: str
) -> None:
    """With both, and how each is named."""
    taken(project, ref)
    for arguments in ([name], ["HEAD~1", name]):
        result = project.run("rollbook", "diff", *arguments)
        assert result.code == 2, result.output
        assert f"is {kinds}, at different commits: write " in result.output
        assert f"'{ref}'" in result.output
    assert CHANGED in project.run("rollbook", "diff", "refs/heads/main").output
    assert CHANGED in project.run("rollbook", "diff", "refs/remotes/origin/main").output
    assert SAME in project.run("rollbook", "diff", ref).output


def test_a_name_of_two_things_at_one_commit_is_good(project: Project) -> None:
    """As where a release is tagged and branched off."""
    git(project.folder, "tag", "--annotate", "-m", "Tag", "main", "HEAD~1")
    assert CHANGED in project.run("rollbook", "diff", "main").output


def test_a_commit_is_no_branch_of_its_name(project: Project) -> None:
    """Its whole name always is the commit; half of it, which is also a branch, is refused."""
    base = git(project.folder, "rev-parse", "HEAD~1")
    assert CHANGED in project.run("rollbook", "diff", base[:10]).output
    for name in (base, base[:10]):
        taken(project, f"refs/heads/{name}")
    assert CHANGED in project.run("rollbook", "diff", base).output
    result = project.run("rollbook", "diff", base[:10])
    assert result.code == 2
    assert "is a branch and a commit, at different commits" in result.output


@pytest.mark.parametrize("name", ["HEAD", "@", "HEAD^0", "@{0}"])
def test_what_is_checked_out_is_what_it_is(project: Project, name: str) -> None:
    for ref in ("refs/tags/HEAD", "refs/heads/HEAD", "refs/heads/@"):
        git(project.folder, "update-ref", ref, "HEAD~1")
    assert CHANGED in project.run("rollbook", "diff", "refs/heads/main", name).output


@pytest.mark.parametrize(
    "name", ["main^{tree}", "main:sops", "@{u}", "main..HEAD", ":/nothing", "^main", ""]
)
def test_what_is_no_commit_is_said_to_be_none(project: Project, name: str) -> None:
    """Whatever git could make of it."""
    result = project.run("rollbook", "diff", name)
    assert (result.code, f"git knows no revision '{name}'" in result.output) == (2, True)


def test_the_branch_that_another_follows_is_found(project: Project) -> None:
    after = head(project)
    git(project.folder, "checkout", "--quiet", "-b", "change", "--track", "origin/main")
    git(project.folder, "reset", "--quiet", "--hard", after)
    assert CHANGED in project.run("rollbook", "diff", "@{u}").output
    taken(project, "refs/tags/change")
    assert CHANGED in project.run("rollbook", "diff", "change@{upstream}").output


def test_folders_that_are_named_as_revisions_are_refused(project: Project) -> None:
    """Whoever adds two folders of the same SOPs would have compared those."""
    git(project.folder, "update-ref", "refs/heads/after", "HEAD")
    for name in ("main", "after"):
        shutil.copytree(project.folder / "sops", project.folder / name)
    result = project.run("rollbook", "diff", "main", "after")
    assert result.code == 2
    assert "'main' is a folder and a revision: write './main', or the whole" in result.output
    assert SAME in project.run("rollbook", "diff", "./main", "./after").output
    assert CHANGED in project.run("rollbook", "diff", "refs/heads/main", "after").output


def test_a_site_says_what_changed_since_one_commit_or_is_not_built(project: Project) -> None:
    """The option `changes_since` is read as well."""
    (project.folder / "docs").mkdir()
    assert project.build().code == 0
    assert "Roll back the search ranker" in project.page("changes")
    taken(project, "refs/tags/main")
    built = project.build()
    assert built.code == 1
    assert "changes_since: 'main' is a branch and a tag, at different commits" in built.output


def test_what_may_be_stale_is_asked_of_the_default_branch(project: Project) -> None:
    edit(project, ("review: {every: 180d}", 'review: {every: 180d, watch: ["serving/**"]}'))
    (project.folder / "serving").mkdir()
    (project.folder / "serving/a.py").write_text("", "utf-8")
    commit(project.folder, "serving")
    for name in ("origin/HEAD", "origin/main", "main"):
        taken(project, f"refs/tags/{name}")
    assert "serving/a.py" in project.run("rollbook", "stale").output
