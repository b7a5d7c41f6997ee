"""Findings as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rollbook.loading.finding import Finding
from rollbook.views.reports.json_text import json_text

_FIELDS = ("file", "line", "column", "rule", "level", "message", "hint")


def as_json(findings: Sequence[Finding]) -> str:
    """Every finding, sorted by place, under `findings`."""
    rows = [{name: getattr(finding, name) for name in _FIELDS} for finding in findings]
    return json_text({"findings": rows})
