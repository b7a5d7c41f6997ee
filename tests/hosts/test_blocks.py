"""Blocks on other people's pages, and what a build says of mistakes."""

from __future__ import annotations

import html
import json
import re

import markdown
import pytest

from tests.hosts.procedure import SOPS
from tests.sites import Project

CONFIG = "site_name: Mail\ntheme: {name: material, font: false}\nplugins: [search, rollbook]\n"
HOME = {"docs/index.md": "# Mail\n", "mkdocs.yml": CONFIG}


@pytest.fixture
def mail(project: Project) -> Project:
    """A project with one SOP."""
    project.write({**SOPS, **HOME})
    return project


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("/// sop | spam-filte\n///", "there is no SOP 'spam-filte': did you mean 'spam-filter'?"),
        ("/// sop | spam-filter\n    view: step\n///", "no view 'step': did you mean 'steps'?"),
        (
            "/// sop | spam-filter\n    view: example\n    example: octobe\n///",
            "there is no example 'octobe': did you mean 'october'?",
        ),
        (
            "/// handbook\n    view: qqq\n///",
            "there is no view 'qqq': there is changes, examples, faq,",
        ),
        ("/// handbook\n    view: team\n    team: mial\n///", "there is no team 'mial'"),
        ("/// handbook\n    view: incident\n    incident: X\n///", "there is no incident 'X'"),
    ],
)
def test_a_mistaken_block_says_so_on_the_page_and_fails_a_strict_build(
    mail: Project, block: str, words: str
) -> None:
    mail.write({"docs/mine.md": f"# Mine\n\n{block}\n"})
    result = mail.build()
    assert result.code == 1
    said = " ".join(result.output.split())
    assert re.search(rf"WARNING - rollbook: mine\.md: .*{re.escape(words)}", said), said
    assert "Traceback" not in said
    loose = mail.run("mkdocs", "build")
    assert loose.code == 0
    shown = " ".join(mail.page("mine").replace("&#39;", "'").split())
    assert words in shown


def test_a_block_links_to_the_page_of_what_it_shows(mail: Project) -> None:
    """A step's link works from any page, whatever it is called."""
    mail.write({"docs/far/away.md": "# Far\n\n/// sop | spam-filter\n    view: flow\n///\n"})
    result = mail.build()
    assert result.code == 0, result.output
    assert 'href="../../sops/spam-filter/#step-revert"' in mail.page("far/away")


LIKE_MARKS = 'href="rollbook:x.md" src="./rollbook:y" data-rollbook-problem="z"'
"""What once was a mark of ours, as somebody writes about it."""


def test_text_that_looks_like_a_mark_is_text(mail: Project) -> None:
    """It reads as written on a page of ours and on one of the author's, and a strict build holds.

    Nor is an anchor in a text one that a link could lead to.
    """
    told = f'The page had {LIKE_MARKS} id="step-nowhere", and [a link](./rollbook:x.md).'
    mail.write(
        {
            "sops/spam-filter.yml": SOPS["sops/spam-filter.yml"].replace(
                "story: The filter let", f"story: |\n      {told}\n      The filter let"
            ),
            "docs/mine.md": f'# Mine\n\nIt had {LIKE_MARKS} id="nowhere".\n\n    {LIKE_MARKS}\n',
        }
    )
    result = mail.build()
    assert result.code == 0, result.output
    ours = mail.page("sops/spam-filter/examples/october")
    for page in (ours, mail.page("mine")):
        assert html.unescape(page).count(LIKE_MARKS) == (1 if page is ours else 2)
    mail.write({"docs/mine.md": '# Mine\n\nid="nowhere" is [no place](#nowhere)\n'})
    mail.write({"mkdocs.yml": CONFIG + "validation: {anchors: warn}\n"})
    assert "no such anchor" in mail.build().output


def test_a_warning_stops_a_strict_build_only(mail: Project) -> None:
    """A place that still has to be filled in is no reason to keep the page from its readers."""
    sop = SOPS["sops/spam-filter.yml"].replace("Mail that is lost", "TODO Mail that is lost")
    mail.write({"sops/spam-filter.yml": sop.replace("status: effective", "status: draft")})
    loose = mail.run("mkdocs", "build")
    assert loose.code == 0
    assert "unresolved-placeholder" in loose.output
    strict = mail.build()
    assert strict.code == 1
    assert "warnings in strict mode!" in strict.output


def test_every_error_is_said_before_the_build_stops(mail: Project) -> None:
    """With its place and line, all at once, and the site of yesterday is left alone."""
    assert mail.build().code == 0
    before = mail.page("sops/spam-filter")
    sop = SOPS["sops/spam-filter.yml"].replace("rto: 30m", "rto: soon").replace("takes: 2m", "")
    mail.write({"sops/spam-filter.yml": sop})
    result = mail.build()
    assert result.code == 1
    assert "sops/spam-filter.yml:8:6: error: " in result.output
    assert "step 'agree' has no 'takes'" in result.output
    assert "2 errors" in result.output
    assert "nothing was built" in result.output
    assert "Traceback" not in result.output
    assert mail.page("sops/spam-filter") == before


def test_a_folder_that_is_not_there_is_named_with_what_to_do(mail: Project) -> None:
    mail.write({"mkdocs.yml": CONFIG.replace("rollbook]", "rollbook: {sops: [sops, more]}]")})
    result = mail.build()
    assert result.code == 1
    assert "there is no folder 'more'" in result.output
    assert "rollbook init" in result.output
    assert "Traceback" not in result.output


def test_an_option_of_the_wrong_kind_is_named(mail: Project) -> None:
    for option in ("sops", "other"):
        mail.write({"mkdocs.yml": CONFIG.replace("rollbook]", f"rollbook: {{{option}: 3}}]")})
        result = mail.build()
        assert result.code == 1
        assert option in result.output
        assert "Traceback" not in result.output


def test_the_search_finds_words_and_leaves_out_looks(mail: Project) -> None:
    """A command, a check and an answer are found once, on the SOP's page; no sign of a link is."""
    mail.write({"mkdocs.yml": CONFIG + "markdown_extensions: [{toc: {permalink: true}}]\n"})
    assert mail.build().code == 0
    index = json.loads((mail.folder / "site/search/search_index.json").read_text("utf-8"))
    found = {entry["location"]: entry for entry in index["docs"]}
    page = "sops/spam-filter/"
    steps = found[f"{page}#steps"]
    assert "mlctl deploy spam-filter/12" in steps["text"]
    assert sum("mlctl deploy spam-filter/12" in e["text"] for e in index["docs"]) == 1
    assert "¶" not in json.dumps([e["title"] for e in index["docs"]], ensure_ascii=False)
    assert all("<svg" not in e["text"] and "<span" not in e["text"] for e in index["docs"])
    assert 'class="rb-d ' in mail.page(page)
    for words in ("in the lanes of", "The numbers are those of the steps", "Responsible: does it"):
        assert words in re.sub(r"<[^>]*>", "", mail.page(page)), words
        assert all(words not in e["text"] for e in index["docs"]), words


SITE = "https://handbook.acme.example"


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "#step-revert"),
        ({"site": f"{SITE}/"}, f"{SITE}/sops/spam-filter/#step-revert"),
        ({"site": SITE}, f"{SITE}/sops/spam-filter/#step-revert"),
    ],
)
def test_the_markdown_extension_alone(
    mail: Project, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], address: str
) -> None:
    """Any program that uses Python-Markdown shows the blocks; links lead to the handbook."""
    monkeypatch.chdir(mail.folder)
    html = markdown.markdown(
        "Before *it*.\n\n/// sop | spam-filter\n    view: flow\n///\n\nBehind.\n",
        extensions=["rollbook"],
        extension_configs={"rollbook": {"sops": "sops", **settings}},
    )
    assert html.startswith("<p>Before <em>it</em>.</p>")
    assert html.endswith("<p>Behind.</p>")
    assert f'href="{address}"' in html
    assert "rollbook:" not in html


def test_the_markdown_extension_without_a_readable_handbook_shows_nothing(
    mail: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mail.folder)
    mail.write({"sops/handbook.yml": "title: [\n"})
    html = markdown.markdown("A\n\n/// sop | spam-filter\n///\n", extensions=["rollbook"])
    assert html.startswith("<p>A</p>")


def test_the_search_reads_an_authors_page_as_it_is(mail: Project) -> None:
    """Even where it stands in place of a generated one, what it hides from search stays hidden."""
    html = '<div data-search-exclude markdown="1">\n\nNot to be found.\n\n</div>\n'
    mail.write(
        {
            "docs/faq.md": f"# Asked by hand\n\nTo be found.\n\n{html}",
            "mkdocs.yml": CONFIG + "markdown_extensions: [md_in_html]\n",
        }
    )
    assert mail.build().code == 0
    index = json.loads((mail.folder / "site/search/search_index.json").read_text("utf-8"))
    texts = [entry["text"] for entry in index["docs"] if entry["location"].startswith("faq/")]
    assert "To be found." in " ".join(texts)
    assert "Not to be found." not in " ".join(texts)
    assert "Not to be found." in mail.page("faq")
