"""What the pages are made of is HTML as its standard has it."""

from __future__ import annotations

from pathlib import Path

from tests.sites import Project
from tests.validating import invalid


def test_every_page_is_valid(handbook: Project) -> None:
    """The handbook's own pages, those of the guide, and the addresses of triggers."""
    assert invalid(handbook.folder / "site") == []


def test_the_checker_is_strict(tmp_path: Path) -> None:
    """What a paragraph may not hold is an error, unless it is in an element of the theme."""
    page = "<!doctype html><html lang=en><title>x</title><p>a<p>b</p><ul><li>c</ul></p>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert any("No “p” element in scope" in error for error in invalid(tmp_path))
