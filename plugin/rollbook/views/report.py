"""Findings as text, the way a good compiler says them: place, message, excerpt, hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT
from rollbook.loading.finding import Finding
from rollbook.views.commands import signed

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDTH = 80
_TAB = "    "


@dataclass(frozen=True, slots=True)
class Report:
    """A finding in lines; `excerpt` and `caret` are empty where the line cannot be shown."""

    finding: Finding
    head: str
    gutter: str
    excerpt: str
    caret: str
    hint: str

    @property
    def margin(self) -> str:
        """As many spaces as the line's number has digits."""
        return " " * len(self.gutter)

    def lines(self) -> list[str]:
        """The report as plain text."""
        shown = [self.head]
        if self.excerpt:
            shown.append(f"{self.margin} |")
            shown.append(f"{self.gutter} | {self.excerpt}")
            shown.append(f"{self.margin} | {self.caret}")
        if self.hint:
            shown.append(f"{self.margin} = hint: {self.hint}")
        return shown


def reports(findings: Sequence[Finding], sources: Mapping[str, str]) -> Iterator[Report]:
    """Each finding with its place in the source, as far as that may be shown."""
    files = {file: _LINE_END.split(sources.get(file, "")) for file in {f.file for f in findings}}
    for finding in findings:
        lines = files[finding.file]
        yield _report(finding, lines[finding.line - 1] if finding.line <= len(lines) else "")


def visible(text: str) -> str:
    """Text in one line, in which nothing is that nobody sees; a tab has a fixed width."""
    return FORBIDDEN.sub(REPLACEMENT, text).replace("\t", _TAB).replace("\r", "").replace("\n", " ")


def summary(findings: Sequence[Finding]) -> str:
    """How many findings there are, in how many files."""
    errors = sum(finding.level == "error" for finding in findings)
    warnings = len(findings) - errors
    counts = [counted(errors, "error"), counted(warnings, "warning")]
    said = ", ".join(count for count in counts if not count.startswith("0"))
    return f"{said} in {counted(len({finding.file for finding in findings}), 'file')}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _report(finding: Finding, line: str) -> Report:
    place = f"{visible(finding.file)}:{finding.line}:{finding.column}"
    head = f"{place}: {finding.level}: {visible(finding.message)} [{finding.rule}]"
    gutter = str(finding.line)
    excerpt, caret = _excerpt(line, finding, _WIDTH - len(gutter) - 3) if line else ("", "")
    return Report(finding, head, gutter, excerpt, caret, visible(finding.hint))


def _excerpt(line: str, finding: Finding, room: int) -> tuple[str, str]:
    """The line and the marks below it, cut so that the place is in sight."""
    start, end = finding.column - 1, finding.column - 1 + finding.width
    # Signs that came later would stand between the marks and what they mark.
    before, marked, after = (
        signed(visible(part)) for part in (line[:start], line[start:end], line[end:])
    )
    lead = ""
    if cell_len(before) > room // 2:
        lead = "… "
        keep = room // 2 - len(lead)
        while cell_len(before) > keep:
            before = before[max(1, (cell_len(before) - keep) // 2) :]
    text = lead + before + marked + after
    if cell_len(text) > room:
        text = set_cell_size(text, room - 2).rstrip() + " …"
    start = cell_len(lead + before)
    width = max(1, min(cell_len(marked), room - start))
    return text.rstrip(), " " * start + "^" * width
