"""Findings as a code quality report of GitLab, which shows it in the merge request."""

from __future__ import annotations

from collections.abc import Sequence

from rollbook.loading.finding import Finding
from rollbook.views.report import visible
from rollbook.views.reports.fingerprints import fingerprints
from rollbook.views.reports.json_text import json_text
from rollbook.views.reports.wording import errors_first, sentence

_SEVERITY = {"error": "critical", "warning": "minor"}


def gitlab(findings: Sequence[Finding]) -> str:
    """A list of every finding, errors first."""
    return json_text(
        [
            {
                "description": sentence(finding),
                "check_name": finding.rule,
                "fingerprint": known_by,
                "severity": _SEVERITY[finding.level],
                "location": {"path": visible(finding.file), "lines": {"begin": finding.line}},
            }
            for finding, known_by in fingerprints(errors_first(findings))
        ]
    )
