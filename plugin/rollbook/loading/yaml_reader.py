"""YAML, read event by event: plain values with their places, and a finding for all that is refused.

The builder is iterative and counts as it goes, so that no file can exhaust the stack or the memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT, described, forbidden
from rollbook.loading.finding import Finding
from rollbook.loading.marks import Document, Marks, Span
from rollbook.loading.scalars import OutOfRange, plain
from rollbook.loading.syntax import explained

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_EVENTS = 200_000
MAX_CHARACTERS = 20
"""How many forbidden characters of one file are named."""

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


def read(data: bytes, file: str) -> tuple[Document | None, list[Finding]]:
    """Read a file; a document with findings may be there all the same, without what is refused."""
    findings: list[Finding] = []
    text = _decoded(data, file, findings)
    if text is None:
        return None, findings
    # What is forbidden is replaced one for one: every place stays where it is.
    clean = _without_forbidden(text, file, findings)
    builder = _Builder(file, findings)
    try:
        value, marks = builder.build(clean)
    except yaml.MarkedYAMLError as error:
        if not any(finding.rule == "character" for finding in findings):
            line, column, message, hint = explained(error, clean)
            findings.append(Finding(file, line, column, "syntax", "error", message, hint))
        return None, findings
    except (yaml.YAMLError, _Stop):
        return None, findings
    if marks is None:
        findings.append(Finding(file, 1, 1, "syntax", "error", "this file is empty"))
        return None, findings
    return Document(value, marks, text), findings


def _decoded(data: bytes, file: str, findings: list[Finding]) -> str | None:
    def report(rule: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        findings.append(Finding(file, line, column, rule, "error", message, hint))

    if len(data) > MAX_BYTES:
        report("limit", "this file is larger than 1 MiB", "split it: one file is one procedure")
        return None
    for bom, name in _BOMS.items():
        if data.startswith(bom):
            report("encoding", f"this file is in {name}", "save it as UTF-8")
            return None
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        byte = data[error.start]
        report("encoding", f"byte 0x{byte:02X} is not UTF-8", "save it as UTF-8", line, column)
        return None


def _without_forbidden(text: str, file: str, findings: list[Finding]) -> str:
    if not FORBIDDEN.search(text):
        return text
    found = list(forbidden(text))
    for line, column, character in found[:MAX_CHARACTERS]:
        findings.append(
            Finding(
                file,
                line,
                column,
                "character",
                "error",
                f"{described(character)} cannot be seen by the next reader",
                "delete it",
            )
        )
    if (more := len(found) - MAX_CHARACTERS) > 0:
        line, column, _ = found[MAX_CHARACTERS]
        message = f"{more} more such characters from here on"
        findings.append(Finding(file, line, column, "character", "error", message))
    return FORBIDDEN.sub(REPLACEMENT, text)


class _Stop(Exception):
    """The file is beyond a limit; the finding says which."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; `key` waits for its value."""

    value: dict[str, object] | list[object]
    marks: Marks
    is_mapping: bool
    key: str | None = None
    drop: bool = False
    """Whether the value that comes next is refused, with its key."""


@dataclass(slots=True)
class _Builder:
    file: str
    findings: list[Finding]
    root: object = None
    root_marks: Span | Marks | None = None
    open: list[_Open] = field(default_factory=list)
    documents: int = 0

    def build(self, text: str) -> tuple[object, Span | Marks | None]:
        """Go through the events once."""
        parser = _Parser(text)
        get = parser.get_event
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        count = 0
        try:
            while (event := get()) is not None:
                count += 1
                if count > MAX_EVENTS:
                    self._stop(event, f"this file has more than {MAX_EVENTS:,} parts", "split it")
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
                elif type(event) is yaml.StreamEndEvent:
                    break
        finally:
            parser.dispose()
        return self.root, self.root_marks

    def _scalar(self, event: Any) -> None:
        text = event.value
        span = _span(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        top = self.open[-1] if self.open else None
        if top is not None and top.is_mapping and top.key is None:
            self._key(top, event, span)
            return
        value: object = text
        if event.implicit[0] and not event.style:
            try:
                value = plain(text)
            except OutOfRange as error:
                self._report(event, "limit", str(error), "put it in quotes if it is a text")
                value = 0
        elif event.style == '"' and (match := FORBIDDEN.search(text)):
            self._report(
                event,
                "character",
                f"{described(match[0])} cannot be seen by the next reader",
                "delete the escape",
            )
        self._put(value, span)

    def _key(self, top: _Open, event: Any, span: Span) -> None:
        """Take a key: its text as written, once."""
        key = event.value
        top.key, top.drop = key, False
        if not event.style and key in ("", "~"):
            self._report(event, "syntax", "a key is missing before the ':'")
            top.drop = True
        elif not event.style and key == "<<":
            hint = "write the fields out: everyone can then read what is meant"
            self._report(event, "syntax", "merge keys are not part of the language", hint)
            top.drop = True
        elif key in top.marks.keys:
            first = top.marks.keys[key][0] + 1
            hint = "keep one of the two"
            self._report(event, "duplicate", f"'{key}' stands on line {first} already", hint)
            top.drop = True
        else:
            if event.style == '"' and (match := FORBIDDEN.search(key)):
                message = f"{described(match[0])} cannot be seen by the next reader"
                self._report(event, "character", message, "delete the escape")
            top.marks.keys[key] = span

    def _mapping(self, event: Any) -> None:
        self._start(event, {}, is_mapping=True)

    def _sequence(self, event: Any) -> None:
        self._start(event, [], is_mapping=False)

    def _start(self, event: Any, value: dict[str, object] | list[object], is_mapping: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(self.open) >= MAX_DEPTH:
            self._stop(event, f"this is nested deeper than {MAX_DEPTH} levels", "")
        marks = Marks(_span(event))
        top = self.open[-1] if self.open else None
        if top is not None and top.is_mapping and top.key is None:
            self._report(event, "syntax", "a key has to be a text", "leave the '?' or bracket out")
            top.key, top.drop = "", True
            # What stands in the key is read on its own; the value behind it is dropped.
            self.open.append(_Open(value, marks, is_mapping))
            return
        self._put(value, marks)
        self.open.append(_Open(value, marks, is_mapping))

    def _end(self, event: Any) -> None:
        self.open.pop()

    def _alias(self, event: Any) -> None:
        hint = "write the value out: everyone can then read what is meant"
        self._report(event, "syntax", "aliases are not part of the language", hint)
        top = self.open[-1] if self.open else None
        if top is not None and top.is_mapping and top.key is None:
            top.key, top.drop = "", True
            return
        self._put(None, _span(event))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._stop(
                event, "a second document begins here", "put it into a file of its own", "syntax"
            )
        if event.version is not None or event.tags:
            self._report(event, "syntax", "directives are not part of the language", "delete it")

    def _put(self, value: object, marks: Span | Marks) -> None:
        """Hand a value to what it belongs to."""
        if not self.open:
            self.root, self.root_marks = value, marks
            return
        top = self.open[-1]
        if isinstance(top.value, list):
            top.marks.items[len(top.value)] = marks
            top.value.append(value)
            return
        if not top.drop and top.key is not None:
            top.value[top.key] = value
            top.marks.items[top.key] = marks
        top.key = None

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            hint = "delete the '&' and its name"
            self._report(event, "syntax", "anchors are not part of the language", hint)
        if event.tag is not None:
            hint = "delete the tag; put a text in quotes"
            self._report(event, "syntax", "tags are not part of the language", hint)

    def _stop(self, event: Any, message: str, hint: str, rule: str = "limit") -> None:
        self._report(event, rule, message, hint)
        raise _Stop

    def _report(self, event: Any, rule: str, message: str, hint: str = "") -> None:
        line, column, last_line, last_column = _span(event)
        width = last_column - column if last_line == line else 1
        self.findings.append(
            Finding(
                self.file, line + 1, column + 1, rule, "error", message, hint, width=max(1, width)
            )
        )


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return start.line, start.column, end.line, end.column
