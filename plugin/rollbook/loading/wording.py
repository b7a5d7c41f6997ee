"""Wording: what pydantic found, in the words of the person who wrote the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rollbook.loading.shapes import Path
from rollbook.loading.suggest import did_you_mean

Words = tuple[str, str]
"""A message and a hint."""

_SINGULAR = {
    "steps": "step",
    "fallback": "step",
    "triggers": "trigger",
    "roles": "role",
    "checks": "check",
    "targets": "target",
    "components": "component",
    "metrics": "metric",
    "teams": "team",
    "notices": "notice",
    "inputs": "input",
    "values": "value",
    "examples": "example",
    "escalation": "escalation",
    "faq": "question",
    "lessons": "lesson",
}
_ID_HINT = "an id is of small letters, digits and hyphens, and starts with a letter"


def subject(path: Path) -> str:
    """What a path speaks of: `step 'switch'`, `'reprocess' of step 'switch'`, `this file`."""
    if not path:
        return "this file"
    if len(path) == 1:
        return f"'{path[0]}'"
    kind = _SINGULAR.get(str(path[0]))
    owner = f"{kind} '{path[1]}'" if isinstance(path[1], str) else f"{kind} {path[1] + 1}"
    if not kind:
        owner = f"'{path[0]}'"
    inner = [str(word) for word in path[2:] if isinstance(word, str)]
    return f"'{inner[-1]}' of {owner}" if inner else owner


def missing(path: Path, field: str, known: Mapping[str, str]) -> Words:
    """A field that has to be there."""
    return f"{subject(path)} has no '{field}'", _first(known.get(field, ""))


def unknown(path: Path, field: str, known: Mapping[str, str]) -> Words:
    """A field that the language does not know."""
    near = did_you_mean(field, known)
    here = f" of {subject(path)}" if path else ""
    hint = f"did you mean '{near}'?" if near else f"the fields here are {', '.join(known)}"
    return f"unknown field '{field}'{here}", hint


def wrong(path: Path, kind: str, context: Mapping[str, Any], value: object, message: str) -> Words:
    """A value that does not fit its field."""
    if kind in _SAID:
        return _SAID[kind](subject(path), context, value)
    text = message.removeprefix("Value error, ")
    return f"{subject(path)}: {text[:1].lower()}{text[1:]}", ""


def bad_key(path: Path, key: str, kind: str, context: Mapping[str, Any]) -> Words:
    """A key that is no id."""
    if kind == "address":
        other = f"{key}-{_SINGULAR.get(str(path[-1]), 'page')}"
        return f"'{key}' in {subject(path)} {context['why']}", f"call it '{other}'"
    reason = "is reserved" if kind == "reserved" else "is not an id"
    return f"'{key}' in {subject(path)} {reason}", _ID_HINT


def _first(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".") if text else ""


def _shown(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _text(what: str, context: Mapping[str, Any], value: object) -> Words:
    if isinstance(value, dict):
        return f"{what} must be text, not a mapping", "put it in quotes if it holds ': '"
    if isinstance(value, list):
        return f"{what} must be text, not a list", ""
    return f"{what} must be text, not {_shown(value)}", f'put it in quotes: "{_shown(value)}"'


def _choice(what: str, context: Mapping[str, Any], value: object) -> Words:
    choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
    near = did_you_mean(str(value), choices)
    hint = f"did you mean '{near}'?" if near else ""
    return f"{what} must be one of {', '.join(choices)}, not '{_shown(value)}'", hint


def _pattern(what: str, context: Mapping[str, Any], value: object) -> Words:
    pattern = str(context.get("pattern", ""))
    if "sha256" in pattern:
        return f"{what} must be sha256: and 64 digits (0-9, a-f)", ""
    if pattern == r"^[^\n\r]*$":
        return f"{what} must be a single line", "write it without line breaks, or folded with '>-'"
    if pattern.startswith("^[a-z]["):
        return f"{what} must be an id, not '{_shown(value)}'", _ID_HINT
    return f"{what} has not the form that is asked for: '{_shown(value)}'", ""


def _said(template: str, hint: str = "") -> Callable[[str, Mapping[str, Any], object], Words]:
    return lambda what, context, value: (
        template.format(what=what, value=_shown(value), **context),
        hint,
    )


_MAPPING = _said("{what} must be a mapping, name: value", "indent what belongs to it below it")
_LIST = _said("{what} must be a list", "write [a, b], or one '- item' a line")
_SAID: dict[str, Callable[[str, Mapping[str, Any], object], Words]] = {
    "string_type": _text,
    "int_type": _said("{what} must be a whole number, not '{value}'"),
    "bool_type": _said("{what} must be true or false, not '{value}'"),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _said("{what} is empty", "give it a value, or leave the field out"),
    "string_too_long": _said("{what} is longer than {max_length} characters"),
    "too_short": _said("{what} is empty", "give it at least one entry"),
    "greater_than_equal": _said("{what} must be {ge} or more, not {value}"),
    "less_than_equal": _said("{what} must be {le} or less, not {value}"),
    "form": _said("{what} is not understood: '{value}'; {reason}"),
    "date": _said("{what} is not a date: '{value}'", "a date is written as 2026-10-12"),
    "reserved": _said("'{value}' is reserved", "choose another id"),
    "address": _said("{what}: '{value}' {why}", "write it with the name of its tracker: INC-1"),
    "markup": _said("{what} holds {fault}"),
    "missing_roles": _said(
        "{what}: a procedure needs {roles}",
        "the four roles are initiator, approver, executor and verifier; name a team for each",
    ),
}
