"""ProperDocs, which goes on where MkDocs stops: the same project gives the same site."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.hosts.conftest import SiteOf
from tests.hosts.procedure import SOPS
from tests.hosts.trees import Tree, differences, tree
from tests.sites import EPOCH, REPOSITORY, Project

_GENERATOR = re.compile(
    rb'<meta name="generator" content="mkdocs-(?:1\.\d+\.\d+|ProperDocs 1\.\d+\.\d+), '
)


def without_the_hosts_own(path: str, content: bytes) -> bytes:
    """Take out the one thing in which the hosts differ: each page says which of them made it."""
    return _GENERATOR.sub(b"", content) if path.endswith(".html") else content


def built(theirs: Path, tool: str, folder: Path) -> Tree:
    """This repository's handbook, built with their environment by one of the hosts."""
    for name in ("docs", "sops"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    result = Project(folder).run(str(theirs / tool), "build", "--strict", "-f", "mkdocs.yml")
    assert result.code == 0, result.output
    return tree(folder / "site")


def test_this_handbook_is_the_same_under_both(theirs: Path, tmp_path: Path) -> None:
    """Every page, style, drawing, search entry and sitemap date is equal to the byte."""
    mkdocs = built(theirs, "mkdocs", tmp_path / "mkdocs")
    properdocs = built(theirs, "properdocs", tmp_path / "properdocs")
    assert len(mkdocs) > 100
    assert differences(mkdocs, properdocs, without_the_hosts_own) == ""


def test_they_differ_in_nothing_but_the_generators_name(site_of: SiteOf) -> None:
    """What is taken out before the sites are compared is there, once a page and nowhere else."""
    files = {**SOPS, "docs/index.md": "# Mail\n\n/// sop | spam-filter\n    view: flow\n///\n"}
    config = "site_name: Mail\ntheme: {name: material, font: false}\nplugins: [search, rollbook]\n"
    sites = {
        tool: tree(site_of({**files, name: config}, tool=tool).folder / "site")
        for tool, name in {"mkdocs": "mkdocs.yml", "properdocs": "properdocs.yml"}.items()
    }
    # The addresses of triggers are in no theme, which is what names the generator.
    pages = {p for p in sites["mkdocs"] if p.endswith(".html") and not p.startswith("t/")}
    for path, content in sites["properdocs"].items():
        assert content.count(b"ProperDocs") == (path in pages), path
    unequal = {path for path in pages if sites["mkdocs"][path] != sites["properdocs"][path]}
    assert unequal == pages
    assert differences(*sites.values(), without_the_hosts_own) == ""


@pytest.mark.parametrize("tool", ["mkdocs", "properdocs"])
def test_a_mistake_stops_either_with_the_same_words(
    theirs: Path, tmp_path: Path, tool: str
) -> None:
    """A faulty SOP is named with its place, and there is no traceback."""
    project = Project(tmp_path)
    faulty = SOPS["sops/spam-filter.yml"].replace("rto: 30m", "rto: soon")
    project.write(
        {**SOPS, "sops/spam-filter.yml": faulty, "docs/index.md": "# Mail\n"}
        | {"mkdocs.yml": "site_name: Mail\nplugins: [rollbook]\ntheme: {name: material}\n"}
    )
    result = project.run(str(theirs / tool), "build", "-f", "mkdocs.yml", SOURCE_DATE_EPOCH=EPOCH)
    assert result.code == 1
    assert "sops/spam-filter.yml:8:6: error: " in result.output
    assert "nothing was built" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "site").exists()
