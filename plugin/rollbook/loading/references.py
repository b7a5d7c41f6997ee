"""References: every id that one part of a handbook uses for another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rollbook.loading.shapes import Path
from rollbook.loading.suggest import did_you_mean
from rollbook.model.component import Component
from rollbook.model.flow import EXITS
from rollbook.model.handbook import Handbook
from rollbook.model.placeholders import FIELDS, WORDS, Placeholder, placeholders
from rollbook.model.records import Incident, Record
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop
from rollbook.model.step import AnyStep


@dataclass(frozen=True, slots=True)
class Fault:
    """A name that leads nowhere, at a path of its document."""

    path: Path
    message: str
    hint: str = ""
    key: bool = False
    rule: str = "reference"


def faults_of_shared(shared: Shared) -> Iterator[Fault]:
    """Check what `handbook.yml` names."""
    yield from _components(shared.components, shared.components, shared.teams)
    for name, notice in shared.notices.items():
        for placeholder in placeholders(notice.say):
            if placeholder.word not in WORDS:
                yield _unknown_word(("notices", name, "say"), placeholder)


def faults_of_sop(handbook: Handbook, sop: Sop) -> Iterator[Fault]:
    """Check what an SOP names; incidents of examples are checked with the records."""
    shared = handbook.shared
    yield from _twice(shared, sop)
    yield from _ids(("owner",), [sop.owner], shared.teams, "team")
    yield from _components(sop.components, handbook.components(sop), shared.teams)
    yield from _ids(("targets",), sop.targets, handbook.components(sop), "component", keys=True)
    yield from _roles(sop, shared.teams)
    yield from _measured(handbook, sop)
    for section, steps in (("steps", sop.steps), ("fallback", sop.fallback)):
        for name, step in steps.items():
            yield from _step(handbook, sop, (section, name), step)
    for clause, named in sop.satisfies.items():
        yield from _ids(("satisfies", clause), named, sop.all_steps, "step")
    for name, example in sop.examples.items():
        yield from _ids(("examples", name, "trigger"), [example.trigger], sop.triggers, "trigger")
        path = ("examples", name, "times")
        yield from _ids(path, example.times or (), sop.all_steps, "step", keys=True)
    yield from _placeholders(handbook, sop)


def faults_of_record(
    record: Record, sop: Sop | None, digest: str, teams: Collection[str]
) -> Iterator[Fault]:
    """Check what a record of the current procedure names; an older one speaks of older ids."""
    if sop is None or record.procedure != digest:
        return
    times: Mapping[str, Any] = getattr(record, "times", {})
    yield from _ids(("times",), times, sop.all_steps, "step", keys=True)
    if isinstance(record, Incident):
        yield from _ids(("trigger",), [record.trigger], sop.triggers, "trigger")
        for index, lesson in enumerate(record.lessons):
            path = ("lessons", index)
            if lesson.step:
                yield from _ids((*path, "step"), [lesson.step], sop.all_steps, "step")
            if lesson.owner:
                yield from _ids((*path, "owner"), [lesson.owner], teams, "team")


def unknown(path: Path, name: str, known: Collection[str], kind: str, key: bool = False) -> Fault:
    """An id that is not among the known ones."""
    near = did_you_mean(name, known)
    some = ", ".join(sorted(known)[:12])
    hint = f"did you mean '{near}'?" if near else (f"known here: {some}" if some else "")
    return Fault(path, f"there is no {kind} '{name}'", hint, key)


def _ids(
    path: Path, names: Collection[str], known: Collection[str], kind: str, *, keys: bool = False
) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if name not in known:
            last: Path = (name,) if keys else (index,)
            yield unknown((*path, *last), name, known, kind, key=keys)


def _twice(shared: Shared, sop: Sop) -> Iterator[Fault]:
    for section in ("components", "metrics", "values", "notices"):
        common: Mapping[str, Any] = getattr(shared, section)
        for name in getattr(sop, section):
            if name in common:
                yield Fault(
                    (section, name),
                    f"'{name}' stands in handbook.yml too",
                    "keep it in one of the two, or give this one another id",
                    key=True,
                    rule="duplicate",
                )
    for name in sop.fallback:
        if name in sop.steps:
            yield Fault(
                ("fallback", name),
                f"step '{name}' stands in 'steps' too",
                "give one of the two another id",
                key=True,
                rule="duplicate",
            )


def _components(
    own: Mapping[str, Component], known: Collection[str], teams: Collection[str]
) -> Iterator[Fault]:
    for name, component in own.items():
        path = ("components", name)
        yield from _ids((*path, "needs"), component.needs, known, "component")
        if component.owner:
            yield from _ids((*path, "owner"), [component.owner], teams, "team")


def _roles(sop: Sop, teams: Collection[str]) -> Iterator[Fault]:
    for name, role in sop.roles.items():
        path = ("roles", name)
        yield from _ids((*path, "who"), [role.who], teams, "team")
        if role.deputy:
            yield from _ids((*path, "deputy"), [role.deputy], teams, "team")
        if role.not_:
            yield from _ids((*path, "not"), [role.not_], sop.roles, "role")


def _measured(handbook: Handbook, sop: Sop) -> Iterator[Fault]:
    metrics = handbook.metrics(sop)
    for section, entries in (("triggers", sop.triggers), ("checks", sop.checks)):
        for name, entry in entries.items():
            for field, known, kind in (
                ("metric", metrics, "metric"),
                ("by", sop.roles, "role"),
                ("sign", sop.roles, "role"),
            ):
                if (value := getattr(entry, field, None)) is not None:
                    yield from _ids((section, name, field), [value], known, kind)


def _step(handbook: Handbook, sop: Sop, path: Path, step: AnyStep) -> Iterator[Fault]:
    steps, components = sop.all_steps, handbook.components(sop)
    tables: dict[str, tuple[Collection[str], str]] = {
        "by": ((*sop.roles, "automatic"), "role"),
        "approve": (sop.roles, "role"),
        "consult": (sop.roles, "role"),
        "inform": (sop.roles, "role"),
        "check": (sop.checks, "check"),
        "notify": (handbook.notices(sop), "notice"),
        "after": (steps, "step"),
        "then": (steps, "step"),
        "otherwise": ((*steps, *EXITS), "step"),
        "on_fail": ((*steps, *EXITS), "step"),
        "restores": (components, "component"),
        "saves": (components, "component"),
    }
    for field, (known, kind) in tables.items():
        value = getattr(step, field, None)
        if value is not None:
            names = value if isinstance(value, tuple) else [value]
            yield from _ids((*path, field), names, known, kind)
    for answer, target in step.exits.items():
        if target not in steps and target not in EXITS:
            yield unknown((*path, "cases", answer), target, (*steps, *EXITS), "step")
    if step.reprocess:
        yield from _ids((*path, "reprocess", "then"), step.reprocess.then, components, "component")


def _placeholders(handbook: Handbook, sop: Sop) -> Iterator[Fault]:
    known: dict[str, Collection[str]] = {
        "targets": sop.targets,
        "live": handbook.components(sop),
        "values": handbook.values(sop),
        "inputs": sop.inputs,
    }
    kinds = {"targets": "target", "live": "component", "values": "value", "inputs": "input"}
    for path, text in _filled_texts(sop):
        for placeholder in placeholders(text):
            if placeholder.word not in WORDS:
                yield _unknown_word(path, placeholder)
            elif placeholder.key not in known[placeholder.word]:
                kind = kinds[placeholder.word]
                fault = unknown(path, placeholder.key, known[placeholder.word], kind)
                message = f"{placeholder.text}: {fault.message}"
                yield Fault(path, message, fault.hint)
            elif placeholder.word == "inputs" and path[-1] == "run":
                if sop.inputs[placeholder.key].pattern is None:
                    yield _without_pattern(path, placeholder)


def _unknown_word(path: Path, placeholder: Placeholder) -> Fault:
    near = did_you_mean(placeholder.word, WORDS)
    hint = f"did you mean '{near}'?" if near else f"a placeholder begins with {', '.join(WORDS)}"
    return Fault(path, f"{placeholder.text} stands for nothing", hint)


def _without_pattern(path: Path, placeholder: Placeholder) -> Fault:
    return Fault(
        path,
        f"input '{placeholder.key}' stands in a command and has no 'pattern'",
        "say which answers are safe in a command, such as pattern: '[0-9]+'",
    )


def _filled_texts(sop: Sop) -> Iterator[tuple[Path, str]]:
    """Every text in which placeholders stand for values, with its path."""
    sections: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("steps", sop.steps),
        ("fallback", sop.fallback),
        ("checks", sop.checks),
        ("inputs", sop.inputs),
        ("notices", sop.notices),
    )
    for section, entries in sections:
        for name, entry in entries.items():
            for field in FIELDS:
                if isinstance(text := getattr(entry, field, None), str):
                    yield (section, name, field), text
