"""The workflows that the guide shows: sound by themselves, and in step with what they call."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.site.test_docs import blocks
from tests.sites import BIN, REPOSITORY
from tests.workflows.steps import Runner
from tests.workflows.test_review import runner as runner  # the same clone

SHOWN = {
    title: code.replace("COMMIT", "1" * 40)
    for page in ("reviewing-on-github", "publishing-on-github")
    for title, code in blocks("yaml", f"docs/guide/{page}.md")
}
GITLAB = dict(blocks("yaml", "docs/guide/reviewing-on-gitlab.md"))


def calls() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every call of ours in the guide, with what is called."""
    found = []
    for text in SHOWN.values():
        for job in yaml.safe_load(text)["jobs"].values():
            for call in (job, *job.get("steps", ())):
                place, _, _ = call.get("uses", "").partition("@")
                if place.startswith("rollbook/rollbook/"):
                    path = REPOSITORY / place.removeprefix("rollbook/rollbook/")
                    file = path if path.suffix else path / "action.yml"
                    found.append((call, yaml.safe_load(file.read_text("utf-8"))))
    return found


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A repository with every workflow of the guide."""
    for title, text in SHOWN.items():
        path = tmp_path / title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    return tmp_path


def test_another_repository_needs_ten_lines() -> None:
    """Those who have further plugins; the others need eight."""
    lines = SHOWN[".github/workflows/review.yml"].splitlines()
    assert len(lines) == 10


@pytest.mark.parametrize(
    "command",
    [
        ("zizmor", "--offline", "--no-progress", ".github"),
        ("actionlint", "-shellcheck=", "-pyflakes="),
    ],
    ids=lambda command: command[0],
)
def test_linters_find_nothing_in_what_the_guide_shows(
    shown: Path, command: tuple[str, ...]
) -> None:
    """Whoever copies it has nothing to mend."""
    program = shutil.which(command[0], path=str(BIN))
    if program is None:
        pytest.skip(f"there is no {command[0]} for this system")
    done = subprocess.run([program, *command[1:]], cwd=shown, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_call_names_inputs_and_secrets_that_there_are() -> None:
    """All that are required, too."""
    assert len(calls()) == 5
    for call, called in calls():
        # YAML takes the word for a truth.
        at = called.get(True, {}).get("workflow_call", called) or {}
        inputs, secrets = at.get("inputs", {}), at.get("secrets", {})
        needed = {name for name, one in inputs.items() if one.get("required")}
        assert needed <= set(call.get("with", {})) <= set(inputs)
        assert set(call.get("secrets", {})) <= set(secrets)


def test_a_call_gives_the_permissions_that_are_used() -> None:
    """GitHub refuses one that gives less, and more would be too much."""
    for call, called in calls():
        if "jobs" in called:
            used: dict[str, str] = {}
            for job in called["jobs"].values():
                for name, how in job["permissions"].items():
                    # Of `read` and `write`, the second is more in the alphabet as well.
                    used[name] = max(how, used.get(name, ""))
            assert call["permissions"] == used


def script(job: str, title: str) -> str:
    """The lines of a job of GitLab, which it runs in one shell that ends at the first fault."""
    return "\n".join(yaml.safe_load(GITLAB[title])[job]["script"])


def run(runner: Runner, text: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the commands of a runner, and a pip that has nothing to do."""
    tools = runner.temporary / "rollbook/bin"
    (tools / "pip").write_text("#!/bin/sh\n", "utf-8")
    (tools / "pip").chmod(0o755)
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", text],
        cwd=runner.workspace,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )


def test_the_job_for_gitlab_runs(runner: Runner) -> None:
    """It leaves every artifact that it names, and fails where one of its steps does."""
    base = subprocess.check_output(
        ["git", "merge-base", "origin/main", "HEAD"], cwd=runner.workspace, text=True
    ).strip()
    text = script("review", ".gitlab-ci.yml")
    known = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": ""}
    done = run(runner, text, **known)
    assert done.returncode == 0, done.stdout
    artifacts = yaml.safe_load(GITLAB[".gitlab-ci.yml"])["review"]["artifacts"]
    for path in (*artifacts["paths"], artifacts["reports"]["codequality"]):
        assert (runner.workspace / path).exists(), path
    sop = runner.workspace / "sops/ranker.yml"
    sop.write_text(sop.read_text("utf-8").replace("by: executor", "by: nobody"), "utf-8")
    assert run(runner, text, **known).returncode == 1


def test_the_job_for_code_on_gitlab_runs(runner: Runner, tmp_path: Path) -> None:
    """With the handbook's repository beside that of the code."""
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD^1", "HANDBOOK": f"file://{tmp_path}/origin"}
    text = script("stale-sops", "code/.gitlab-ci.yml").replace("/tmp/", f"{tmp_path}/")
    done = run(runner, text, **base)
    assert (done.returncode, done.stdout) == (0, "No SOP watches what has changed\n")
