"""Findings as SARIF 2.1.0, the format of code scanning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from rollbook.loading.finding import Finding
from rollbook.loading.fix import Replace
from rollbook.rules.rule import Rule
from rollbook.views.report import visible
from rollbook.views.reports.fingerprints import fingerprints
from rollbook.views.reports.json_text import json_text
from rollbook.views.reports.loader_rules import LOADER_RULES
from rollbook.views.reports.rule_links import SITE, rule_link
from rollbook.views.reports.wording import errors_first, sentence
from rollbook.views.rule_page import rule_page

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_FINGERPRINT = "rollbook/v1"
"""GitHub's own, of the lines, is made by its upload action, which warns where there is another."""


def sarif(findings: Sequence[Finding], rules: Mapping[str, Rule], version: str) -> str:
    """One run with every rule and every finding, errors first.

    GitHub shows 5,000 results and refuses a file of more than 25,000; none is left out here. No
    line of a file is in it, since one may hold a secret.
    """
    described = [*_loader_rules(), *map(_rule, rules.values())]
    indexes = {rule["id"]: index for index, rule in enumerate(described)}
    driver = {
        "name": "rollbook",
        "informationUri": SITE,
        "semanticVersion": version,
        "rules": described,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(findings, indexes)),
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _loader_rules() -> Iterator[dict[str, Any]]:
    for name, text in LOADER_RULES.items():
        yield _described(name, text, f"{text}\n\n{rule_link(name)}\n", "error", "loader")


def _rule(rule: Rule) -> dict[str, Any]:
    return _described(rule.id, rule.why, rule_page(rule), rule.level, rule.group)


def _described(name: str, why: str, page: str, level: str, group: str) -> dict[str, Any]:
    """A rule as GitHub asks for it: a title, a description, and help that is not empty."""
    link = rule_link(name)
    return {
        "id": name,
        "shortDescription": {"text": name.replace("-", " ").capitalize()},
        "fullDescription": {"text": why},
        "help": {"text": page, "markdown": page},
        **({"helpUri": link} if link else {}),
        "defaultConfiguration": {"level": level},
        "properties": {"tags": [group.replace("_", "-")]},
    }


def _results(findings: Sequence[Finding], indexes: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for finding, known_by in fingerprints(errors_first(findings)):
        location = {"artifactLocation": _artifact(finding), "region": _region(finding)}
        yield {
            "ruleId": finding.rule,
            "ruleIndex": indexes[finding.rule],
            "level": finding.level,
            # A text in brackets before one in round ones would be a link.
            "message": {"text": sentence(finding).replace("](", "] (")},
            "locations": [{"physicalLocation": location}],
            "partialFingerprints": {_FINGERPRINT: known_by},
            **_fixes(finding),
        }


def _artifact(finding: Finding) -> dict[str, str]:
    """The file, relative to the folder that the command was run in: the top of the repository."""
    return {"uri": quote(finding.file, errors="surrogateescape"), "uriBaseId": _ROOT}


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.line,
        "endColumn": finding.column + finding.width,
    }


def _fixes(finding: Finding) -> dict[str, Any]:
    """What takes the place of the words; a whole entry is left to `rollbook check --fix`."""
    if not isinstance(finding.fix, Replace):
        return {}
    replacement = {
        "deletedRegion": _region(finding),
        "insertedContent": {"text": finding.fix.text},
    }
    change = {"artifactLocation": _artifact(finding), "replacements": [replacement]}
    return {
        "fixes": [{"description": {"text": visible(finding.hint)}, "artifactChanges": [change]}]
    }
