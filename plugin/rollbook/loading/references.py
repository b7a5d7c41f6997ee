"""References: every id that one part of a handbook uses for another, and the faults in them.

They are read from the documents, not from the model, so that a file that is wrong in one place is
still checked in all others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rollbook.loading.names import IN_RECORD, IN_SHARED, IN_SOP, Kind, Known, Table, keys, uses
from rollbook.loading.shapes import Path
from rollbook.loading.suggest import did_you_mean
from rollbook.model.flow import EXITS
from rollbook.model.placeholders import FIELDS, WORDS, Placeholder, placeholders

_CALLED: dict[str, str] = {
    "performer": "role",
    "destination": "step",
    "incident": "record of incident",
}
_PLACEHOLDER_KINDS: dict[str, Kind] = {
    "targets": "target",
    "live": "component",
    "values": "value",
    "inputs": "input",
}
_SHARED_SECTIONS: dict[str, Kind] = {
    "teams": "team",
    "components": "component",
    "metrics": "metric",
    "values": "value",
    "notices": "notice",
}
_SHOWN = 12
"""How many known ids a hint names."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A name that leads nowhere, or stands twice, at a path of its document."""

    path: Path
    message: str
    hint: str = ""
    key: bool = False
    rule: str = "reference"


def known_in_shared(shared: object) -> dict[Kind, Collection[str]]:
    """What `handbook.yml` gives a name to."""
    return {kind: keys(shared, section) for section, kind in _SHARED_SECTIONS.items()}


def known_in_sop(sop: object, shared: Known) -> dict[Kind, Collection[str]]:
    """What an SOP gives a name to, with what it shares with others."""
    known: dict[Kind, Collection[str]] = dict(shared)
    for section, kind in _SHARED_SECTIONS.items():
        if kind in shared and kind != "team":
            known[kind] = [*shared[kind], *keys(sop, section)]
    steps = [*keys(sop, "steps"), *keys(sop, "fallback")]
    roles = keys(sop, "roles")
    known |= {"step": steps, "destination": [*steps, *EXITS]}
    known |= {"role": roles, "performer": [*roles, "automatic"]}
    known |= {"trigger": keys(sop, "triggers"), "check": keys(sop, "checks")}
    known |= {"target": keys(sop, "targets"), "input": keys(sop, "inputs")}
    return known


def faults_of_shared(shared: object, known: Known) -> Iterator[Fault]:
    """Check what `handbook.yml` names."""
    yield from _unknown(shared, IN_SHARED, known)
    for path, placeholder in _placeholders(shared):
        if placeholder.word not in WORDS:
            yield _no_such_word(path, placeholder)


def faults_of_sop(sop: object, known: Known, shared: object) -> Iterator[Fault]:
    """Check what an SOP names, and that it names nothing that `handbook.yml` has named."""
    yield from _twice(sop, shared)
    yield from _unknown(sop, IN_SOP, known)
    for path, placeholder in _placeholders(sop):
        yield from _placeholder(sop, known, path, placeholder)


def faults_of_record(record: object, known: Known) -> Iterator[Fault]:
    """Check what a record of the current procedure names."""
    yield from _unknown(record, IN_RECORD, known)


def no_such(path: Path, name: str, known: Collection[str], kind: str, key: bool = False) -> Fault:
    """An id that is not among the known ones."""
    near = did_you_mean(name, known)
    names = sorted(set(known))
    some = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    hint = f"did you mean '{near}'?" if near else (f"there is {some}" if known else "")
    return Fault(path, f"there is no {_CALLED.get(kind, kind)} '{name}'", hint, key)


def _unknown(value: object, table: Table, known: Known) -> Iterator[Fault]:
    for path, name, kind, is_key in uses(value, table):
        if kind in known and name not in known[kind]:
            yield no_such(path, name, known[kind], kind, is_key)


def _twice(sop: object, shared: object) -> Iterator[Fault]:
    for section in ("components", "metrics", "values", "notices"):
        common = keys(shared, section)
        for name in keys(sop, section):
            if name in common:
                hint = "keep it in one of the two, or give this one another id"
                message = f"'{name}' stands in handbook.yml too"
                yield Fault((section, name), message, hint, key=True, rule="duplicate")
    steps = keys(sop, "steps")
    for name in keys(sop, "fallback"):
        if name in steps:
            message, hint = f"step '{name}' stands in 'steps' too", "give one of them another id"
            yield Fault(("fallback", name), message, hint, key=True, rule="duplicate")


def _placeholders(value: object) -> Iterator[tuple[Path, Placeholder]]:
    """Every placeholder in a text where it stands for a value."""
    for section in ("steps", "fallback", "checks", "inputs", "notices"):
        entries = value.get(section) if isinstance(value, dict) else None
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            for field, text in entry.items() if isinstance(entry, dict) else ():
                if field in FIELDS and isinstance(text, str):
                    for placeholder in placeholders(text):
                        yield (section, name, field), placeholder


def _placeholder(
    sop: object, known: Known, path: Path, placeholder: Placeholder
) -> Iterator[Fault]:
    kind = _PLACEHOLDER_KINDS.get(placeholder.word)
    if kind is None:
        yield _no_such_word(path, placeholder)
    elif kind in known and placeholder.key not in known[kind]:
        fault = no_such(path, placeholder.key, known[kind], kind)
        yield Fault(path, f"{placeholder.text}: {fault.message}", fault.hint)
    elif kind == "input" and path[-1] == "run" and not _has_pattern(sop, placeholder.key):
        yield Fault(
            path,
            f"input '{placeholder.key}' stands in a command and has no 'pattern'",
            "say which answers are safe in a command, such as pattern: '[0-9]+'",
        )


def _no_such_word(path: Path, placeholder: Placeholder) -> Fault:
    near = did_you_mean(placeholder.word, WORDS)
    hint = f"did you mean '{near}'?" if near else f"a placeholder begins with {', '.join(WORDS)}"
    return Fault(path, f"{placeholder.text} stands for nothing", hint)


def _has_pattern(sop: object, name: str) -> bool:
    entry = sop["inputs"][name] if isinstance(sop, Mapping) else None
    return not isinstance(entry, Mapping) or "pattern" in entry
