"""Printing: findings on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from rollbook.hosts.cli.styled import show
from rollbook.loading.finding import Finding
from rollbook.views.report import Report, counted, reports, summary


def print_text(
    findings: Sequence[Finding], sources: Mapping[str, str], known: int, color: str
) -> None:
    """Print every finding, how many there are, and how many more are known."""
    besides = f" ({counted(known, 'known finding')})" if known else ""
    rows = (row for report in reports(findings, sources) for row in _rows(report))
    show((*rows, Text(f"{summary(findings)}{besides}")), color)


def _rows(report: Report) -> Iterator[Text]:
    """The report for a terminal; `Text` takes no markup from what it shows."""
    level = report.finding.level
    colour = "red" if level == "error" else "yellow"
    text = Text("\n".join(report.lines()) + "\n")
    text.highlight_regex(rf"(?m)\A[^\n]*?: (?P<level>{level}):")
    text.stylize("bold", 0, len(report.head))
    start = report.head.find(f" {level}: ")
    text.stylize(colour, start, start + len(level) + 2)
    text.highlight_regex(r"(?m)^ +\| +\^+$", colour)
    text.highlight_regex(r"(?m)^ *= hint:", "cyan")
    yield from text.split("\n", allow_blank=True)
