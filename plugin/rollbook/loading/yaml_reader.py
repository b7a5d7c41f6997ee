"""YAML, from bytes to plain values with their places, and a finding for all that is refused."""

from __future__ import annotations

import yaml

from rollbook.loading.characters import (
    FORBIDDEN,
    REPLACEMENT,
    first_forbidden,
    forbidden,
    refused,
)
from rollbook.loading.events import built
from rollbook.loading.finding import Finding
from rollbook.loading.marks import Document
from rollbook.loading.refusals import Refusals, Stop
from rollbook.loading.syntax import explained

MAX_BYTES = 1 << 20
MAX_CHARACTERS = 20
"""How many forbidden characters of one file are named."""

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
    try:
        found = built(clean, Refusals(file, findings))
    except yaml.MarkedYAMLError as error:
        if not any(finding.rule == "character" for finding in findings):
            line, column, message, hint = explained(error, clean)
            findings.append(Finding(file, line, column, "syntax", "error", message, hint))
        return None, findings
    except (yaml.YAMLError, Stop):
        return None, findings
    if found is None:
        findings.append(Finding(file, 1, 1, "syntax", "error", "this file is empty"))
        return None, findings
    return Document(*found, text), findings


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
    if not first_forbidden(text):
        return text
    found = list(forbidden(text))
    for line, column, character in found[:MAX_CHARACTERS]:
        findings.append(Finding(file, line, column, "character", "error", *refused(character)))
    if (more := len(found) - MAX_CHARACTERS) > 0:
        line, column, _ = found[MAX_CHARACTERS]
        message = f"{more} more such characters from here on"
        findings.append(Finding(file, line, column, "character", "error", message))
    return FORBIDDEN.sub(REPLACEMENT, text)
