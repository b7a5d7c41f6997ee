"""The shell of the review and of the stale SOPs, run in real repositories, without GitHub."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.command.test_check import HANDBOOK, SOP
from tests.loading.test_history import commit, git
from tests.obeying import obeyed_in_a_step
from tests.sites import BIN
from tests.workflows.steps import GITHUB, Runner, steps

REVIEW = GITHUB / "actions/review/action.yml"
INSTALL = GITHUB / "actions/install/action.yml"
STALE = GITHUB / "workflows/stale-sops.yml"


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner with a clone, whose branch `topic` changes an SOP, and `main` has gone on."""
    origin, workspace, temporary = (tmp_path / name for name in ("origin", "work", "temp"))
    for folder in (origin, temporary):
        folder.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    _write(origin, "mkdocs.yml", "site_name: S\nplugins: [rollbook]\n")
    _write(origin, "docs/a.md", "# A\n")
    _write(origin, "sops/handbook.yml", HANDBOOK)
    _write(origin, "sops/ranker.yml", SOP)
    commit(origin, "2026-10-01", "serving/a.py")
    git(origin, "checkout", "--quiet", "-b", "topic")
    _write(origin, "sops/ranker.yml", SOP.replace("version: 1", "version: 2").replace("6m", "7m"))
    commit(origin, "2026-10-02", "serving/b.py")
    git(origin, "checkout", "--quiet", "main")
    commit(origin, "2026-10-03", "unrelated.py")
    # GitHub checks a pull request out as it would be merged.
    git(origin, "checkout", "--quiet", "-b", "merged")
    git(origin, "merge", "--quiet", "--no-edit", "topic")
    git(origin, "checkout", "--quiet", "main")
    commit(origin, "2026-10-04", "later.py")
    git(tmp_path, "clone", "--quiet", str(origin), str(workspace))
    git(workspace, "checkout", "--quiet", "--detach", "origin/merged")
    _install(temporary)
    return Runner(workspace, temporary, base="main")


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def _install(temporary: Path) -> None:
    """What the first step makes, without a package index."""
    folder = temporary / "rollbook/bin"
    folder.mkdir(parents=True)
    for name in ("mkdocs", "python", "rollbook"):
        (folder / name).symlink_to(BIN / name)


def test_the_review_runs_in_the_order_of_its_steps() -> None:
    """Those that are run here are all that there are."""
    names = [step["name"] for step in steps(REVIEW) if "run" in step]
    assert names == ["Check the SOPs", "Say what changes", "Build the handbook"]


def test_findings_are_annotations(runner: Runner) -> None:
    """And the step fails."""
    assert runner.run(REVIEW, "Check the SOPs").code == 0
    _write(runner.workspace, "sops/ranker.yml", SOP.replace("by: executor", "by: nobody"))
    result = runner.run(REVIEW, "Check the SOPs")
    assert result.code == 1
    assert result.output.startswith("::error file=sops/ranker.yml,line=24,")


def test_a_change_is_told_in_the_summary_and_in_files(runner: Runner) -> None:
    """That of the pull request alone: what its target changed meanwhile is no part of it."""
    result = runner.run(REVIEW, "Say what changes")
    assert result.code == 0, result.output
    review = runner.temporary / "review"
    told = [runner.summary, (review / "diff.json").read_text("utf-8")]
    told.append((review / "preview/diff.html").read_text("utf-8"))
    for text in told:
        assert "ranker" in text
        assert "unrelated" not in text
        assert "later" not in text
    assert json.loads(told[1])


def test_a_tag_is_not_taken_for_the_branch_that_is_merged_into(runner: Runner) -> None:
    """Whoever may push tags could hide every change behind one."""
    git(runner.workspace, "tag", "origin/main")
    assert runner.run(REVIEW, "Say what changes").code == 0
    assert "ranker" in runner.summary


def test_a_weaker_control_without_a_reason_fails_when_all_is_told(runner: Runner) -> None:
    """The reviewer reads why, and the comment can be written."""
    weaker = SOP.replace("  approve: {approve: approver, takes: 5m}\n", "")
    _write(runner.workspace, "sops/ranker.yml", weaker.replace("version: 1", "version: 2"))
    result = runner.run(REVIEW, "Say what changes")
    assert result.code == 1
    assert "weaken" in runner.summary
    (sop,) = json.loads((runner.temporary / "review/diff.json").read_text("utf-8"))["sops"]
    assert sop["unsaid"]
    assert (runner.temporary / "review/preview/diff.html").exists()


def test_without_a_pull_request_it_compares_with_the_default_branch(runner: Runner) -> None:
    """As on a push, where GitHub names no branch to merge into."""
    runner.base = ""
    assert runner.run(REVIEW, "Say what changes").code == 0
    assert "ranker" in runner.summary


def test_the_handbook_is_built_strictly(runner: Runner) -> None:
    """As a preview; what a strict build refuses fails the step."""
    result = runner.run(REVIEW, "Build the handbook")
    assert result.code == 0, result.output
    assert (runner.temporary / "review/preview/site/sops/ranker/index.html").exists()
    _write(runner.workspace, "docs/a.md", "# A\n\n[gone](gone.md)\n")
    assert runner.run(REVIEW, "Build the handbook").code == 1


def test_no_name_that_mkdocs_prints_is_obeyed(runner: Runner) -> None:
    """It prints names of files as they stand; they obey nobody's word but ours, a new one a run."""
    _write(runner.workspace, "docs/b\n::error::c ##[error]d.md", "# B\n\n[gone](gone.md)\n")
    words = set()
    for _ in range(2):
        result = runner.run(REVIEW, "Build the handbook")
        assert "##[error]d.md" in result.output
        (line,) = obeyed_in_a_step(result.output)
        words.add(line.removeprefix("::stop-commands::"))
    assert [len(word) for word in words] == [64, 64]


def test_the_artifact_of_the_comment_is_one_file() -> None:
    """The preview, which is not data, is another one."""
    uploads = {
        step["with"]["name"]: step["with"]["path"]
        for step in steps(REVIEW)
        if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    assert uploads == {
        "rollbook-diff": "${{ runner.temp }}/review/diff.json",
        "rollbook-preview": "${{ runner.temp }}/review/preview",
    }


@pytest.mark.parametrize("requirements", ["", "docs/needs more.txt"])
def test_rollbook_is_installed_from_where_the_action_is(
    runner: Runner, tmp_path: Path, requirements: str
) -> None:
    """With what the handbook needs besides, whatever that file is called."""
    calls = tmp_path / "calls"
    python = tmp_path / "bin/python"
    # It makes an environment whose pip only says what it was asked for.
    _write(
        python.parent,
        "python",
        f'#!/bin/sh\n[ "$*" = "-m venv $RUNNER_TEMP/rollbook" ] || exit 9\n'
        f'printf \'#!/bin/sh\\nprintf "%%s\\\\n" "$@" > {calls}\\n\' > "$3/bin/pip"\n'
        'chmod +x "$3/bin/pip"\n',
    )
    python.chmod(0o755)
    runner.contexts = {"inputs.requirements": requirements}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{python.parent}:/usr/bin:/bin")
        result = runner.run(INSTALL, "Install")
    assert result.code == 0, result.output
    quiet, install, source, *rest = calls.read_text("utf-8").splitlines()
    assert (quiet, install) == ("--quiet", "install")
    assert (Path(source) / "pyproject.toml").exists()
    assert rest == (["--requirement", requirements] if requirements else [])


def test_a_repository_of_code_is_told_of_stale_sops(runner: Runner, tmp_path: Path) -> None:
    """With the SOPs of another repository beside it; later commits of `main` do not count."""
    beside = runner.workspace / ".rollbook-handbook/my sops"
    watching = SOP.replace(
        "ignore:", 'review: {every: 90d, watch: ["serving/**", "later.py"]}\nignore:'
    )
    _write(beside, "handbook.yml", HANDBOOK)
    _write(beside, "ranker.yml", watching)
    runner.contexts = {"inputs.sops": "my sops"}
    result = runner.run(STALE, "Name the SOPs")
    assert result.code == 0, result.output
    assert result.output.startswith("::warning file=serving/b.py,")
    assert result.output.count("\n") == 1
    assert "### Roll back the ranker (`ranker`)" in runner.summary


def test_the_comment_is_started_with_the_python_that_has_rollbook(runner: Runner) -> None:
    """Which the program gets by its place, with the token in its environment."""
    (step,) = (one for one in steps(GITHUB / "actions/comment/action.yml") if "run" in one)
    assert step["env"] == {"GITHUB_TOKEN": "${{ inputs.token }}"}
    event = runner.temporary / "event.json"
    run = {"event": "push", "head_repository": None}
    event.write_text(json.dumps({"workflow_run": run}), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("API_URL", "REPOSITORY"):
            patch.setenv(f"GITHUB_{name}", "")
        patch.setenv("GITHUB_EVENT_PATH", str(event))
        patch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
        runner.contexts = {"inputs.token": "t"}
        result = runner.run(GITHUB / "actions/comment/action.yml", "Comment")
    assert result.output == "no comment: the review was of no pull request\n"
