"""The baseline: findings that were there when a team began with the rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.finding import Finding
from rollbook.loading.links import LEADS_OUT, leads_out

Entry = tuple[str, str, str, str]
"""File, rule, path in the file, and message."""

VERSION = 1
_NONE = "is none: write one with 'rollbook check --write-baseline'"


@dataclass(frozen=True)
class Baseline:
    """Known findings; a place is a path in the document, so that lines may move."""

    entries: frozenset[Entry] = frozenset()

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that were not known; a secret never is."""
        return [f for f in findings if f.secret or entry_of(f) not in self.entries]

    def unused(self, findings: Iterable[Finding]) -> int:
        """How many entries no finding answers to any more."""
        return len(self.entries - set(map(entry_of, findings)))


class BadBaseline(Exception):
    """A baseline that cannot be read; the text says why."""


def entry_of(finding: Finding) -> Entry:
    """What a finding is known by."""
    return (finding.file, finding.rule, ".".join(map(str, finding.path)), finding.message)


def written(findings: Iterable[Finding]) -> str:
    """The text of a baseline that holds these findings, but for secrets."""
    entries = sorted({entry_of(finding) for finding in findings if not finding.secret})
    rows = [dict(zip(("file", "rule", "path", "message"), entry, strict=True)) for entry in entries]
    return json.dumps({"version": VERSION, "findings": rows}, indent=1, ensure_ascii=False) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Read a baseline; one that cannot be read raises `BadBaseline`."""
    try:
        if leads_out(path):
            raise BadBaseline(f"{LEADS_OUT}: put the file itself there")
        content = json.loads(path.read_text("utf-8"))
        version = content["version"]
        rows = [(r["file"], r["rule"], r["path"], r["message"]) for r in content["findings"]]
    except OSError as error:
        raise BadBaseline(f"cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadBaseline(_NONE) from error
    if version != VERSION:
        raise BadBaseline(f"is of version {version}, and not of {VERSION}")
    if not all(isinstance(word, str) for row in rows for word in row):
        raise BadBaseline(_NONE)
    return Baseline(frozenset(rows))
