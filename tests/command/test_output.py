"""What commands print: no text of a stranger is obeyed by a CI, or steers a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pygraphviz
import pytest
from click.testing import CliRunner

from rollbook.hosts.cli import rollbook
from rollbook.rules.catalogue import own_rules
from rollbook.views.asking import VIEWS
from tests.hosts import hostile
from tests.loading.test_history import git
from tests.obeying import annotations, obeyed, steering
from tests.sites import EPOCH, Project
from tests.terminals import on_terminal, plain

LINE = (
    "::error::a ##[error]b ##vso[task.complete]c ##teamcity[d] "
    f"{'word ' * 40}::add-mask::e {'w' * 200}::set-output name=f::g ###[command]h "
    "section_start:1:i \\::notice::j"
)
"""Words of which some come to begin a line, wherever that is broken."""

LINES = f"{LINE}\n::stop-commands::k\n\n    ::warning::l\n\u3000::debug::m\n##[group]n"
"""The same where a text may have several lines."""

NAMES = (
    *("::error::x.yml", "##[error]x.yml", "a\n::error::x.yml", "a\r::error::x.yml"),
    *("\x1b[31mred\x1b[2J.yml", "\x9b31m.yml", "a\u202eb.yml", "a\u2028::error::b.yml"),
    *("[bold].yml", "[red]x.yml", os.fsdecode(b"\xff::error::.yml"), " ::error::y.yml"),
)
"""Names of files that no handbook should have."""

FAULTY = "title: \x1b[31m ::error::x\n::error::title: {\n##[error]x: 1\r::error::y\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The handbook as it was in `before`, as it is in `sops`, and one of faulty files."""
    made = Project(tmp_path_factory.mktemp("output"))
    made.write(hostile.spoken(f"{LINE} now", f"{LINES} now"))
    before = hostile.spoken(LINE, LINES)
    made.write({name.replace("sops/", "before/"): text for name, text in before.items()})
    made.write({"faulty/handbook.yml": "title: F\nteams: {a: {name: A, contact: a}}\n"})
    for name in NAMES:
        (made.folder / "faulty" / name).write_text(FAULTY, "utf-8")
    return made


def run(project: Project, *command: str) -> str:
    with contextlib.chdir(project.folder):
        runner = CliRunner(env={"SOURCE_DATE_EPOCH": EPOCH})
        result = runner.invoke(rollbook, command, prog_name="rollbook")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def commands() -> Iterator[tuple[str, ...]]:
    """Everything that prints what stands in files, in every form."""
    for folder in ("sops", "faulty"):
        for form in ("text", "json", "gitlab", "sarif"):
            yield "check", folder, "--format", form
    yield "check", "sops", "--color", "always"
    for form in ("text", "json", "markdown", "html"):
        yield "diff", "before", "sops", "--format", form
    yield "diff", "before", "sops", "--color", "always"
    for form in ("text", "json", "markdown"):
        yield "stale", LINE, "x\n::error::y", "--format", form
    for form in ("svg", "dot", "mermaid", "drawio"):
        for view in VIEWS:
            case = ("--example", "own") if view in ("path", "timeline") else ()
            yield "draw", "hostile", "--view", view, *case, "--format", form
    yield "rules", own_rules()[0].id


@pytest.mark.parametrize("command", [pytest.param(c, id=" ".join(c)[:60]) for c in commands()])
def test_nothing_that_is_printed_is_obeyed(project: Project, command: tuple[str, ...]) -> None:
    """In no form and on no line, wherever the text stands; a terminal gets colours at most."""
    output = run(project, *command)
    assert output.strip()
    assert "Error: " not in output.splitlines()[-1]
    assert not obeyed(output)
    assert not steering(output, coloured="always" in command)


@pytest.mark.parametrize("columns", [30, 80])
def test_no_row_of_a_terminal_is_obeyed(project: Project, columns: int) -> None:
    """Some jobs have one: where a line is broken, any word and any part of one may begin a row."""
    for command in (("diff", "before", "sops"), ("check", "faulty")):
        drawn = on_terminal(project.folder, columns, "rollbook", *command)
        assert "Roll" in drawn or "error" in drawn
        assert not obeyed(plain(drawn))
        assert not steering(drawn, coloured=True)


def test_only_our_own_annotations_are_obeyed(project: Project) -> None:
    """Each is one line that says which rule it is about; its text is read as it is written."""
    for command in (("check", "sops"), ("check", "faulty"), ("stale", "--sops", "sops", LINE)):
        output = run(project, *command, "--format", "github")
        found = list(annotations(output))
        assert len(found) == len(output.splitlines()) == len(obeyed(output))
        assert {about.partition(" ")[0] for about, _ in found} <= {"error", "warning"}
        assert all(",title=rollbook%3A " in about for about, _ in found)
        assert not steering(output)
    words = "\\::error::a #\\#[error]b #\\#vso[task.complete]c #\\#teamcity[d] word word "
    assert f"watches **: {words}" in output


def test_a_person_still_reads_what_stands_there(project: Project) -> None:
    """A sign stands before it, and nothing is gone; what is marked in a line stays marked."""
    output = run(project, "check", "faulty")
    assert "\nfaulty/#\\#[error]x.yml:1:8: error: U+001B ESCAPE" in output
    assert "\n1 | title: \ufffd[31m \\::error::x\n  |        ^\n" in output
    assert "\nfaulty/a \\::error::x.yml:" in output
    told = run(project, "diff", "before", "sops")
    assert "\\::error::a #\\#[error]b #\\#vso[task.complete]c #\\#teamcity[d] word word" in told


def test_what_is_printed_in_a_language_still_means_what_it_meant(project: Project) -> None:
    """Programs read it, and read the text as its author wrote it."""
    words = "::error::a ##[error]b"
    review = json.loads(run(project, "diff", "before", "sops", "--format", "json"))
    assert any(words in sop["title"] for sop in review["sops"])
    page = ET.fromstring(run(project, "draw", "hostile"))
    assert words in (page.findtext("{*}title") or "")
    assert words in ET.tostring(
        ET.fromstring(run(project, "draw", "hostile", "--format", "drawio")), encoding="unicode"
    )
    graph = pygraphviz.AGraph(run(project, "draw", "hostile", "--format", "dot"))
    assert "&#58;:error::a #&#35;[error]b" in graph.graph_attr["label"]


def test_an_error_is_one_of_ours_whatever_it_names(project: Project) -> None:
    """What a name holds of lines is indented below it, or stands in the same one."""
    name = "x\nError: ::error::y\r##[error]z\x1b[31m"
    for command in (
        *(("rules", name), ("draw", name), ("check", name), ("new", name, "a"), (name,)),
        *(("diff", name), ("diff", "--color", name), ("draw", "hostile", "--example", name)),
        *(("check", f"--{name}"), ("check", "--rule", f"{name}=off"), ("verify", name)),
    ):
        output = run(project, *command)
        assert output.count("\nError: ") + output.startswith("Error: ") == 1, command
        assert not obeyed(output), command
        assert not steering(output), command


def ledger(reason: str) -> str:
    """A list of editions that somebody wrote who may push to the branch."""
    entry = {
        "edition": "2026.10",
        "published": "2026-11-01T00:00:00Z",
        "commit": "a" * 40,
        "manifest": f"sha256:{'b' * 64}",
        "tag": None,
        "in_force": [{"since": "2026-11-01T00:00:00Z", "until": None}],
        "retention": None,
        "retracted": {"day": "2026-11-02", "reason": reason},
        "pruned": None,
    }
    return json.dumps({"ledger": 1, "current": None, "at": None, "editions": [entry]})


@pytest.mark.parametrize("words", [LINE, "x\nError: ::error::y\r##[error]z\x1b[31m\x9b2J\u202e"])
def test_what_stands_on_the_branch_is_read_and_not_obeyed(tmp_path: Path, words: str) -> None:
    """Names of editions, aliases and reasons, in lists and in errors."""
    branch, project = tmp_path / "branch", Project(tmp_path / "project")
    Project(branch).write(
        {
            "editions.json": ledger(words),
            f"{words[:200]}/index.html": "",
            "versions.json": json.dumps(
                [{"version": words[:200], "title": words, "aliases": [words, "latest"]}]
            ),
        }
    )
    project.write({"mkdocs.yml": "site_name: S\nplugins: [rollbook]\n"} | hostile.files())
    for folder, name in ((branch, "gh-pages"), (project.folder, "main")):
        git(folder, "init", "--quiet", f"--initial-branch={name}")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "Begin")
    git(project.folder, "fetch", "--quiet", str(branch), "gh-pages:gh-pages")
    said = ""
    for command in (
        *(("editions",), ("editions", "--format", "json"), ("editions", "--on", "2026-11-25")),
        *(("verify", "2026.10"), ("verify", words), ("prune", "--keep", "1")),
        *(("retract", "2026.10", "--reason", words), ("retract", words, "--reason", "x")),
        *(("publish", "2026.11", words), ("publish", words)),
    ):
        output = run(project, *command)
        assert output.strip(), command
        assert not obeyed(output), command
        assert not steering(output), command
        assert output.count("\nError: ") + output.startswith("Error: ") <= 1, command
        said += output
    assert said.count("\\::error::") >= 3
