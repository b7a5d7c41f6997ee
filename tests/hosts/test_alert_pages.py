"""Addresses of triggers: an alert that links to one leads to where people act."""

from __future__ import annotations

import html
import re
from pathlib import Path

import markdown
import pytest

from tests.hosts.procedure import SOPS
from tests.sites import Project

CONFIG = "site_name: Mail\ntheme: {name: material, font: false}\nplugins: [search, rollbook]\n"
RETIRED = SOPS["sops/spam-filter.yml"].replace("status: effective", "status: retired")
FILES = {**SOPS, "sops/old-filter.yml": RETIRED, "docs/mine.md": "# Mine\n", "mkdocs.yml": CONFIG}


@pytest.fixture
def mail(project: Project) -> Project:
    """A project with one SOP that is in use and one that is retired."""
    project.write(FILES)
    return project


def built(project: Project) -> Path:
    result = project.run("mkdocs", "build")
    assert result.code == 0, result.output
    return project.folder / "site"


def leads_to(page: Path) -> tuple[Path, str]:
    """The file and the place on it that a browser is sent to."""
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page.read_text("utf-8"))
    assert found
    href, _, place = html.unescape(found[1]).partition("#")
    goal = (page.parent / href).resolve()
    return (goal / "index.html" if goal.is_dir() else goal), place


def test_every_trigger_of_the_handbook_has_an_address(handbook: Project) -> None:
    """Whatever an SOP lists as a trigger can be linked to, and is on the page it leads to."""
    site = handbook.folder / "site"
    found = 0
    for sop in (site / "sops").glob("*/index.html"):
        for trigger in re.findall(r'<li [^>]*id="trigger-([a-z0-9-]+)"', sop.read_text("utf-8")):
            page = site / "t" / sop.parent.name / trigger / "index.html"
            assert leads_to(page)[1] == f"trigger-{trigger}"
            assert f'id="trigger-{trigger}"' in leads_to(page)[0].read_text("utf-8")
            found += 1
    assert found == len(list((site / "t").rglob("*.html"))) > 10


@pytest.mark.parametrize("urls", ["true", "false"])
@pytest.mark.parametrize("sop", ["spam-filter", "old-filter"])
def test_an_address_leads_to_its_trigger_however_pages_are_named(
    mail: Project, urls: str, sop: str
) -> None:
    """To where people act, and for a retired SOP to its page; that page shows the address."""
    mail.write({"mkdocs.yml": f"{CONFIG}use_directory_urls: {urls}\n"})
    site = built(mail)
    page = site / f"t/{sop}/lost/index.html"
    goal, place = leads_to(page)
    own = site / (f"sops/{sop}/index.html" if urls == "true" else f"sops/{sop}.html")
    acting = site / (f"sops/{sop}/run/index.html" if urls == "true" else f"sops/{sop}/run.html")
    assert (goal, place) == (own if sop == "old-filter" else acting, "trigger-lost")
    text = page.read_text("utf-8")
    assert ("This SOP is retired" in text) == (sop == "old-filter")
    assert "Spam that is caught" in text
    shown = re.search(rf'href="([^"]*)">t/{sop}/lost/<', own.read_text("utf-8"))
    assert shown
    target = (own.parent / shown[1]).resolve()
    assert page in (target, target / "index.html")


def test_an_authors_own_page_or_file_at_that_address_wins(mail: Project) -> None:
    """Nothing that an author wrote is overwritten."""
    mail.write(
        {
            "docs/t/spam-filter/lost.md": "# By hand\n",
            "docs/t/old-filter/lost/index.html": "<p>By hand, too</p>",
        }
    )
    site = built(mail)
    page = (site / "t/spam-filter/lost/index.html").read_text("utf-8")
    assert "By hand" in page
    assert "refresh" not in page
    assert (site / "t/old-filter/lost/index.html").read_text("utf-8") == "<p>By hand, too</p>"


def test_an_address_leads_to_the_authors_own_page_for_acting(mail: Project) -> None:
    """Wherever that page has its source."""
    mail.write({"docs/sops/spam-filter/run/index.md": "# Written by an author\n"})
    goal, _ = leads_to(built(mail) / "t/spam-filter/lost/index.html")
    assert "Written by an author" in goal.read_text("utf-8")


def test_an_address_is_written_where_no_file_is_offered(mail: Project) -> None:
    """Alerts need it, whatever can be downloaded."""
    mail.write({"mkdocs.yml": CONFIG.replace("rollbook]", "rollbook: {downloads: false}]")})
    assert (built(mail) / "t/spam-filter/lost/index.html").is_file()


@pytest.mark.parametrize(
    ("settings", "address"),
    [({}, None), ({"site": "https://h.example"}, "https://h.example/t/spam-filter/lost/")],
)
def test_outside_mkdocs_an_address_is_shown_where_the_handbook_is_published(
    mail: Project,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    address: str | None,
) -> None:
    monkeypatch.chdir(mail.folder)
    shown = markdown.markdown(
        "/// sop | spam-filter\n    view: triggers\n///\n",
        extensions=["rollbook"],
        extension_configs={"rollbook": settings},
    )
    assert re.findall(r'href="([^"]*)">t/', shown) == ([address] if address else [])
