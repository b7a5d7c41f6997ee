"""`rollbook init` and `rollbook new`: what works at once, and what says what is missing."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from rollbook.views.draft import TEMPLATES
from tests.sites import Project

TO_DO = re.compile(r'"[^"]*?\bTODO\b|(?<=: )[^"\[{\s][^",]*?\bTODO\b')
"""A text that says TODO, up to the end of that word."""


@pytest.fixture
def begun(project: Project) -> Project:
    """A folder in which `init` was run."""
    assert project.run("rollbook", "init").code == 0
    return project


def test_an_empty_folder_becomes_a_handbook_that_builds_strictly(begun: Project) -> None:
    check = begun.run("rollbook", "check", "--strict")
    assert (check.code, check.output) == (0, "1 SOP, 0 records: no findings\n")
    built = begun.build()
    assert built.code == 0, built.output
    assert "Roll back the search ranking model" in begun.page("sops/search-ranking")
    assert "Roll back the search ranking model" in begun.page("")


def test_a_project_keeps_every_file_and_is_told_which_lines_to_add(project: Project) -> None:
    mine = {
        "mkdocs.yml": "site_name: Mine\nnav:\n  - index.md\n",
        "docs/index.md": "# Mine\n",
    }
    project.write(mine)
    result = project.run("rollbook", "init")
    assert result.code == 0
    assert "plugins:\n  - search\n  - rollbook\n" in result.output
    assert {name: (project.folder / name).read_text() for name in mine} == mine
    project.write({"mkdocs.yml": mine["mkdocs.yml"] + "plugins:\n  - search\n  - rollbook\n"})
    built = project.build()
    assert built.code == 0, built.output
    assert "<h1" in project.page("sops/search-ranking")
    assert ">Mine</h1>" in project.page("")


def test_a_second_time_nothing_is_written(begun: Project) -> None:
    before = {path: path.read_bytes() for path in begun.folder.rglob("*") if path.is_file()}
    result = begun.run("rollbook", "init")
    assert result.code == 0
    assert "wrote" not in result.output
    assert "left mkdocs.yml as it is" not in result.output
    assert {p: p.read_bytes() for p in begun.folder.rglob("*") if p.is_file()} == before


def test_sops_that_are_there_get_no_example_beside_them(project: Project) -> None:
    project.write(
        {"sops/handbook.yml": "title: Mine\nteams: {a: {name: A, contact: a@b.example}}\n"}
    )
    result = project.run("rollbook", "init")
    assert "left sops as it is" in result.output
    assert [path.name for path in (project.folder / "sops").iterdir()] == ["handbook.yml"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_draft_is_valid_and_check_names_every_place_to_fill_in(
    begun: Project, template: str
) -> None:
    assert begun.run("rollbook", "new", template, "my-sop").code == 0
    result = begun.run("rollbook", "check", "--format", "json")
    assert result.code == 0
    findings = json.loads(result.output)["findings"]
    assert {finding["rule"] for finding in findings} == {"unresolved-placeholder"}
    text = (begun.folder / "sops/my-sop.yml").read_text("utf-8")
    places = {
        (number, match.end() - len("TODO") + 1)
        for number, line in enumerate(text.splitlines(), 1)
        if not line.lstrip().startswith("#")
        for match in TO_DO.finditer(line)
    }
    assert places
    assert {(f["line"], f["column"]) for f in findings} == places


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_draft_reaches_its_end_within_its_rto(begun: Project, template: str) -> None:
    begun.run("rollbook", "new", template, "my-sop")
    built = begun.run("mkdocs", "build")
    assert built.code == 0, built.output
    page = begun.page("sops/my-sop")
    assert "rb-header" in page
    assert "rb-header--late" not in page


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_draft_has_every_section_that_people_need(begun: Project, template: str) -> None:
    begun.run("rollbook", "new", template, "my-sop")
    written = yaml.safe_load((begun.folder / "sops/my-sop.yml").read_text("utf-8"))
    needed = {"not_for", "fallback", "notices", "escalation", "review", "drill", "examples", "faq"}
    assert needed <= written.keys()
    kinds = {
        next(k for k in ("metric", "run", "logs", "ask") if k in c): 1
        for c in written["checks"].values()
    }
    assert {"metric", "run", "logs", "ask"} == kinds.keys()


def test_a_draft_keeps_out_of_the_way_of_what_the_handbook_shares(begun: Project) -> None:
    shared = (begun.folder / "sops/handbook.yml").read_text("utf-8")
    begun.write(
        {
            "sops/handbook.yml": shared
            + "components:\n  model: {name: Theirs, kind: model, owner: search-leads}\n"
            + "notices:\n  status: {to: [search-leads], within: 5m, say: Hello}\n"
        }
    )
    begun.run("rollbook", "new", "model", "my-sop")
    result = begun.run("rollbook", "check")
    assert (result.code, "error" in result.output.split("\n")[-2]) == (0, False)
    assert "  model-2: {" in (begun.folder / "sops/my-sop.yml").read_text("utf-8")


def test_one_team_is_enough(project: Project) -> None:
    project.write(
        {"sops/handbook.yml": "title: Mine\nteams: {a: {name: A, contact: a@b.example}}\n"}
    )
    for template in TEMPLATES:
        assert project.run("rollbook", "new", template, f"my-{template}").code == 0
    assert project.run("rollbook", "check").code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["modle", "x"], "there is no template 'modle': did you mean 'model'?"),
        (["quantum", "x"], "there is model, bias, data-pipeline, infrastructure, prompt"),
        (["model", "My SOP"], "'My SOP' cannot be an id"),
        (["model", "../x"], "'../x' cannot be an id"),
        (["model", "stop"], "'stop' cannot be an id"),
        (["model", "handbook"], "'handbook' cannot be an id"),
        (["model", "search-ranking"], "sops/search-ranking.yml is there already"),
        (["model"], "Missing argument 'ID'"),
    ],
)
def test_what_cannot_be_drafted_is_refused_with_a_reason(
    begun: Project, arguments: list[str], says: str
) -> None:
    before = sorted(begun.folder.rglob("*"))
    result = begun.run("rollbook", "new", *arguments)
    assert result.code == 2
    assert says in result.output
    assert sorted(begun.folder.rglob("*")) == before


def test_without_a_handbook_there_is_no_draft(project: Project) -> None:
    result = project.run("rollbook", "new", "model", "x")
    assert (result.code, result.output) == (
        2,
        "Error: there is no sops/handbook.yml: 'rollbook init' makes one\n",
    )


def test_a_handbook_with_faults_is_named(project: Project) -> None:
    project.write({"sops/handbook.yml": "title: Mine\n"})
    result = project.run("rollbook", "new", "model", "x")
    assert result.code == 2
    assert "sops/handbook.yml has faults: 'rollbook check' names them" in result.output


def test_what_cannot_be_written_is_said(project: Project) -> None:
    project.write({"docs": "a file in the way\n"})
    result = project.run("rollbook", "init")
    assert result.code == 2
    assert "docs/about.md cannot be written" in result.output
    assert "Traceback" not in result.output
