"""The scripts of the handbook: small, and right by their types."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

from tests.sites import REPOSITORY, Project

ASSETS = REPOSITORY / "plugin/rollbook/assets"
WORKER = ASSETS / "offline.js"
SCRIPTS = sorted(set(ASSETS.rglob("*.js")) - {WORKER})
TSC = REPOSITORY / "tests/npm/node_modules/typescript/bin/tsc"


def test_the_types_of_the_scripts_fit() -> None:
    """TypeScript reads the types in their comments, strictly; a worker knows other things."""
    for library, scripts in (("dom,dom.iterable", SCRIPTS), ("webworker", [WORKER])):
        assert checked(library, *scripts) == (0, "")


def checked(library: str, *scripts: Path) -> tuple[int, str]:
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--module", "es2022"]
    options += ["--target", "es2023", "--lib", f"es2023,{library}"]
    done = subprocess.run(["node", TSC, *options, *scripts], capture_output=True, text=True)
    return done.returncode, done.stdout


def test_the_scripts_are_small() -> None:
    """That of the figures is under 8 kB on its way to a phone, and all of them under 55 kB.

    A tenth of that is what answers mean, which a page without a network has to know itself.
    """
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in (*SCRIPTS, WORKER)}
    assert sizes["figures.js"] < 8_000
    assert sum(sizes.values()) < 55_000


def test_no_page_loads_a_script_that_it_does_not_use(handbook: Project) -> None:
    """Of ours, a page has those of its blocks, and a page without blocks none."""
    loaded = {
        page: set(re.findall(r'src="[^"]*assets/rollbook/([a-z-]+\.js)"', handbook.page(page)))
        for page in ("guide/writing", "faq", "sops/home-feed-ranking", "practice/home-feed-ranking")
    }
    assert list(loaded.values()) == [set(), set(), {"figures.js"}, {"quiz.js"}]


def test_without_a_network_no_module_of_a_run_is_missing() -> None:
    """Act now asks to keep every script that it is made of."""
    needed, todo = set[str](), ["run.js"]
    while todo:
        needed.add(name := todo.pop())
        text = (ASSETS / name).read_text("utf-8")
        todo += set(re.findall(r'^import [^;]+ from "\./(.+)";', text, re.MULTILINE)) - needed
    kept = (ASSETS / "run.js").read_text("utf-8").partition("MODULES = [")[2].partition("]")[0]
    assert needed | {"figures.js"} == set(re.findall(r'"(.+?)"', kept))
