"""The shell in workflows and actions, run as GitHub runs it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.sites import EPOCH, REPOSITORY, Result

GITHUB = REPOSITORY / ".github"
ACTIONS = sorted(GITHUB.glob("actions/*/action.yml"))
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")


def steps(file: Path) -> list[dict[str, Any]]:
    """All steps of an action or a workflow, in order."""
    content = yaml.safe_load(file.read_text("utf-8"))
    if "runs" in content:
        return list(content["runs"]["steps"])
    return [step for job in content["jobs"].values() for step in job.get("steps", ())]


def step(file: Path, name: str) -> dict[str, Any]:
    """The one step of this name."""
    (found,) = (one for one in steps(file) if one.get("name") == name)
    return found


@dataclass
class Runner:
    """A machine of GitHub's with a checkout in its `workspace`."""

    workspace: Path
    temporary: Path
    base: str = ""
    ref: str = "refs/heads/main"
    """What started the run, or what it was started on."""
    server: str = "https://github.com"
    epoch: str = EPOCH
    """On which day the steps believe to be; empty for today."""
    contexts: Mapping[str, str] = field(default_factory=dict)
    """What expressions in a step's `env` stand for."""

    @property
    def summary(self) -> str:
        """What the steps wrote into the summary of the job."""
        path = self.temporary / "summary.md"
        return path.read_text("utf-8") if path.exists() else ""

    def run(self, file: Path, name: str) -> Result:
        """Run a step with bash, as GitHub does it: the first command that fails ends it."""
        wanted = step(file, name)
        script = self.temporary / "step.sh"
        script.write_text(wanted["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=self.workspace,
            env={**self._environment(file), **dict(self._said(wanted.get("env", {})))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        return Result(done.returncode, done.stdout)

    def _environment(self, file: Path) -> dict[str, str]:
        epoch = {"SOURCE_DATE_EPOCH": self.epoch} if self.epoch else {}
        return {
            **{name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"},
            **epoch,
            "GITHUB_ACTION_PATH": str(file.parent),
            "GITHUB_BASE_REF": self.base,
            "GITHUB_REF": self.ref,
            "GITHUB_SERVER_URL": self.server,
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "NO_MKDOCS_2_WARNING": "1",
            "RUNNER_TEMP": str(self.temporary),
        }

    def _said(self, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for name, value in environment.items():
            yield name, _EXPRESSION.sub(lambda found: self.contexts[found[1]], value)
