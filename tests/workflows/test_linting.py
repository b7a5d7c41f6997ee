"""Workflows and actions: what linters of their own say, and what we ask of them beyond."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.sites import BIN, REPOSITORY
from tests.workflows.steps import ACTIONS, GITHUB, WORKFLOWS, steps

FILES = [*ACTIONS, *WORKFLOWS]


def said(*command: str | Path) -> str:
    """What a linter says; it ends well."""
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_auditor_finds_nothing() -> None:
    """Of what zizmor knows, and with but one finding set aside.

    A comment on a fork's pull request needs `workflow_run`; why that is safe here stands there.
    """
    options = ("--persona=auditor", "--offline", "--color=never", "--no-progress")
    found = said("zizmor", *options, ".github")
    assert found.startswith("No findings to report. Good job! (1 ignored)")


def test_actionlint_finds_nothing() -> None:
    """Every expression has its type, and every input its place."""
    if not shutil.which("actionlint", path=str(BIN)):
        pytest.skip("there is no actionlint for this system")
    # Those of the machine would say something else on the next one.
    assert said("actionlint", "-shellcheck=", "-pyflakes=") == ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_expression_gets_into_a_shell(file: Path) -> None:
    """What strangers name reaches a command in a variable, where it stays one word."""
    assert [step["run"] for step in steps(file) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_shell_is_sound(file: Path) -> None:
    """In the words of bash, which reads all and runs nothing."""
    for step in steps(file):
        done = subprocess.run(["bash", "-n"], input=step.get("run", ""), text=True)
        assert done.returncode == 0, step


def test_whoever_may_write_checks_nothing_out() -> None:
    """The comment's job has nothing of the pull request, nor of any other repository."""
    workflow = GITHUB / "workflows/comment.yml"
    (job,) = yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [step["uses"] for step in job["steps"]] == ["$/.github/actions/comment"]
    used = re.findall(r"uses: (\S+)", (GITHUB / "actions/comment/action.yml").read_text("utf-8"))
    used += re.findall(r"uses: (\S+)", (GITHUB / "actions/install/action.yml").read_text("utf-8"))
    assert [use for use in used if "checkout" in use or "download" in use] == []


@pytest.mark.parametrize("name", ["review", "stale-sops"])
def test_what_runs_on_a_fork_can_only_read(name: str) -> None:
    """And no other secret is at hand than the one that a caller names."""
    text = (GITHUB / f"workflows/{name}.yml").read_text("utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    assert job["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    assert "secrets: inherit" not in text
