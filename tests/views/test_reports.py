"""Reports for programs: JSON, annotations of GitHub, code quality of GitLab, SARIF.

`sarif-schema-2.1.0.json` is the schema of OASIS, as the npm package @microsoft/jest-sarif
1.0.0-beta.0 has it (MIT licence, Microsoft; https://github.com/microsoft/sarif-js-sdk).
"""

from __future__ import annotations

import dataclasses
import json
import re
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from rollbook.loading.finding import Finding, Level
from rollbook.loading.fix import Remove, Replace
from rollbook.rules.catalogue import all_rules, own_rules
from rollbook.rules.rule import Rule
from rollbook.views.commands import signed
from rollbook.views.harmless import line
from rollbook.views.report import reports, visible
from rollbook.views.reports.as_json import as_json
from rollbook.views.reports.github import github
from rollbook.views.reports.gitlab import gitlab
from rollbook.views.reports.loader_rules import LOADER_RULES
from rollbook.views.reports.rule_links import rule_link
from rollbook.views.reports.sarif import sarif
from tests.sites import REPOSITORY

RULES = {rule.id: rule for rule in own_rules()[:2]}
NAMES = (*LOADER_RULES, *RULES)
FORMATS = FormatChecker(formats=())
SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA, format_checker=FORMATS)
STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

TRICKS = (
    "%", "%0A", "%25", "%3A", "::", "::error::", "##[error]", "##vso[x]", ",", ":", "=", "\r", "\n",
    "\r\n", "\x1b[31m", "\x9b", "\x00", "\x7f", "\u202e", "\u2028", "\ud800", '"', "\\", "{0}",
    "[a](http://b.example)", "é", "🚀", " ", "\t", "a",
)  # fmt: skip
UNREADABLE = "\udcff"
"""What a byte of a file's name that is not UTF-8 becomes."""

TEXTS = st.lists(st.sampled_from(TRICKS), max_size=6).map("".join) | st.text(max_size=12)


@st.composite
def findings_of_any_text(draw: st.DrawFn) -> list[Finding]:
    one = st.builds(
        Finding,
        file=TEXTS.map(lambda name: f"sops/{name}".replace("\ud800", UNREADABLE)),
        line=st.integers(1, 10**6),
        column=st.integers(1, 10**6),
        rule=st.sampled_from(NAMES),
        level=st.sampled_from(["error", "warning"]),
        message=TEXTS,
        hint=TEXTS,
        width=st.integers(1, 100),
        path=st.lists(TEXTS | st.integers(0, 9), max_size=3).map(tuple),
        fix=st.none() | TEXTS.map(Replace) | st.just(Remove()),
    )
    return draw(st.lists(one, max_size=3))


def finding(
    message: str = "step 'switch' has no 'expect'", level: Level = "error", **other: Any
) -> Finding:
    place = {"file": "sops/ranker.yml", "line": 14, "column": 5, "rule": own_rules()[0].id}
    return Finding(**{**place, "level": level, "message": message, **other})


def results(*found: Finding) -> list[dict[str, Any]]:
    (run,) = json.loads(sarif(found, RULES, "1.2.3"))["runs"]
    shown: list[dict[str, Any]] = run["results"]
    return shown


# What a stranger wrote, in every format


@settings(max_examples=100, deadline=None, derandomize=True)
@given(found=findings_of_any_text())
def test_nothing_can_steer_a_terminal_or_a_log(found: list[Finding]) -> None:
    """Control characters are escaped or replaced, and no line is another's command."""
    for text in (as_json(found), gitlab(found), sarif(found, RULES, "1.2.3")):
        assert not STEERING.search(text)
        assert "##" not in text
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    lines = [str(one) for one in github(found)]
    assert len(lines) == len(found)
    assert not any(STEERING.search(line) or "\n" in line for line in lines)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(found=findings_of_any_text())
def test_every_format_tells_the_same_findings(found: list[Finding]) -> None:
    """Place, rule, level, message and hint; errors come first where only so many are shown."""
    by_level = sorted(found, key=lambda one: one.level != "error")
    fields = ("file", "line", "column", "rule", "level", "message", "hint")
    rows = [{name: getattr(one, name) for name in fields} for one in found]
    assert json.loads(as_json(found)) == {"findings": rows}
    assert [report.head for report in reports(found, {})] == [
        f"{visible(one.file)}:{one.line}:{one.column}: {one.level}: {visible(one.message)} "
        f"[{one.rule}]"
        for one in found
    ]
    for shown_by_github, one, shown in zip(github(found), by_level, results(*found), strict=True):
        file, place = visible(one.file), (one.line, one.column)
        sentence = visible(one.message + (f" ({one.hint})" if one.hint else ""))
        command = parsed(str(shown_by_github))
        said = command.properties
        assert command.name == one.level == shown["level"]
        assert (said["file"], said["title"]) == (signed(file), f"rollbook: {one.rule}")
        assert (int(said["line"]), int(said["col"])) == place
        place_said = f"{one.file}:{one.line}:{one.column}"
        assert command.data == line(f"{place_said}: {sentence} [{one.rule}]")
        assert (shown["ruleId"], shown["message"]["text"]) == (one.rule, unlinked(sentence))
        physical = shown["locations"][0]["physicalLocation"]
        assert unquote(physical["artifactLocation"]["uri"], errors="surrogateescape") == one.file
        assert (physical["region"]["startLine"], physical["region"]["startColumn"]) == place


@settings(max_examples=100, deadline=None, derandomize=True)
@given(found=findings_of_any_text())
def test_gitlab_is_told_the_same(found: list[Finding]) -> None:
    """Errors first, each with a fingerprint of its own, the one that SARIF has."""
    rows = json.loads(gitlab(found))
    by_level = sorted(found, key=lambda one: one.level != "error")
    for row, one, shown in zip(rows, by_level, results(*found), strict=True):
        hint = f" ({one.hint})" if one.hint else ""
        assert row == {
            "description": visible(one.message + hint),
            "check_name": one.rule,
            "fingerprint": shown["partialFingerprints"]["rollbook/v1"],
            "severity": "critical" if one.level == "error" else "minor",
            "location": {"path": visible(one.file), "lines": {"begin": one.line}},
        }
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def unlinked(text: str) -> str:
    return text.replace("](", "] (")


# Annotations


@dataclass
class Command:
    name: str
    properties: dict[str, str]
    data: str


def parsed(line: str) -> Command:
    """A command as the runner of GitHub Actions reads it."""
    line = line.lstrip()
    assert line.startswith("::")
    head, separator, data = line[2:].partition("::")
    assert separator
    name, _, properties = head.partition(" ")
    pairs = dict(pair.split("=", 1) for pair in properties.strip().split(","))
    return Command(
        name,
        {key: unescaped(value, "\r\n:,%") for key, value in pairs.items()},
        unescaped(data, "\r\n%"),
    )


def unescaped(text: str, characters: str) -> str:
    """The runner replaces one character after the other, the percent sign last."""
    for character in characters:
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def test_an_annotation_in_full() -> None:
    shown = finding(hint="say how to see it", level="warning", width=6)
    assert [str(one) for one in github([shown])] == [
        "::warning file=sops/ranker.yml,line=14,col=5,endColumn=11,"
        f"title=rollbook%3A {shown.rule}::"
        "sops/ranker.yml:14:5: step 'switch' has no 'expect' (say how to see it) "
        f"[{shown.rule}]"
    ]


# SARIF

PATH = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})*")


@FORMATS.checks("uri-reference")
def is_reference(value: object) -> bool:
    return not isinstance(value, str) or bool(PATH.fullmatch(value) or is_uri(value))


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"https://[a-z.]+/[a-z0-9./#-]*", value))


def test_no_finding_makes_valid_sarif_too() -> None:
    VALIDATOR.validate(json.loads(sarif((), all_rules(), "1.2.3")))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(found=findings_of_any_text())
def test_sarif_fits_the_official_schema(found: list[Finding]) -> None:
    """Every result fits, whatever stands in it; the rules are the same in each."""
    result = {**SCHEMA, **SCHEMA["definitions"]["result"]}
    validator = Draft4Validator(result, format_checker=FORMATS)
    for shown in results(*found):
        validator.validate(shown)
        assert NAMES[shown["ruleIndex"]] == shown["ruleId"]


def test_a_wrong_address_would_be_noticed() -> None:
    shown = json.loads(sarif([finding()], RULES, "1.2.3"))
    artifact = shown["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    artifact["artifactLocation"]["uri"] = "sops/a b.yml"
    assert [error.validator for error in VALIDATOR.iter_errors(shown)] == ["format"]


def test_every_rule_says_what_github_asks_for() -> None:
    """An id, a title, a description, help, a level and a tag; none of them empty."""
    (run,) = json.loads(sarif((), all_rules(), "1.2.3"))["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("rollbook", "1.2.3")
    for rule in driver["rules"]:
        assert 0 < len(rule["shortDescription"]["text"]) < len(rule["fullDescription"]["text"])
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
        assert len(rule["properties"]["tags"]) == 1
    by_id = {rule["id"]: rule for rule in driver["rules"]}
    assert list(by_id) == [*LOADER_RULES, *all_rules()]
    for own in own_rules():
        assert by_id[own.id]["fullDescription"]["text"] == own.why
        assert own.bad.strip() in by_id[own.id]["help"]["markdown"]
        assert own.good.strip() in by_id[own.id]["help"]["markdown"]


def test_a_rule_of_another_package_has_no_page_here() -> None:
    own = own_rules()[0]
    theirs = dataclasses.replace(own, module="acme.rollbacks.no_friday")
    told = json.loads(sarif([finding(rule=theirs.id)], {theirs.id: theirs}, "1.2.3"))
    VALIDATOR.validate(told)
    rule = told["runs"][0]["tool"]["driver"]["rules"][-1]
    assert (rule["id"], rule["properties"]["tags"]) == ("no-friday", ["rollbacks"])
    assert "helpUri" not in rule
    assert rule_link("no-friday") == ""


def test_a_region_ends_behind_its_last_character() -> None:
    (shown,) = results(finding(width=6))
    region = {"startLine": 14, "startColumn": 5, "endLine": 14, "endColumn": 11}
    assert shown["locations"][0]["physicalLocation"]["region"] == region


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("sops/ranker.yml", "sops/ranker.yml"),
        ("../sops/a b.yml", "../sops/a%20b.yml"),
        ("c:/#1?.yml", "c%3A/%231%3F.yml"),
        ("sops/é%.yml", "sops/%C3%A9%25.yml"),
        ("sops/\udcff.yml", "sops/%FF.yml"),
    ],
)
def test_the_address_of_a_file_is_escaped(file: str, uri: str) -> None:
    """A name that is not UTF-8 keeps its bytes."""
    (shown,) = results(finding(file=file))
    artifact = shown["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert unquote(artifact["uri"], errors="surrogateescape") == file


def test_words_that_can_be_replaced_are_a_fix_and_an_entry_is_none() -> None:
    replaced, removed = results(
        finding(hint="let it come from 'targets'", width=6, fix=Replace("${targets.model}")),
        finding(fix=Remove()),
    )
    (fix,) = replaced["fixes"]
    assert fix["description"] == {"text": "let it come from 'targets'"}
    (change,) = fix["artifactChanges"]
    where = replaced["locations"][0]["physicalLocation"]
    assert change["artifactLocation"] == where["artifactLocation"]
    assert change["replacements"] == [
        {"deletedRegion": where["region"], "insertedContent": {"text": "${targets.model}"}}
    ]
    assert "fixes" not in removed


# Fingerprints

FIRST = finding(path=("steps", "switch"))


def fingerprints(*found: Finding) -> list[str]:
    return [shown["partialFingerprints"]["rollbook/v1"] for shown in results(*found)]


def test_a_fingerprint_stays_when_lines_move() -> None:
    """Nor does it change with the level or the words of the hint."""
    moved = dataclasses.replace(FIRST, line=99, column=1, width=3, level="warning", hint="do it")
    assert fingerprints(FIRST) == fingerprints(moved)


@pytest.mark.parametrize(
    "other",
    [
        {"file": "sops/other.yml"},
        {"rule": own_rules()[1].id},
        {"path": ("steps", "other")},
        {"message": "step 'switch' has no 'undo'"},
    ],
)
def test_a_fingerprint_tells_findings_apart(other: dict[str, Any]) -> None:
    assert fingerprints(FIRST) != fingerprints(dataclasses.replace(FIRST, **other))


def test_what_is_found_twice_is_told_apart_by_its_order() -> None:
    """The loader says of characters and syntax no path, only a line."""
    one, two = (finding("U+0007 BELL is not allowed", rule="character", line=n) for n in (3, 8))
    prints = fingerprints(one, two)
    assert len(set(prints)) == 2
    later = dataclasses.replace(two, line=20)
    assert fingerprints(one, later) == prints
    assert fingerprints(two) == prints[:1]


# Where the rules are explained


def test_the_loader_has_the_rules_that_the_guide_names() -> None:
    """The guide says of each what the reports say of it."""
    guide = (REPOSITORY / "docs" / "guide" / "command.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z]+)` \| (.*) \|$", guide, re.MULTILINE))
    said = {
        name: f"{text[0].lower()}{text[1:].removesuffix('.')}"
        for name, text in LOADER_RULES.items()
    }
    assert {name: rows[name][0].lower() + rows[name][1:] for name in said} == said


def test_a_rule_leads_to_its_page() -> None:
    """Those of the loader lead to the table in which they are."""
    site = "https://rollbook.github.io/rollbook/guide/"
    rule: Rule = own_rules()[0]
    assert rule_link(rule.id) == f"{site}rules/{rule.id}/"
    assert rule_link("syntax") == f"{site}command/#rollbook-check"
    assert set(rule.id) <= set(string.ascii_lowercase + string.digits + "-")
