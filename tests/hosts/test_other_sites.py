"""Sites that are not ours: adding the plugin keeps what is there and adds the handbook."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hosts.conftest import SiteOf
from tests.hosts.outline import content, outline
from tests.hosts.procedure import COMMANDS, SOPS
from tests.sites import Project

MATERIAL = """\
site_name: Acme mail
site_url: https://mail.acme.example/
edit_uri: https://git.acme.example/mail/edit/main/docs/
theme: {name: material, font: false, features: [navigation.tabs, content.action.edit]}
plugins:
  - search
"""

PAGES = {
    "docs/index.md": "# Mail at Acme\n\nWelcome.\n",
    "docs/operate.md": "---\ntags: [daily]\n---\n\n# Operating it\n\nSee [the tags](tags.md).\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
    "docs/blog/index.md": "# News\n",
    "docs/blog/posts/release.md": """\
---
date: 2026-10-01
categories: [releases]
tags: [operations]
---

# Release 13

It filters more.

<!-- more -->

A lot more.
""",
}

HANDBOOK = """\
SOPs
  SOPs
  Mail
    Roll back the spam filter
Roles
  Roles
  Mail team
Examples
  Examples
  Half of the mail is spam {{ 7*7 }}
FAQ
Incidents
  Incidents
Practice
Health
""".splitlines()
"""The handbook's navigation, where the home page is the author's."""


def material(*plugins: str, more: str = "") -> str:
    """A `mkdocs.yml` with these plugins besides the search."""
    return MATERIAL + "".join(f"  - {plugin}\n" for plugin in plugins) + more


def indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def built_pages(project: Project) -> dict[str, str]:
    """Each built page by its path in the site."""
    site = project.folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
    }


def assert_kept(before: Project, after: Project) -> None:
    """Every page of the site is there as it was."""
    had, has = built_pages(before), built_pages(after)
    assert set(had) < set(has)
    for path in set(had) - {"404.html"}:
        assert content(has[path]) == content(had[path]), path


def text_of(fragment: str) -> str:
    """What a reader reads."""
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def commands_of(page: str) -> list[str]:
    """The commands that are shown to be copied."""
    return [text_of(code) for code in re.findall(r"<pre><code>(.*?)</code></pre>", page, re.DOTALL)]


# An existing site with Material, its tags and blog, and a navigation of its own

NAV = "nav:\n  - index.md\n  - Operate: operate.md\n  - blog/index.md\n"


@pytest.fixture(scope="module")
def bare(site_of: SiteOf) -> Project:
    """The site before the plugin was added."""
    return site_of({**PAGES, "mkdocs.yml": material("tags", "blog", more=NAV + "  - tags.md\n")})


@pytest.mark.parametrize(
    ("plugins", "nav", "expected"),
    [
        pytest.param(
            ("tags", "blog", "rollbook"),
            "  - If it breaks: rollbook\n  - tags.md\n",
            ["If it breaks", *indented(HANDBOOK), "Tags"],
            id="in a section of its own",
        ),
        pytest.param(
            ("rollbook", "blog", "tags"),
            "  - More:\n      - rollbook\n      - tags.md\n",
            ["More", *indented(HANDBOOK), "  Tags"],
            id="among other pages",
        ),
        pytest.param(
            ("tags", "blog", "rollbook"),
            "  - tags.md\n  - The filter: sops/spam-filter.md\n",
            ["Tags", "The filter", *HANDBOOK[:2], *HANDBOOK[4:]],
            id="a page of it named, the rest behind",
        ),
    ],
)
def test_material_with_tags_blog_and_an_explicit_nav(
    site_of: SiteOf, bare: Project, plugins: tuple[str, ...], nav: str, expected: list[str]
) -> None:
    """The handbook stands where the author put it, and nothing of the author's has moved."""
    project = site_of({**PAGES, **SOPS, "mkdocs.yml": material(*plugins, more=NAV + nav)})
    assert outline(project.folder / "site") == ["Mail at Acme", "Operate", "News", *expected]
    assert_kept(bare, project)
    assert commands_of(project.page("sops/spam-filter")) == list(COMMANDS.values())


def test_material_without_a_nav_lists_what_it_listed(site_of: SiteOf) -> None:
    """Posts of the blog and pages that are kept out of the navigation stay out of it."""
    files = {**PAGES, "docs/draft.md": "# Not yet\n"}
    kept_out = "not_in_nav: draft.md\n"
    before = site_of({**files, "mkdocs.yml": material("tags", "blog", more=kept_out)})
    after = site_of(
        {**files, **SOPS, "mkdocs.yml": material("tags", "blog", "rollbook", more=kept_out)}
    )
    theirs = outline(before.folder / "site")
    assert "Not yet" not in theirs
    assert [line for line in outline(after.folder / "site") if line not in HANDBOOK] == theirs
    assert_kept(before, after)


@pytest.mark.parametrize("order", [("awesome-nav", "rollbook"), ("rollbook", "awesome-nav")])
def test_awesome_nav_orders_the_handbook_as_it_orders_everything(
    site_of: SiteOf, order: tuple[str, ...]
) -> None:
    """The author's `.nav.yml` places the generated pages by their paths, without a warning."""
    nav = NAV.replace("blog/index.md", "blog") + "  - If it breaks: [sops, '*']\n"
    config = material("tags", "blog", *order)
    project = site_of({**PAGES, **SOPS, "mkdocs.yml": config, "docs/.nav.yml": nav})
    lines = outline(project.folder / "site")
    assert lines[:2] == ["Mail at Acme", "Operate"]
    section = lines[lines.index("If it breaks") :]
    assert {"    SOPs", "    Roll back the spam filter", "  FAQ", "  Tags"} <= set(section)
    assert commands_of(project.page("sops/spam-filter")) == list(COMMANDS.values())


def test_awesome_nav_may_replace_a_nav_that_the_author_wrote(site_of: SiteOf) -> None:
    """Where the author allows it, as awesome-nav demands, both navigations live in one project."""
    allowed = "awesome-nav: {logs: {nav_override: info}}"
    project = site_of({**PAGES, **SOPS, "mkdocs.yml": material(allowed, "rollbook", more=NAV)})
    lines = outline(project.folder / "site")
    assert "  Roll back the spam filter" in lines
    assert "Operating it" in lines
    assert "Operate" not in lines


# A site with mkdocs-macros


@pytest.mark.parametrize("order", [("macros", "rollbook"), ("rollbook", "macros")])
def test_macros_run_on_the_authors_pages_and_never_on_an_sop(
    site_of: SiteOf, order: tuple[str, ...]
) -> None:
    """What looks like a template in a command, a title or a text reads as it was written."""
    strict = {"macros": "macros: {on_error_fail: true, on_undefined: strict}"}
    page = "# {{ company }}\n\n{{ 6 * 7 }}\n\n/// sop | spam-filter\n    view: steps\n///\n"
    more = "extra: {company: Acme}\n"
    config = material(*(strict.get(name, name) for name in order), more=more)
    project = site_of({**SOPS, "docs/index.md": page, "mkdocs.yml": config})
    home = project.page("")
    assert "<p>42</p>" in home
    assert '<h1 id="acme">Acme</h1>' in home
    assert commands_of(home) == list(COMMANDS.values())
    assert commands_of(project.page("sops/spam-filter")) == list(COMMANDS.values())
    example = project.page("sops/spam-filter/examples/october")
    title = "Half of the mail is spam {{ 7*7 }}"
    assert f"<title>{title} - Acme mail</title>" in example
    assert text_of(re.findall(r"<h1.*?</h1>", example)[0]) == title
    assert "Try <code>{{ 7*7 }}</code> first." in example
    assert "What does <code>{{ 7*7 }}</code> print?" in project.page("faq")
    assert "<code>{% raw %}</code> prints nothing." in project.page("faq")


# A site with MkDocs' own theme

PLAIN = "site_name: Acme mail\ntheme: {name: mkdocs}\n"


def test_the_plain_theme(site_of: SiteOf) -> None:
    """MkDocs' own theme shows the same pages in its menu, with our styles."""
    files = {
        "docs/index.md": "# Mail at Acme\n\nWelcome.\n",
        "docs/operate.md": "# Operating it\n\nTurn it *on*.\n",
    }
    nav = "nav:\n  - index.md\n  - operate.md\n"
    before = site_of({**files, "mkdocs.yml": PLAIN + nav})
    plugin = "  - Handbook: rollbook\nplugins: [rollbook]\n"
    after = site_of({**files, **SOPS, "mkdocs.yml": PLAIN + nav + plugin})
    expected = ["Mail at Acme", "Operating it", "Handbook", *indented(HANDBOOK)]
    assert outline(after.folder / "site") == expected
    assert_kept(before, after)
    page = after.page("sops/spam-filter")
    assert commands_of(page) == list(COMMANDS.values())
    assert 'href="../../assets/rollbook/rollbook.css"' in page
    assert (after.folder / "site/assets/rollbook/rollbook.css").is_file()


# An author's own page of the same name


@pytest.mark.parametrize(
    ("mine", "address"),
    [
        ("index.md", ""),
        ("README.md", ""),
        ("faq.md", "faq"),
        ("faq/index.md", "faq"),
        ("roles/README.md", "roles"),
        ("sops/spam-filter.md", "sops/spam-filter"),
        ("sops/spam-filter/index.md", "sops/spam-filter"),
    ],
)
def test_an_authors_page_wins(site_of: SiteOf, mine: str, address: str) -> None:
    """Whoever writes a page at the address of a generated one sees their own, once."""
    files = {f"docs/{mine}": "# By hand\n\nWritten by hand.\n", "mkdocs.yml": MATERIAL}
    files["mkdocs.yml"] += "  - rollbook\n"
    project = site_of({**SOPS, **files})
    assert "<p>Written by hand.</p>" in project.page(address)
    titles = outline(project.folder / "site")
    assert sum("By hand" in title for title in titles) == 1
    generated = {"": "What is wrong?", "faq": "FAQ", "sops/spam-filter": HANDBOOK[3].strip()}
    assert generated.get(address) not in map(str.strip, titles)


# Where the SOPs are, and where the project is


def at(folder: str, files: Mapping[str, str] = SOPS) -> dict[str, str]:
    """The same files in another folder than `sops`."""
    return {path.replace("sops", folder, 1): text for path, text in files.items()}


def test_sops_in_several_folders_and_inside_the_docs(site_of: SiteOf) -> None:
    """The YAML may stand inside the docs too; it is a source of pages, and not handed out."""
    second = SOPS["sops/spam-filter.yml"].replace("spam filter", "virus scan")
    files = {
        **at("docs/procedures"),
        "more/virus-scan.yml": second,
        "docs/index.md": "# Mail\n",
        "docs/procedures/notes.md": "# Notes on our procedures\n",
        "mkdocs.yml": material("rollbook: {sops: [docs/procedures, more]}"),
    }
    project = site_of(files)
    site = project.folder / "site"
    assert {"    Roll back the spam filter", "    Roll back the virus scan"} <= set(outline(site))
    assert "Notes on our procedures" in project.page("procedures/notes")
    assert [path.name for path in site.rglob("*.yml")] == []
    edit = "https://git.acme.example/mail/edit/main/"
    for page, source in {
        "sops/spam-filter": "docs/procedures/spam-filter.yml",
        "sops/virus-scan": "more/virus-scan.yml",
    }.items():
        found = re.findall(rf'href="({re.escape(edit)}[^"]*)"', project.page(page))
        assert [address.replace("docs/../", "") for address in found] == [edit + source]


def test_the_default_folder_inside_the_docs(site_of: SiteOf) -> None:
    """Generated pages stand beside the YAML that they come from."""
    option = "rollbook: {sops: docs/sops}"
    project = site_of(
        {**at("docs/sops"), "docs/index.md": "# Mail\n", "mkdocs.yml": material(option)}
    )
    assert commands_of(project.page("sops/spam-filter")) == list(COMMANDS.values())
    assert list((project.folder / "site").rglob("*.yml")) == []
    assert sorted(path.name for path in (project.folder / "docs/sops").iterdir()) == [
        "handbook.yml",
        "spam-filter.yml",
    ]


def test_the_project_is_in_another_folder_than_the_command(site_of: SiteOf, tmp_path: Path) -> None:
    """Folders are named from where `mkdocs.yml` is, wherever the build is started."""
    files = {
        **at("procedures"),
        "site-of-mail/docs/index.md": "# Mail\n",
        "site-of-mail/mkdocs.yml": material("rollbook: {sops: ../procedures}"),
    }
    options = ("--config-file", "site-of-mail/mkdocs.yml", "--site-dir", str(tmp_path))
    site_of(files, *options)
    page = (tmp_path / "sops/spam-filter/index.html").read_text("utf-8")
    assert commands_of(page) == list(COMMANDS.values())


def test_without_directory_urls_every_link_leads_to_a_file(site_of: SiteOf) -> None:
    """A site that is read from a disk has no web server that would find `index.html`."""
    files = {"docs/index.md": "# Mail\n\n/// handbook\n///\n"}
    config = material("rollbook", more="use_directory_urls: false\n")
    project = site_of({**SOPS, **files, "mkdocs.yml": config})
    site = project.folder / "site"
    assert (site / "sops/spam-filter.html").is_file()
    for path in site.rglob("*.html"):
        if path.name == "404.html":
            continue
        page = path.read_text("utf-8")
        written = page if path.is_relative_to(site / "t") else content(page)
        for href in re.findall(r'<a\b[^>]*\shref="([^"#]+)[^"]*"', written):
            if not href.startswith("https:"):
                assert (path.parent / html.unescape(href)).is_file(), (path, href)
