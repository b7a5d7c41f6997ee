"""What the site gives to programs: `llms.txt`, and each SOP as JSON beside its page."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rollbook.loading.folder import load
from rollbook.loading.schema import schema_text
from rollbook.model.digest import canonical
from rollbook.views.addresses import url
from rollbook.views.library import Library
from rollbook.views.sop_json import sop_json, sop_schema
from tests.diagrams import random_sops
from tests.hosts.procedure import SOPS
from tests.model.procedures import TODAY
from tests.sites import REPOSITORY, Project, Result

SOP_FILES = sorted(path.stem for path in (REPOSITORY / "sops").glob("*.yml"))
NAMES = [name for name in SOP_FILES if name != "handbook"]
SITE = "https://rollbook.github.io/rollbook/"


def data(project: Project, sop: str) -> dict[str, Any]:
    found = (project.folder / f"site/sops/{sop}/sop.json").read_text("utf-8")
    return dict(json.loads(found))


def digest(procedure: object) -> str:
    return f"sha256:{hashlib.sha256(canonical(procedure)).hexdigest()}"


@pytest.mark.parametrize("name", NAMES)
def test_every_sop_is_there_as_data(handbook: Project, name: str) -> None:
    """As its schema says, with the procedure that its digest is made of."""
    sop = data(handbook, name)
    Draft202012Validator(sop_schema()).validate(sop)
    assert sop["digest"] == digest(sop["procedure"])
    assert sop["digest"][:19] in handbook.page(f"sops/{name}")
    assert sop["addresses"]["read"] == f"{SITE}sops/{name}/"
    site = handbook.folder / "site"
    acts = filter(None, [sop["addresses"]["act"]])
    for address in (sop["addresses"]["read"], *acts, *sop["addresses"]["triggers"].values()):
        assert (site / address.removeprefix(SITE) / "index.html").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_the_program_of_the_guide_computes_the_digest(handbook: Project, name: str) -> None:
    """Without anything of ours, and it notices another procedure."""
    guide = (REPOSITORY / "docs/guide/for-other-tools.md").read_text("utf-8")
    (program,) = re.findall(r"```python[^\n]*\n(.*?)```", guide, re.DOTALL)
    folder = Project(handbook.folder / f"site/sops/{name}")
    assert folder.run("python", "-W", "ignore", "-c", program) == Result(0, "")
    other = program.replace('sop["procedure"],', '{**sop["procedure"], "rto": "1s"},')
    assert "AssertionError" in folder.run("python", "-W", "ignore", "-c", other).output


@pytest.mark.parametrize("name", NAMES)
def test_what_the_author_wrote_is_in_the_language(handbook: Project, name: str) -> None:
    """`sop` can be checked with the schema that editors use."""
    language = json.loads(schema_text())
    Draft202012Validator(language).validate(data(handbook, name)["sop"])


@given(st.integers(0, 10_000))
def test_the_digest_follows_from_the_data_of_any_sop(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Whatever it holds, and in any script."""
    folder = tmp_path_factory.mktemp("random")
    (folder / "handbook.yml").write_text(yaml.safe_dump(random_sops.shared()), encoding="utf-8")
    (folder / "one.yml").write_text(yaml.safe_dump(random_sops.sop(seed)), encoding="utf-8")
    book = load([folder], folder).handbook
    assert book is not None
    sop = json.loads(sop_json(Library(book, TODAY).dossiers["one"], url))
    Draft202012Validator(sop_schema()).validate(sop)
    assert sop["digest"] == digest(sop["procedure"])


def test_the_schema_of_the_data_is_published(handbook: Project) -> None:
    """At the address that it names itself."""
    published = json.loads((handbook.folder / "site/sop-1.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    assert published == sop_schema()
    assert published["$id"].endswith("/sop-1.schema.json")


def test_the_page_of_an_sop_leads_to_its_data(handbook: Project) -> None:
    """From among its sources; where one acts, nothing is in the way."""
    page = handbook.page("sops/home-feed-ranking")
    assert re.search(r'For other tools: <a href="(\./)?sop\.json">', page)
    assert "sop.json" not in handbook.page("sops/home-feed-ranking/run")


def test_llms_txt_lists_everything_with_a_line_of_what_it_is(handbook: Project) -> None:
    """In the form of llmstxt.org; every link leads somewhere."""
    site = handbook.folder / "site"
    text = (site / "llms.txt").read_text("utf-8")
    title, summary, *sections = text.split("\n\n")
    assert re.fullmatch(r"# .+", title)
    assert re.fullmatch(r"> .+", summary)
    assert [part for part in sections if part.startswith("## ")] == [
        "## SOPs",
        "## Roles",
        "## Examples",
        "## Incidents",
        "## Questions",
    ]
    for name in NAMES:
        assert f"]({SITE}sops/{name}/): " in text
        assert f"([JSON]({SITE}sops/{name}/sop.json))" in text
    links = re.findall(r"\]\(([^)]*)\)", text)
    missing = [link for link in links if not _file(site, link).is_file()]
    assert missing == []
    for line in "\n\n".join(sections).splitlines():
        assert not line or re.match(r"## \w+$|- \[.+\]\(\S+\): .+", line), line


def _file(site: Path, link: str) -> Path:
    path = site / link.removeprefix(SITE)
    return path / "index.html" if link.endswith("/") else path


def test_an_authors_own_files_win_and_links_follow_how_pages_are_named(project: Project) -> None:
    """Without an address of the site, they lead from where they stand."""
    project.write(
        {
            **SOPS,
            "mkdocs.yml": "site_name: Mail\ntheme: {name: material, font: false}\n"
            "use_directory_urls: false\nplugins: [rollbook: {downloads: false}]\n",
            "docs/llms.txt": "Mine\n",
            "docs/roles/mail.md": "# Our team\n",
        }
    )
    project.build()
    site = project.folder / "site"
    assert (site / "llms.txt").read_text("utf-8") == "Mine\n"
    assert data(project, "spam-filter")["addresses"] == {
        "read": "sops/spam-filter.html",
        "act": "sops/spam-filter/run.html",
        "triggers": {"lost": "t/spam-filter/lost/"},
    }
    (project.folder / "docs/llms.txt").unlink()
    (project.folder / "docs/sops/spam-filter").mkdir(parents=True)
    (project.folder / "docs/sops/spam-filter/sop.json").write_text("{}")
    project.build()
    assert data(project, "spam-filter") == {}
    links = re.findall(r"\]\(([^)]*)\)", (site / "llms.txt").read_text("utf-8"))
    assert "sops/spam-filter.html" in links
    assert [link for link in links if not (site / link).is_file()] == []
