"""Finding: every rule run over what was loaded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rollbook.loading.excerpt import excerpt_place, is_open
from rollbook.loading.files import SHARED
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
    found, outlines = findings_by_sop(loaded, inspection)
    return tuple(sorted((*found, *findings_across(loaded, outlines, inspection))))


def findings_by_sop(loaded: Loaded, inspection: Inspection) -> tuple[list[Finding], list[Outline]]:
    """What the rules find in each SOP, and the outlines that the rules across them ask for."""
    handbook = loaded.handbook
    if handbook is None:
        return [], []
    found = [finding for sop in handbook.sops for finding in _in_sop(loaded, sop, inspection)]
    return found, [outline(name, sop) for name, sop in handbook.sops.items()]


def findings_across(
    loaded: Loaded, outlines: list[Outline], inspection: Inspection
) -> list[Finding]:
    """What the rules find in all SOPs together."""
    if loaded.handbook is None:
        return []
    complete = len(outlines) == len(loaded.sops)
    overview = Overview(loaded.handbook.shared, tuple(outlines), complete)
    found = []
    for rule in inspection.rules.values():
        if level := inspection.policy.level(rule, None):
            faults = rule.across(overview)
            found += [_finding(loaded, "", rule, level, fault) for fault in faults]
    return found


def _in_sop(loaded: Loaded, name: str, inspection: Inspection) -> Iterator[Finding]:
    """Nobody acts on a retired SOP: nothing is said of it."""
    subject = _subject(loaded, name, inspection)
    if subject.sop.status == "retired":
        return
    in_force = list(_in_force(inspection, subject.sop))
    broken = set(inspection.rules) - {rule.id for rule, _ in in_force}
    for rule, level in in_force:
        for fault in rule.check(subject):
            broken.add(rule.id)
            if rule.id not in subject.sop.ignore:
                yield _finding(loaded, name, rule, level, fault)
    if subject.sop.ignore:
        subject = replace(subject, broken=frozenset(broken))
        for rule, level in in_force:
            for fault in rule.afterwards(subject):
                yield _finding(loaded, name, rule, level, fault)


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
    document = loaded.documents[key]
    words = excerpt_place(document, fault.path, fault.excerpt) if fault.excerpt else None
    place = words or document.place(fault.path, key=fault.key or is_open(document, fault.path))
    return Finding(
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
