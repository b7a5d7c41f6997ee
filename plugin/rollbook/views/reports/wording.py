"""What programs show of findings: in which order, and in which words."""

from __future__ import annotations

from collections.abc import Iterable

from rollbook.loading.finding import Finding
from rollbook.views.report import visible


def errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, since GitHub shows only so many; the order is kept otherwise."""
    return sorted(findings, key=lambda finding: finding.level != "error")


def sentence(finding: Finding) -> str:
    """What is wrong, and what to do, in one line."""
    hint = f" ({finding.hint})" if finding.hint else ""
    return visible(finding.message + hint)
