"""Findings as annotations: commands to GitHub Actions, which shows them in the pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rollbook.loading.finding import Finding
from rollbook.views.report import visible
from rollbook.views.reports.wording import errors_first, sentence

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding, errors first.

    GitHub annotates ten errors and ten warnings of a step, and fifty places of a job. The others
    are in the log, where nothing but the message is shown: hence the place and rule in it.
    """
    for finding in errors_first(findings):
        properties = {
            "file": visible(finding.file),
            "line": finding.line,
            "col": finding.column,
            "endColumn": finding.column + finding.width,
            "title": f"rollbook: {finding.rule}",
        }
        yield annotation(finding.level, properties, _message(finding))


def annotation(level: str, properties: Mapping[str, object], message: str) -> str:
    """The command that annotates a place."""
    said = ",".join(
        f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{level} {said}::{message.translate(_DATA)}"


def _message(finding: Finding) -> str:
    place = f"{visible(finding.file)}:{finding.line}:{finding.column}"
    return f"{place}: {sentence(finding)} [{finding.rule}]"
