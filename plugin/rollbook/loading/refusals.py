"""Refusals: what the language leaves out of YAML, said where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from rollbook.loading.characters import first_forbidden, refused
from rollbook.loading.finding import Finding
from rollbook.loading.marks import Span


class Stop(Exception):
    """The file is beyond a limit; the finding says which."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """The findings of one file, each at an event of libyaml."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, event: Any, rule: str, message: str, hint: str = "") -> None:
        """Report an error at an event."""
        line, column, last_line, last_column = span(event)
        width = last_column - column if last_line == line else 1
        self.findings.append(
            Finding(
                self.file, line + 1, column + 1, rule, "error", message, hint, width=max(1, width)
            )
        )

    def stop(self, event: Any, message: str, hint: str, rule: str = "limit") -> NoReturn:
        """Report an error after which nothing is read."""
        self.add(event, rule, message, hint)
        raise Stop

    def properties(self, event: Any) -> None:
        """Refuse an anchor, a tag or both."""
        if event.anchor is not None:
            hint = "delete the '&' and its name"
            self.add(event, "syntax", "anchors are not part of the language", hint)
        if event.tag is not None:
            hint = "delete the tag; put a text in quotes"
            self.add(event, "syntax", "tags are not part of the language", hint)

    def alias(self, event: Any) -> None:
        """Refuse an alias."""
        hint = "write the value out: everyone can then read what is meant"
        self.add(event, "syntax", "aliases are not part of the language", hint)

    def document(self, event: Any, number: int) -> None:
        """Refuse a second document, and directives of the first."""
        if number > 1:
            hint = "put it into a file of its own"
            self.stop(event, "a second document begins here", hint, "syntax")
        if event.version is not None or event.tags:
            self.add(event, "syntax", "directives are not part of the language", "delete it")

    def key(self, event: Any, keys: Mapping[str, Span]) -> bool:
        """Whether a key is refused: it is missing, merges, or stands in the mapping already."""
        key, is_plain = event.value, not event.style
        if is_plain and key in ("", "~"):
            self.add(event, "syntax", "a key is missing before the ':'")
        elif is_plain and key == "<<":
            hint = "write the fields out: everyone can then read what is meant"
            self.add(event, "syntax", "merge keys are not part of the language", hint)
        elif key in keys:
            message = f"'{key}' stands on line {keys[key][0] + 1} already"
            self.add(event, "duplicate", message, "keep one of the two")
        else:
            if event.style == '"':
                self.escapes(event)
            return False
        return True

    def escapes(self, event: Any) -> None:
        """Refuse a forbidden character that an escape brings in."""
        if character := first_forbidden(event.value):
            self.add(event, "character", refused(character)[0], "delete the escape")


def span(event: Any) -> Span:
    """Where an event stands."""
    start, end = event.start_mark, event.end_mark
    return start.line, start.column, end.line, end.column
