"""Assembly: the files' values put together, with every reference between them resolved."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from rollbook.loading.files import SHARED, Key
from rollbook.loading.finding import Finding
from rollbook.loading.reading import Part
from rollbook.loading.references import (
    Fault,
    faults_of_record,
    faults_of_shared,
    faults_of_sop,
    unknown,
)
from rollbook.model.digest import procedure_digest
from rollbook.model.handbook import Handbook
from rollbook.model.records import Incident, Record
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop

Parts = Mapping[Key, Part]


def assemble(parts: Parts) -> Handbook | None:
    """Put the handbook together from what is free of errors; faults go to their parts."""
    shared = parts[SHARED].value if SHARED in parts else None
    if not isinstance(shared, Shared):
        return None
    _add(parts[SHARED], faults_of_shared(shared))
    draft = Handbook(
        shared, {k[1]: p.value for k, p in sorted(parts.items()) if isinstance(p.value, Sop)}
    )
    for name, sop in draft.sops.items():
        _add(parts["sop", name], faults_of_sop(draft, sop))
    draft = Handbook(shared, _sound(parts, draft.sops))
    _check_records(parts, draft)
    _check_examples(parts, draft.sops)
    sops = _sound(parts, draft.sops)
    records = [
        part.value
        for part in parts.values()
        if isinstance(part.value, Record) and not part.findings and part.value.sop in sops
    ]
    return Handbook(shared, sops, tuple(sorted(records, key=_day)))


def _sound(parts: Parts, sops: Mapping[str, Sop]) -> dict[str, Sop]:
    return {name: sop for name, sop in sops.items() if not parts["sop", name].findings}


def _day(record: Record) -> datetime.date:
    day = record.started if isinstance(record, Incident) else getattr(record, "date", None)
    return day or datetime.date.min


def _check_records(parts: Parts, handbook: Handbook) -> None:
    """A record names an SOP that there is; what else it names, only if it is of today's procedure."""
    known = [name for kind, name in parts if kind == "sop"]
    digests = {name: procedure_digest(handbook, sop) for name, sop in handbook.sops.items()}
    seen: dict[str, Part] = {}
    for part in parts.values():
        record = part.value
        if not isinstance(record, Record):
            continue
        if record.sop not in known:
            _add(part, [unknown(("sop",), record.sop, known, "SOP")])
        sop = handbook.sops.get(record.sop)
        digest = digests.get(record.sop, "")
        _add(part, faults_of_record(record, sop, digest, handbook.shared.teams))
        if isinstance(record, Incident):
            if (other := seen.setdefault(record.id, part)) is not part:
                message = f"incident '{record.id}' has its record in {other.file.shown}"
                _add(part, [Fault(("id",), message, rule="duplicate")])


def _check_examples(parts: Parts, sops: Mapping[str, Sop]) -> None:
    """An example's incident is on record and speaks of the same SOP."""
    records = [p.value for p in parts.values() if isinstance(p.value, Incident)]
    incidents = {record.id: record for record in records}
    for name, sop in sops.items():
        for example_id, example in sop.examples.items():
            path = ("examples", example_id, "incident")
            if example.incident is None:
                continue
            record = incidents.get(example.incident)
            if record is None:
                kind = "record of incident"
                _add(parts["sop", name], [unknown(path, example.incident, incidents, kind)])
            elif record.sop != name:
                message = f"incident '{record.id}' is one of SOP '{record.sop}'"
                _add(parts["sop", name], [Fault(path, message)])


def _add(part: Part, faults: Iterable[Fault]) -> None:
    """Report faults at their places in the part's file."""
    for fault in faults:
        if part.document is not None:
            place = part.document.place(fault.path, key=fault.key)
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
