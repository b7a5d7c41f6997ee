"""The handbook of this repository, served and watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.site.watching import Watched
from tests.sites import Project


@pytest.fixture(scope="session")
def address(handbook: Project, serve: Callable[[Path], str]) -> str:
    """Where the built handbook is served."""
    return serve(handbook.folder / "site")


@pytest.fixture
def watched(chromium: Browser, address: str) -> Iterator[Watched]:
    """A browser at the handbook, 1280 px wide; nothing may go wrong in it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    kept = Watched(context.new_page(), address)
    yield kept
    context.close()
    assert kept.wrong == []


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A phone that has never seen the handbook, and keeps what it is given."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800},
        base_url=address,
        permissions=["clipboard-read", "clipboard-write"],
    )
    yield context
    context.close()


@pytest.fixture(scope="session")
def instant(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A handbook whose theme brings pages in without loading them."""
    project = Project(tmp_path_factory.mktemp("instant"))
    project.run("rollbook", "init")
    address = serve(project.folder / "site")
    project.write(
        {
            "mkdocs.yml": f"site_name: S\nsite_url: {address}\nplugins: [rollbook]\n"
            "theme: {name: material, font: false, features: [navigation.instant]}\n"
        }
    )
    result = project.build()
    assert result.code == 0, result.output
    return address
