"""MkDocs projects for tests: written from a mapping of files, built as a user builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
EPOCH = "1795392000"
"""23 November 2026: a build that has to be the same tomorrow is made on a fixed day."""


@dataclass(frozen=True)
class Result:
    """What a command said, and with which exit code."""

    code: int
    output: str


@dataclass(frozen=True)
class Project:
    """A folder with a `mkdocs.yml`.

    To count covered lines takes half of a command's time: it is done where `is_covered`.
    """

    folder: Path
    is_covered: bool = False

    def write(self, files: Mapping[str, str]) -> None:
        """Write files, by their paths in the folder."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, *command: str, **environment: str) -> Result:
        """Run a command of the environment that the tests run in."""
        done = subprocess.run(
            [BIN / command[0], *command[1:]],
            cwd=self.folder,
            env={
                **self._inherited(),
                "NO_MKDOCS_2_WARNING": "1",
                "SOURCE_DATE_EPOCH": EPOCH,
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
        )
        return Result(done.returncode, done.stdout)

    def _inherited(self) -> dict[str, str]:
        """The environment, in which coverage tells new processes what to count."""
        counting = () if self.is_covered else ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
        return {name: value for name, value in os.environ.items() if name not in counting}

    def build(self, *options: str) -> Result:
        """Build the site strictly."""
        return self.run("mkdocs", "build", "--strict", *options)

    def handbook(self, shared: str, sop_id: str, sop: str) -> None:
        """Build a handbook of one SOP, which also stands in a block on the first page."""
        self.write(
            {
                "sops/handbook.yml": shared,
                f"sops/{sop_id}.yml": sop,
                "docs/index.md": f"# Home\n\n/// sop | {sop_id}\n///\n",
                "mkdocs.yml": "site_name: S\nplugins: [search, rollbook]\n"
                "theme: {name: material, font: false}\n",
            }
        )
        result = self.run("mkdocs", "build")
        assert result.code == 0, result.output

    def page(self, path: str) -> str:
        """The HTML of a built page."""
        return (self.folder / "site" / path / "index.html").read_text("utf-8")
