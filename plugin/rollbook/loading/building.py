"""Building: from a document to a value of the model, with a finding for all that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rollbook.loading import wording
from rollbook.loading.finding import Finding
from rollbook.loading.marks import Document
from rollbook.loading.shapes import TAGGED, Path, fields_at, written_path
from rollbook.model.step import STEP_KINDS

M = TypeVar("M", bound=BaseModel)

_KINDS = {
    "steps": ("step", tuple(STEP_KINDS)),
    "fallback": ("step", tuple(STEP_KINDS)),
    "triggers": ("trigger", ("metric", "judgement")),
    "checks": ("check", ("metric", "run", "logs", "ask")),
}
"""Section → what an entry is called, and the fields of which it has exactly one."""


def build(document: Document, model: type[M], file: str) -> tuple[M | None, list[Finding]]:
    """Make the value; with any finding there is none."""
    value = document.value
    if not isinstance(value, Mapping):
        return None, [_finding(document, file, (), "this file must hold a mapping, name: value")]
    undecided = dict(_kinds_of(value))
    findings = [*_empty(document, file), *_undecided(document, file, undecided)]
    silenced = {(finding.line, finding.column) for finding in findings}
    try:
        built = model.model_validate(value)
    except ValidationError as error:
        for path, detail in _worth_saying(error, value):
            if path[:2] in undecided:
                continue
            finding = _explained(document, file, model, path, detail)
            if (finding.line, finding.column) not in silenced:
                findings.append(finding)
                if not _may_repeat(detail):
                    silenced.add((finding.line, finding.column))
        return None, findings
    return (None if findings else built), findings


def _worth_saying(error: ValidationError, value: object) -> Iterator[tuple[Path, ErrorDetails]]:
    """What is wrong in itself: not an empty value, nor a list that lacks what is wrong in it."""
    details = [
        (written_path(detail["loc"][:-1] if _is_key(detail) else detail["loc"], value), detail)
        for detail in error.errors(include_url=False)
    ]
    for path, detail in details:
        inner = any(len(other) > len(path) and other[: len(path)] == path for other, _ in details)
        if detail["input"] is not None and not (detail["type"] == "too_short" and inner):
            yield path, detail


def _is_key(detail: ErrorDetails) -> bool:
    """Whether a key is wrong, and not what stands there; a field can have any name."""
    return detail["loc"][-1:] == ("[key]",) and detail["type"] not in ("missing", "extra_forbidden")


def _may_repeat(detail: ErrorDetails) -> bool:
    """Several fields can be missing at one place; a value is wrong only once."""
    return detail["type"] == "missing"


def _explained(
    document: Document, file: str, model: type[BaseModel], path: Path, detail: ErrorDetails
) -> Finding:
    kind = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind == "missing":
        parent, field = path[:-1], str(path[-1])
        message, hint = wording.missing(parent, field, fields_at(model, parent, document.value))
        return _finding(document, file, parent, message, hint, key=bool(parent))
    if kind == "extra_forbidden":
        parent, field = path[:-1], str(path[-1])
        message, hint = wording.unknown(parent, field, fields_at(model, parent, document.value))
        return _finding(document, file, path, message, hint, key=True)
    if _is_key(detail):
        message, hint = wording.bad_key(path[:-1], str(detail["input"]), kind, context)
        return _finding(document, file, path, message, hint, key=True)
    message, hint = wording.wrong(path, kind, context, detail["input"], detail["msg"])
    on_key = isinstance(detail["input"], dict | list | BaseModel)
    return _finding(document, file, path, message, hint, key=on_key and bool(path))


def _empty(document: Document, file: str) -> Iterator[Finding]:
    """A key without a value says nothing, so it is not there by intent."""
    todo: list[tuple[Path, Any]] = [((), document.value)]
    while todo:
        above, value = todo.pop()
        for word, inner in value.items() if isinstance(value, dict) else enumerate(value):
            # Only what holds more gets a path: most of a file are texts, where nothing is wrong.
            if isinstance(inner, (dict, list)):
                todo.append(((*above, word), inner))
            elif inner is None:
                path = (*above, word)
                message = f"{wording.subject(path)} is empty"
                hint = "give it a value, or leave the field out"
                yield _finding(document, file, path, message, hint, key=isinstance(word, str))


def _undecided(
    document: Document, file: str, undecided: Mapping[Path, list[str]]
) -> Iterator[Finding]:
    for path, present in undecided.items():
        noun, kinds = _KINDS[str(path[0])]
        what = f"{noun} '{path[1]}'"
        if present:
            message = f"{what} has {wording_list(present)}: it can have only one of them"
            yield _finding(document, file, (*path, present[1]), message, key=True)
        else:
            hint = f"say what it is with one of {', '.join(kinds)}"
            message = f"{what} has none of {', '.join(kinds)}"
            yield _finding(document, file, path, message, hint, key=True)


def wording_list(words: list[str]) -> str:
    """Name several fields in a sentence."""
    quoted = [f"'{word}'" for word in words]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _kinds_of(value: object) -> Iterator[tuple[Path, list[str]]]:
    """The entries that have no kind, or more than one."""
    for section in TAGGED:
        entries = value.get(section) if isinstance(value, Mapping) else None
        for name, entry in entries.items() if isinstance(entries, Mapping) else ():
            if isinstance(entry, Mapping):
                present = [kind for kind in _KINDS[section][1] if kind in entry]
                if len(present) != 1:
                    yield (section, name), present


def _finding(
    document: Document, file: str, path: Path, message: str, hint: str = "", *, key: bool = False
) -> Finding:
    place = document.place(path, key=key)
    return Finding(
        file, place.line, place.column, "schema", "error", message, hint, width=place.width
    )
