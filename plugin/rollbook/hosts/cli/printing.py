"""Printing: findings on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from rollbook.loading.finding import Finding
from rollbook.views.report import Report, counted, reports, summary

_FORCED = {"auto": None, "always": True, "never": False}


def print_text(
    findings: Sequence[Finding], sources: Mapping[str, str], known: int, color: str
) -> None:
    """Print every finding, how many there are, and how many more are known."""
    console = Console(
        highlight=False,
        soft_wrap=True,
        force_terminal=_FORCED[color],
        no_color=color == "never" or None,
    )
    for report in reports(findings, sources):
        console.print(_styled(report))
    besides = f" ({counted(known, 'known finding')})" if known else ""
    console.print(f"{summary(findings)}{besides}")


def _styled(report: Report) -> Text:
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
    return text
