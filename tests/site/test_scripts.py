"""The script of the figures: small, and right by its types."""

from __future__ import annotations

import gzip
import subprocess

from tests.sites import REPOSITORY

SCRIPT = REPOSITORY / "plugin/rollbook/assets/figures.js"
TSC = REPOSITORY / "tests/npm/node_modules/typescript/bin/tsc"


def test_the_types_of_the_script_fit() -> None:
    """TypeScript reads the types in its comments, strictly."""
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict"]
    options += ["--target", "es2023", "--lib", "es2023,dom,dom.iterable"]
    done = subprocess.run(["node", TSC, *options, SCRIPT], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_script_is_small() -> None:
    """Under 8 kB on its way to a phone."""
    assert len(gzip.compress(SCRIPT.read_bytes())) < 8_000
