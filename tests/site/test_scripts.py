"""The scripts of the handbook: small, and right by their types."""

from __future__ import annotations

import gzip
import subprocess

from tests.sites import REPOSITORY

SCRIPTS = sorted((REPOSITORY / "plugin/rollbook/assets").glob("*.js"))
TSC = REPOSITORY / "tests/npm/node_modules/typescript/bin/tsc"


def test_the_types_of_the_scripts_fit() -> None:
    """TypeScript reads the types in their comments, strictly."""
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--module", "es2022"]
    options += ["--target", "es2023", "--lib", "es2023,dom,dom.iterable"]
    done = subprocess.run(["node", TSC, *options, *SCRIPTS], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_scripts_are_small() -> None:
    """What every page loads is under 8 kB on its way to a phone, and all of them under 40 kB."""
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in SCRIPTS}
    assert sizes["figures.js"] < 8_000
    assert sum(sizes.values()) < 40_000
