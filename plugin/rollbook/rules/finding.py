"""Finding: every rule run over what was loaded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rollbook.loading.excerpt import excerpt_place, is_open
from rollbook.loading.files import SHARED, Key
from rollbook.loading.finding import Finding, Level
from rollbook.loading.fix import Replace
from rollbook.loading.folder import Loaded
from rollbook.loading.history import History
from rollbook.model.sop import Sop
from rollbook.rules.overview import Outline, Overview, outline
from rollbook.rules.policy import Policy
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


@dataclass(frozen=True)
class Inspection:
    """What is to be looked at, and how: the rules, what the team has decided, and the day."""

    rules: Mapping[str, Rule]
    policy: Policy
    today: datetime.date
    history: History


def findings(loaded: Loaded, inspection: Inspection) -> tuple[Finding, ...]:
    """What the rules find in the SOPs that could be read, sorted by place."""
    by_sop = findings_by_sop(loaded, inspection)
    across = findings_across(loaded, by_sop.outlines, inspection)
    return tuple(sorted((*by_sop.findings, *across)))


@dataclass(frozen=True, slots=True)
class BySop:
    """What the rules find in each SOP, and the outlines that the rules across them ask for.

    `cut` are the SOPs with so many ways that not all were walked.
    """

    findings: list[Finding]
    outlines: list[Outline]
    cut: list[str]


def findings_by_sop(loaded: Loaded, inspection: Inspection) -> BySop:
    """Hold each SOP by itself against the rules."""
    sops = loaded.handbook.sops if loaded.handbook else {}
    found: list[Finding] = []
    cut: list[str] = []
    for sop in sops:
        subject = _subject(loaded, sop, inspection)
        found += _in_sop(loaded, subject, inspection)
        if subject.is_cut:
            cut.append(sop)
    for kind, name in loaded.held:
        if kind == "sop" and name not in sops:
            found += _in_file(loaded, (kind, name), inspection)
    return BySop(found, [outline(name, sop) for name, sop in sops.items()], cut)


def findings_across(
    loaded: Loaded, outlines: list[Outline], inspection: Inspection
) -> list[Finding]:
    """What the rules find in all SOPs together, and in the files that are none."""
    found = [
        finding
        for key in loaded.held
        if key[0] != "sop"
        for finding in _in_file(loaded, key, inspection)
    ]
    if loaded.handbook is None:
        return found
    complete = len(outlines) == len(loaded.sops)
    overview = Overview(loaded.handbook.shared, tuple(outlines), complete)
    for rule in inspection.rules.values():
        if level := inspection.policy.level(rule, None):
            faults = rule.across(overview)
            found += [_finding(loaded, "", rule, level, fault) for fault in faults]
    return found


def _in_sop(loaded: Loaded, subject: Subject, inspection: Inspection) -> Iterator[Finding]:
    """Nobody acts on a retired SOP: nothing is said of it, but that it holds a secret."""
    name = subject.id
    if subject.sop.status == "retired":
        yield from _in_file(loaded, ("sop", name), inspection)
        return
    held = loaded.held.get(("sop", name), ())
    in_force = list(_in_force(inspection, subject.sop))
    broken = set(inspection.rules) - {rule.id for rule, _ in in_force}
    for rule, level in in_force:
        for fault in (*rule.check(subject), *(rule.secrets(held) if held else ())):
            broken.add(rule.id)
            if rule.id not in subject.sop.ignore:
                yield _finding(loaded, name, rule, level, fault)
    if subject.sop.ignore:
        subject = replace(subject, broken=frozenset(broken))
        for rule, level in in_force:
            for fault in rule.afterwards(subject):
                yield _finding(loaded, name, rule, level, fault)


def _in_file(loaded: Loaded, key: Key, inspection: Inspection) -> Iterator[Finding]:
    """What is found in a file whatever it is: its secrets."""
    document = loaded.documents.get(key)
    written = document.value if document is not None else None
    ignored = written.get("ignore") if isinstance(written, dict) else None
    name = key[1] if key[0] == "sop" else ""
    for rule in inspection.rules.values():
        level = inspection.policy.level(rule, None)
        if level and not (isinstance(ignored, dict) and rule.id in ignored):
            for fault in rule.secrets(loaded.held.get(key, ())):
                yield _finding(loaded, name, rule, level, replace(fault, file=key))


def _in_force(inspection: Inspection, sop: Sop) -> Iterator[tuple[Rule, Level]]:
    for rule in inspection.rules.values():
        if level := inspection.policy.level(rule, sop):
            yield rule, level


def _subject(loaded: Loaded, name: str, inspection: Inspection) -> Subject:
    handbook, document = loaded.handbook, loaded.documents["sop", name]
    assert handbook is not None
    assert isinstance(document.value, dict)
    return Subject(
        handbook,
        name,
        inspection.today,
        written=document.value,
        records=loaded.records.get(name, {}),
        sops=loaded.sops,
        rules=inspection.rules.keys(),
        history=inspection.history,
    )


def _finding(loaded: Loaded, sop: str, rule: Rule, level: Level, fault: Fault) -> Finding:
    """The fault at its place; one in a mapping or list is underlined at its key."""
    key = fault.file or (("sop", sop) if sop else SHARED)
    place, words = fault.place, None
    if place is None:
        document = loaded.documents[key]
        words = excerpt_place(document, fault.path, fault.excerpt) if fault.excerpt else None
        place = words or document.place(fault.path, key=fault.key or is_open(document, fault.path))
    finding = Finding(
        loaded.shown[key],
        place.line,
        place.column,
        rule.id,
        level,
        fault.message,
        fault.hint,
        width=place.width,
        path=fault.path,
        # Words that stand there in another way cannot be replaced where they are.
        fix=None if isinstance(fault.fix, Replace) and words is None else fault.fix,
        sop=sop,
        secret=fault.secret,
    )
    return loaded.veil.finding(finding)
