"""What a project decides about the rules: levels, a baseline, rules of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.laying import laid
from tests.sites import Project

BROKEN = "triggers: {few-clicks: {alert: ~}}\nsteps: {revert: {expect: ~}}\n"
"""Breaks `trigger-without-alert` and `step-without-expect`, both of them warnings."""


@pytest.fixture
def begun(project: Project) -> Project:
    """A handbook with one SOP that breaks two rules, and a `mkdocs.yml`."""
    laid(project.folder, BROKEN)
    return project


def said(project: Project, rules: str, *options: str) -> list[tuple[str, str]]:
    """Rule and level of each finding, with these settings."""
    project.write({"mkdocs.yml": f"site_name: S\nplugins:\n  - rollbook: {{{rules}}}\n"})
    result = project.run("rollbook", "check", "--format", "json", *options)
    return [(f["rule"], f["level"]) for f in json.loads(result.output)["findings"]]


ALERT, EXPECT = "trigger-without-alert", "step-without-expect"


@pytest.mark.parametrize(
    ("rules", "options", "found"),
    [
        ("", (), [(ALERT, "warning"), (EXPECT, "warning")]),
        (f"rules: {{{ALERT}: off}}", (), [(EXPECT, "warning")]),
        (f"rules: {{{ALERT}: 'off'}}", (), [(EXPECT, "warning")]),
        (f"rules: {{{ALERT}: error}}", (), [(ALERT, "error"), (EXPECT, "warning")]),
        ("rules: off", (), []),
        ("", ("--rule", f"{ALERT}=off"), [(EXPECT, "warning")]),
        (f"rules: {{{ALERT}: off}}", ("--rule", f"{EXPECT}=error"), [(EXPECT, "error")]),
    ],
)
def test_a_rule_weighs_what_the_project_says(
    begun: Project, rules: str, options: tuple[str, ...], found: list[tuple[str, str]]
) -> None:
    """In `mkdocs.yml`, and for one run in the command."""
    assert said(begun, rules, *options) == found


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("rules: {trigger-without-alarm: off}", "did you mean 'trigger-without-alert'?"),
        ("rules: {trigger-without-alert: loud}", "error, warning, off, and not 'loud'"),
        ("rules: [trigger-without-alert]", "a mapping"),
        ("baseline: nowhere.json", "nowhere.json cannot be read"),
        ("baseline: mkdocs.yml", "mkdocs.yml is none"),
    ],
)
def test_a_setting_that_means_nothing_is_named_by_command_and_build(
    begun: Project, rules: str, words: str
) -> None:
    """It is no finding: nothing was looked at."""
    begun.write({"mkdocs.yml": f"site_name: S\nplugins:\n  - rollbook: {{{rules}}}\n"})
    checked = begun.run("rollbook", "check")
    assert checked.code == 2
    assert words in " ".join(checked.output.split())
    begun.write({"docs/a.md": "# A\n"})
    built = begun.run("mkdocs", "build")
    assert built.code == 1
    assert "Traceback" not in built.output
    if "rules: [" not in rules:  # MkDocs itself says of what kind an option is
        assert words in " ".join(built.output.split())


def test_what_is_in_the_baseline_is_not_said_again(begun: Project) -> None:
    """Wherever its line moves; what is new is said."""
    begun.write({"mkdocs.yml": "site_name: S\nplugins: [{rollbook: {baseline: known.json}}]\n"})
    written = begun.run("rollbook", "check", "--write-baseline")
    assert (written.code, written.output) == (
        0,
        "known.json: 2 findings are known from now on\n",
    )
    quiet = begun.run("rollbook", "check", "--strict")
    assert (quiet.code, quiet.output) == (
        0,
        "1 SOP, 4 records: no new findings (2 known findings)\n",
    )
    sop = begun.folder / "sops/ranker.yml"
    text = sop.read_text("utf-8")
    sop.write_text(
        "# One line more.\n\n" + text.replace("expect: The snapshot", "note: The snapshot")
    )
    more = begun.run("rollbook", "check", "--rule", "unapproved=off")
    assert "step 'save' has no 'expect'" in more.output
    assert more.output.endswith("1 warning in 1 file (2 known findings)\n")
    begun.write({"docs/a.md": "# A\n"})
    built = begun.build()
    assert "step 'save' has no 'expect'" in built.output
    assert "trigger-without-alert" not in built.output


def test_a_baseline_says_when_it_is_out_of_date(begun: Project) -> None:
    """So that it becomes empty one day."""
    begun.run("rollbook", "check", "--write-baseline")
    sop = begun.folder / "sops/ranker.yml"
    sop.write_text(sop.read_text("utf-8").replace("severity: 1\n", "severity: 1\n    alert: a#b\n"))
    result = begun.run("rollbook", "check", "--baseline", "rollbook-baseline.json")
    assert "1 finding of the baseline is gone: renew it with --write-baseline" in result.output


PACK = {
    "acme_rules.py": """\
from rollbook.rules.rule import Fault, Rule

def check(subject):
    yield Fault(("title",), "this title is boring", "be bold")

RULES = [Rule(module="acme_rules.style.boring-title", level="error", why="It is read at night.",
              bad="title: A", good="title: B", check=check)]
""",
    "acme-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1\n",
    "acme-1.dist-info/entry_points.txt": "[rollbook.rules]\nacme = acme_rules\n",
}


def with_pack(project: Project, *command: str, **files: str) -> tuple[int, str]:
    pack = Project(project.folder / "site-packages")
    pack.write(PACK | files)
    result = project.run(*command, PYTHONPATH=str(pack.folder))
    return result.code, result.output


def test_another_package_brings_its_own_rules(begun: Project) -> None:
    """They are run, can be set, ignored and explained like ours."""
    code, output = with_pack(begun, "rollbook", "check")
    assert code == 1
    assert "error: this title is boring [boring-title]" in output
    code, output = with_pack(begun, "rollbook", "check", "--rule", "boring-title=off")
    assert code == 0
    code, output = with_pack(begun, "rollbook", "rules", "boring-title")
    assert (code, "It is read at night." in output) == (0, True)
    code, output = with_pack(begun, "rollbook", "rules")
    assert "Style\n  boring-title" in output


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("import nothing_of_that_name", "the rule pack 'acme' cannot be loaded"),
        ("RULES = ['boring']", "the rule pack 'acme' offers 'boring', which is no rule"),
        (
            "from rollbook.rules.catalogue import own_rules\nRULES = own_rules()",
            "there is one",
        ),
    ],
)
def test_a_pack_that_cannot_be_used_is_named(begun: Project, module: str, words: str) -> None:
    """In words, not with a traceback."""
    code, output = with_pack(begun, "rollbook", "check", **{"acme_rules.py": module})
    assert code == 2
    assert words in output
    assert "Traceback" not in output


def test_the_rules_are_listed_and_explained(project: Project) -> None:
    """With the example that breaks one, and the same one mended."""
    listed = project.run("rollbook", "rules")
    assert listed.code == 0
    assert "step-without-expect" in listed.output
    explained = project.run("rollbook", "rules", "step-without-expect")
    assert explained.code == 0
    assert explained.output.count("```yaml") == 2
    unknown = project.run("rollbook", "rules", "step-without-expct")
    assert unknown.code == 2
    assert "did you mean 'step-without-expect'?" in unknown.output


def test_many_sops_are_checked_as_one_is(project: Project) -> None:
    """However many processes share the work."""
    sops = laid(project.folder, BROKEN)
    text = (sops / "ranker.yml").read_text("utf-8").replace("incident: INC-1", "")
    text = text[: text.index("examples:")] + text[text.index("faq:") :]
    for number in range(220):
        broken = text.replace("by: executor", "by: nobody") if number % 50 == 0 else text
        (sops / f"copy-{number:03d}.yml").write_text(broken, "utf-8")
    result = project.run("rollbook", "check", "--format", "json")
    findings = json.loads(result.output)["findings"]
    files = [finding["file"] for finding in findings]
    assert files == sorted(files)
    assert {f["rule"] for f in findings if f["file"] == "sops/copy-050.yml"} == {"reference"}
    own = [f for f in findings if f["file"] == "sops/copy-001.yml"]
    alone = [f for f in findings if f["file"] == "sops/ranker.yml"]
    strip = {"trigger-without-alert", "step-without-expect"}
    assert {f["rule"] for f in alone} == strip
    assert {f["rule"] for f in own} == strip | {"unapproved"}
    assert len({f["file"] for f in findings}) == 221
    assert Path(project.folder / "sops").is_dir()
