"""Findings as annotations: commands to GitHub Actions, which shows them in the pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollbook.loading.finding import Finding
from rollbook.views.commands import signed
from rollbook.views.harmless import line
from rollbook.views.report import visible
from rollbook.views.reports.wording import errors_first, sentence

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """A command that annotates a place: in a log, the only lines that GitHub is to obey."""

    level: str
    properties: Mapping[str, object]
    message: str

    def __str__(self) -> str:
        said = ",".join(
            f"{name}={signed(visible(str(value)).translate(_PROPERTY))}"
            for name, value in self.properties.items()
        )
        return f"::{self.level} {said}::{line(self.message).translate(_DATA)}"


def github(findings: Sequence[Finding]) -> Iterator[Annotation]:
    """An annotation for each finding, errors first.

    GitHub annotates ten errors and ten warnings of a step, and fifty places of a job. The others
    are in the log, where nothing but the message is shown: hence the place and rule in it.
    """
    for finding in errors_first(findings):
        properties = {
            "file": finding.file,
            "line": finding.line,
            "col": finding.column,
            "endColumn": finding.column + finding.width,
            "title": f"rollbook: {finding.rule}",
        }
        yield Annotation(finding.level, properties, _message(finding))


def _message(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}:{finding.column}"
    return f"{place}: {sentence(finding)} [{finding.rule}]"
