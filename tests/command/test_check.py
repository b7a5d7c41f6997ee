"""`rollbook check`: what it prints, and its exit codes."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.sites import BIN, REPOSITORY, Project

pytestmark = pytest.mark.counted

HANDBOOK = """\
title: Small handbook
teams:
  oncall: {name: On-call, contact: "https://pager.example/oncall"}
  leads: {name: Leads, contact: "https://pager.example/leads"}
"""

SOP = """\
title: Roll back the ranker
version: 1
status: draft
effective: 2026-11-02
owner: leads
system: search
covers: Ranking after a release.
rto: 30m
roles:
  initiator: {who: oncall}
  approver: {who: leads}
  executor: {who: oncall}
  verifier: {who: leads}
components:
  model: {name: Ranker, kind: model, owner: leads}
triggers:
  odd: {symptom: accuracy, judgement: Odd results, by: initiator, evidence: Three reports}
targets:
  model: {ref: "mlflow:ranker/17", proven: 2026-10-20}
steps:
  approve: {approve: approver, takes: 5m}
  revert:
    run: ops/search ${targets.model}
    by: executor
    takes: 6m
    restores: model
    undo: none
  verify: {check: [right], by: verifier, takes: 5m}
checks:
  right: {ask: Are the results right?, by: verifier}
ignore:
  approval-without-limit: It is only an example.
  logs-not-checked: It is only an example.
  mutable-target: It is only an example.
  restored-not-checked: It is only an example.
  role-without-deputy: It is only an example.
  step-without-expect: It is only an example.
  target-without-fallback: It is only an example.
"""


@pytest.fixture
def small(project: Project) -> Project:
    """A handbook with one SOP and nothing wrong."""
    project.write({"sops/handbook.yml": HANDBOOK, "sops/ranker.yml": SOP})
    return project


def edit(project: Project, old: str, new: str) -> None:
    assert old in SOP
    project.write({"sops/ranker.yml": SOP.replace(old, new)})


def test_nothing_wrong_exits_with_0_and_says_what_was_read(small: Project) -> None:
    result = small.run("rollbook", "check")
    assert (result.code, result.output) == (0, "1 SOP, 0 records: no findings\n")


def test_a_finding_shows_its_place_an_excerpt_and_what_to_do(small: Project) -> None:
    edit(small, "by: executor", "by: excutor")
    result = small.run("rollbook", "check")
    assert result.code == 1
    assert result.output == (
        "sops/ranker.yml:24:9: error: there is no role 'excutor' [reference]\n"
        "   |\n"
        "24 |     by: excutor\n"
        "   |         ^^^^^^^\n"
        "   = hint: did you mean 'executor'?\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_all_that_is_wrong_in_all_files_is_named_at_once(small: Project) -> None:
    edit(small, "version: 1", "verison: 1")
    small.write(
        {
            "sops/other.yml": SOP.replace("rto: 30m", "rto: half an hour"),
            "sops/third.yml": SOP.replace("takes: 6m", "takes: 6m\n    takes: 7m"),
        }
    )
    result = small.run("rollbook", "check", "--format", "json")
    findings = json.loads(result.output)["findings"]
    assert result.code == 1
    assert {(f["file"], f["rule"]) for f in findings} == {
        ("sops/ranker.yml", "schema"),
        ("sops/other.yml", "schema"),
        ("sops/third.yml", "duplicate"),
    }


def test_json_names_every_part_of_a_finding(small: Project) -> None:
    edit(small, "mlflow:ranker/17", "mlflow:ranker/latest")
    result = small.run("rollbook", "check", "--format", "json")
    (finding,) = json.loads(result.output)["findings"]
    assert list(finding) == ["file", "line", "column", "rule", "level", "message", "hint"]
    assert (finding["file"], finding["line"], finding["column"]) == ("sops/ranker.yml", 19, 16)
    assert (finding["rule"], finding["level"]) == ("schema", "error")


def test_json_is_there_when_nothing_is_wrong(small: Project) -> None:
    result = small.run("rollbook", "check", "--format", "json")
    assert (result.code, json.loads(result.output)) == (0, {"findings": []})


def test_a_warning_is_allowed_unless_strict(small: Project) -> None:
    edit(small, "Ranking after a release.", "TODO")
    assert small.run("rollbook", "check").code == 0
    strict = small.run("rollbook", "check", "--strict")
    assert strict.code == 1
    assert "sops/ranker.yml:7:9: warning: this is still to be filled in: TODO" in strict.output


def test_a_gap_in_what_is_in_force_is_an_error(small: Project) -> None:
    edit(small, "status: draft", "status: effective")
    small.write(
        {
            "sops/ranker.yml": SOP.replace("status: draft", "status: effective").replace(
                "ops/search ${targets.model}", "ops/search <version>"
            )
        }
    )
    result = small.run("rollbook", "check")
    assert result.code == 1
    assert "error: '<version>' is a gap in a command [unresolved-placeholder]" in result.output


def test_a_named_file_is_read_with_its_folder_and_reported_alone(small: Project) -> None:
    small.write({"sops/broken.yml": "title: 1\n"})
    assert small.run("rollbook", "check").code == 1
    alone = small.run("rollbook", "check", "sops/ranker.yml")
    assert (alone.code, alone.output) == (0, "1 SOP, 0 records: no findings\n")
    assert "sops/broken.yml:1:" in small.run("rollbook", "check", "sops/broken.yml").output


def test_a_folder_can_be_named(small: Project) -> None:
    small.write({"elsewhere/handbook.yml": HANDBOOK, "elsewhere/ranker.yml": SOP})
    result = small.run("rollbook", "check", "elsewhere")
    assert (result.code, result.output) == (0, "1 SOP, 0 records: no findings\n")


def test_the_folders_of_mkdocs_yml_are_read(small: Project) -> None:
    (small.folder / "sops").rename(small.folder / "procedures")
    small.write(
        {
            "mkdocs.yml": "site_name: S\nextra: !ENV [HOME]\n"
            "plugins:\n  - search\n  - rollbook: {sops: [procedures]}\n"
        }
    )
    assert small.run("rollbook", "check").output == "1 SOP, 0 records: no findings\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "there is no folder 'sops': make one with 'rollbook init'"),
        (["nowhere.yml"], "there is no 'nowhere.yml'"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["--no-such-option"], "No such option"),
    ],
)
def test_what_cannot_run_exits_with_2_and_says_why(
    project: Project, arguments: list[str], says: str
) -> None:
    result = project.run("rollbook", "check", *arguments)
    assert result.code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_no_handbook_yml_is_a_finding(project: Project) -> None:
    project.write({"sops/ranker.yml": SOP})
    result = project.run("rollbook", "check")
    assert result.code == 1
    assert "handbook.yml" in result.output


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_the_output_is_utf_8_whatever_the_locale(small: Project, locale: str) -> None:
    edit(small, "owner: leads", "owner: führung")
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = small.run("rollbook", "check", **environment)
    assert "führung" in result.output


def test_colours_come_where_they_are_asked_for(small: Project) -> None:
    edit(small, "by: executor", "by: excutor")
    assert "\x1b[" not in small.run("rollbook", "check").output
    coloured = small.run("rollbook", "check", "--color", "always").output
    assert "\x1b[1;31m error:" in coloured or "\x1b[31m" in coloured
    assert "\x1b[" not in small.run("rollbook", "check", "--color", "never").output


def test_markup_of_a_terminal_in_a_text_is_shown_as_it_is(small: Project) -> None:
    edit(small, "owner: leads", 'owner: "[bold red]x[/]"')
    assert "'[bold red]x[/]'" in small.run("rollbook", "check").output


def test_who_reads_only_the_first_line_sees_no_traceback(small: Project) -> None:
    small.write({f"sops/s{number}.yml": "nonsense: 1\n" for number in range(200)})
    command = f"'{BIN / 'rollbook'}' check | head -1"
    done = subprocess.run(
        command, shell=True, cwd=small.folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_the_sops_of_this_repository_are_clean() -> None:
    result = Project(REPOSITORY).run("rollbook", "check", "--strict")
    assert (result.code, result.output.split("\n")[0]) == (0, "5 SOPs, 35 records: no findings")


def test_an_sop_with_too_many_ways_is_named(small: Project) -> None:
    """No finding would read as no fault; programs are told of findings alone."""
    beside = "".join(
        f"  look-{n}: {{do: x, by: executor, takes: 1m, undo: none, after: [], on_fail: call}}\n"
        for n in range(12)
    )
    call = "fallback:\n  call: {do: Call., by: executor, takes: 1m, undo: none, then: escalate}\n"
    text = SOP.replace("checks:\n", f"{beside}{call}checks:\n")
    small.write({"sops/other.yml": text, "sops/third.yml": text})
    two = "other and third have too many ways for the rules: 'rollbook ways' walks them all\n"
    assert small.run("rollbook", "check").output.endswith(two)
    one = small.run("rollbook", "check", "sops/third.yml").output
    assert one.endswith("third has too many ways for the rules: 'rollbook ways' walks them all\n")
    assert json.loads(small.run("rollbook", "check", "--format", "json").output).keys() == {
        "findings"
    }
    off = small.run("rollbook", "check", "sops/ranker.yml").output
    assert off == "1 SOP, 0 records: no findings\n"
