"""A build that is ordered as an edition, on the site of somebody with settings of their own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rollbook.publishing.edition.order import Order
from tests.hosts.procedure import SOPS
from tests.publishing.repositories import git
from tests.sites import Project

OWN = """\
site_name: Mail
theme: {name: material, font: false}
extra: {version: {provider: mike, default: stable}}
plugins: [search, mike, rollbook: {downloads: false}]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of a handbook that does not say where it is published."""
    project = Project(tmp_path_factory.mktemp("edition"))
    project.write({**SOPS, "mkdocs.yml": OWN, "docs/mine.md": "# Mine\n"})
    done = project.run("mkdocs", "build", "--strict", **Order("2026.11").environment)
    assert done.code == 0, done.output
    return project.folder / "site"


def test_what_an_author_says_of_versions_is_kept(site: Path) -> None:
    """Also beside the plugin of mike."""
    page = (site / "mine/index.html").read_text("utf-8")
    assert '"version": {"default": "stable", "provider": "mike"}' in page


def test_without_an_address_what_stays_is_linked_from_where_it_is(site: Path) -> None:
    """It is above the edition, wherever that is put."""
    sop = (site / "sops/spam-filter/index.html").read_text("utf-8")
    assert 'href="../../../t/spam-filter/lost/">t/spam-filter/lost/<' in sop
    assert 'rel="canonical"' not in sop
    data = json.loads((site / "sops/spam-filter/sop.json").read_text("utf-8"))
    assert data["addresses"]["act"] == "sops/spam-filter/run/"
    assert "](sops/spam-filter/)" in (site / "llms.txt").read_text("utf-8")


def test_every_page_bears_the_mark_and_no_search_finds_it(site: Path) -> None:
    """The author's own pages, too; the way to the root is right from each."""
    for page in site.rglob("*.html"):
        depth = len(page.relative_to(site).parts)
        if page.name != "404.html" and page.relative_to(site).parts[0] != "t":
            (root,) = re.findall(r'<rb-edition [^>]*root="(.*?)"', page.read_text())
            assert root.count("../") == depth, page
    assert "rb-edition" not in (site / "search/search_index.json").read_text("utf-8")
    assert "of the handbook" not in (site / "search/search_index.json").read_text("utf-8")


def test_an_edition_before_that_git_does_not_have_stops_the_build(project: Project) -> None:
    """It says how the history is fetched."""
    project.write({**SOPS, "mkdocs.yml": OWN, "docs/mine.md": "# Mine\n"})
    git(project.folder, "init", "--quiet")
    order = Order("2026.11", "2026.3", "a" * 40)
    done = project.run("mkdocs", "build", "--strict", **order.environment)
    assert done.code == 1
    assert "what has changed since edition 2026.3 cannot be told" in done.output
    assert "'fetch-depth: 0'" in done.output
    assert not (project.folder / "site").exists()
