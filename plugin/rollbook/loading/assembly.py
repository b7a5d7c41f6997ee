"""Assembly: the files' values put together, with every reference between them resolved."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping

from rollbook.loading.files import SHARED, Key
from rollbook.loading.finding import Finding
from rollbook.loading.names import Kind, Known
from rollbook.loading.reading import Part
from rollbook.loading.references import (
    Fault,
    faults_of_record,
    faults_of_shared,
    faults_of_sop,
    known_in_shared,
    known_in_sop,
    no_such,
)
from rollbook.model.digest import procedure_digest
from rollbook.model.handbook import Handbook
from rollbook.model.records import Incident, Record
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop

Parts = Mapping[Key, Part]


def assemble(parts: Parts) -> Handbook | None:
    """Put the handbook together from what is free of errors; faults are added to their parts."""
    known = _known_to_all(parts)
    if SHARED in parts:
        _add(parts[SHARED], faults_of_shared(parts[SHARED].raw, known))
    shared_raw = parts[SHARED].raw if SHARED in parts else None
    for key, part in parts.items():
        if key[0] == "sop" and part.document is not None:
            names = known_in_sop(part.raw, known)
            _add(part, faults_of_sop(part.raw, names, shared_raw))
    shared = parts[SHARED].value if SHARED in parts else None
    handbook = Handbook(shared, _sops(parts)) if isinstance(shared, Shared) else None
    _check_records(parts, known, handbook)
    _check_examples(parts)
    if handbook is None or not isinstance(shared, Shared):
        return None
    sops = _sops(parts)
    records = [
        part.value
        for part in parts.values()
        if isinstance(part.value, Record) and not part.findings and part.value.sop in sops
    ]
    return Handbook(shared, sops, tuple(sorted(records, key=_day)))


def _known_to_all(parts: Parts) -> Known:
    """What every file can name; without a readable `handbook.yml` nothing is said of its ids."""
    known: dict[Kind, Collection[str]] = {"SOP": [name for kind, name in parts if kind == "sop"]}
    records = [part for key, part in parts.items() if key[0] == "record"]
    if all(part.document is not None for part in records):
        known["incident"] = {
            str(part.raw.get("id")) for part in records if isinstance(part.raw, Mapping)
        }
    if SHARED in parts and parts[SHARED].document is not None:
        known |= known_in_shared(parts[SHARED].raw)
    return known


def _sops(parts: Parts) -> dict[str, Sop]:
    return {
        key[1]: part.value
        for key, part in sorted(parts.items())
        if isinstance(part.value, Sop) and not part.findings
    }


def _day(record: Record) -> datetime.date:
    day = record.started if isinstance(record, Incident) else getattr(record, "date", None)
    return day or datetime.date.min


def _check_records(parts: Parts, known: Known, handbook: Handbook | None) -> None:
    """A record names an SOP that there is; more is checked only if it is of today's procedure."""
    sops = handbook.sops if handbook else {}
    digests = {name: procedure_digest(handbook, sop) for name, sop in sops.items() if handbook}
    seen: dict[str, Part] = {}
    for part in parts.values():
        record = part.value
        if not isinstance(record, Record):
            continue
        if record.sop not in known["SOP"]:
            _add(part, [no_such(("sop",), record.sop, known["SOP"], "SOP")])
        if record.procedure == digests.get(record.sop):
            names = known_in_sop(parts["sop", record.sop].raw, known)
            _add(part, faults_of_record(part.raw, names))
        if isinstance(record, Incident) and (first := seen.setdefault(record.id, part)) is not part:
            message = f"incident '{record.id}' has its record in {first.file.shown}"
            _add(part, [Fault(("id",), message, "keep one of them", rule="duplicate")])


def _check_examples(parts: Parts) -> None:
    """An example's incident is one of the same SOP."""
    records = [part.value for part in parts.values() if isinstance(part.value, Incident)]
    sop_of = {record.id: record.sop for record in records}
    for key, part in parts.items():
        examples = part.value.examples if isinstance(part.value, Sop) else {}
        for name, example in examples.items():
            sop = sop_of.get(example.incident or "", key[1])
            if sop != key[1]:
                message = f"incident '{example.incident}' is one of SOP '{sop}'"
                _add(part, [Fault(("examples", name, "incident"), message)])


def _add(part: Part, faults: Iterable[Fault]) -> None:
    """Report faults at their places in the part's file."""
    document = part.document
    if document is None:
        return
    for fault in faults:
        place = document.place(fault.path, key=fault.key)
        part.findings.append(
            Finding(
                part.file.shown,
                place.line,
                place.column,
                fault.rule,
                "error",
                fault.message,
                fault.hint,
                width=place.width,
            )
        )
