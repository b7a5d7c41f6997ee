"""Reading: one file, from its bytes to a value of the model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import BaseModel

from rollbook.loading.building import build
from rollbook.loading.files import SHARED, SourceFile, content
from rollbook.loading.finding import Finding
from rollbook.loading.held import Held, held
from rollbook.loading.marks import Document
from rollbook.loading.suggest import did_you_mean
from rollbook.loading.yaml_reader import read
from rollbook.model.records import RECORD_KINDS
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop
from rollbook.model.value import ID_FORM, no_address


@dataclass(slots=True)
class Part:
    """What one file holds; there is a value only where nothing is wrong with the file.

    `held` are its secrets, which `findings` may quote: only a `Veil` makes them fit to be shown.
    """

    file: SourceFile
    text: str = ""
    document: Document | None = None
    value: BaseModel | None = None
    findings: list[Finding] = field(default_factory=list)
    held: tuple[Held, ...] = ()

    @property
    def raw(self) -> object:
        """What was written, in plain Python; nothing where the file could not be read."""
        return self.document.value if self.document is not None else None

    def report(
        self, rule: str, message: str, hint: str = "", *, line: int = 1, column: int = 1
    ) -> None:
        """Add an error."""
        self.findings.append(Finding(self.file.shown, line, column, rule, "error", message, hint))


def read_part(file: SourceFile) -> Part:
    """Read a file as far as it can be read."""
    part = Part(file)
    data = content(file)
    if isinstance(data, str):
        part.report("reference", data, "put the file itself into the folder")
        return part
    part.text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    part.document, part.findings = read(data, file.shown)
    part.held = held(file.path.stem, part.text, part.document)
    if part.document is not None and (model := _model(part, part.document)):
        value, faults = build(part.document, model, file.shown)
        # One mistake, one finding: what the reader refused does not fit the model either.
        named = {(finding.line, finding.column) for finding in part.findings}
        part.findings += [f for f in faults if (f.line, f.column) not in named]
        part.value = None if part.findings else value
    return part


def _model(part: Part, document: Document) -> type[BaseModel] | None:
    kind, name = part.file.key
    if part.file.key == SHARED:
        return Shared
    if kind == "record":
        return _record_kind(part, document)
    if isinstance(document.value, dict) and "record" in document.value:
        place = document.place(("record",), key=True)
        part.report(
            "schema",
            "a record stands here among the SOPs",
            "move the file into the folder 'records'",
            line=place.line,
            column=place.column,
        )
        return None
    if not re.fullmatch(ID_FORM, name):
        part.report(
            "schema",
            f"'{name}' cannot be the id of an SOP",
            "name the file in small letters, digits and hyphens, such as home-feed-ranking.yml",
        )
    elif why := no_address(name):
        part.report(
            "schema",
            f"'{name}' cannot be the id of an SOP: it {why}",
            f"call the file {name}-sop.yml",
        )
    return Sop


def _record_kind(part: Part, document: Document) -> type[BaseModel] | None:
    kind = document.value.get("record") if isinstance(document.value, dict) else None
    if isinstance(kind, str) and kind in RECORD_KINDS:
        return RECORD_KINDS[kind]
    near = did_you_mean(str(kind), RECORD_KINDS)
    hint = f"did you mean '{near}'?" if near else f"it is one of {', '.join(RECORD_KINDS)}"
    message = f"'{kind}' is no kind of record" if kind else "this record has no 'record'"
    place = document.place(("record",))
    part.report("schema", message, hint, line=place.line, column=place.column)
    return None
