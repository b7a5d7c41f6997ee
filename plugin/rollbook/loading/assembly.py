"""Assembly: the files' values put together, with every reference between them resolved."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rollbook.loading.files import Key
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


@dataclass(frozen=True)
class Common:
    """What the check of each SOP has to know of the rest: `handbook.yml`, the records, all ids."""

    shared: Part | None
    records: Parts
    known: Known

    @cached_property
    def records_of(self) -> Mapping[str, Mapping[Key, Part]]:
        """SOP → the records that can be read and name it."""
        found: dict[str, dict[Key, Part]] = {}
        for key, part in self.records.items():
            if isinstance(part.value, Record):
                found.setdefault(part.value.sop, {})[key] = part
        return found

    @cached_property
    def sop_of(self) -> Mapping[str, str]:
        """Incident → the SOP that its record names."""
        values = (part.value for part in self.records.values())
        return {value.id: value.sop for value in values if isinstance(value, Incident)}


def common(shared: Part | None, records: Parts, sops: Collection[str]) -> Common:
    """Check what is common to all SOPs; faults are added to the parts."""
    known = _known_to_all(shared, records, sops)
    if shared is not None:
        _add(shared, faults_of_shared(shared.raw, known))
    _check_records(records, known)
    return Common(shared, records, known)


def assemble(sops: Mapping[str, Part], common: Common) -> Handbook | None:
    """Put SOPs and their records together, as far as they are free of errors.

    Faults are added to the parts. There is no handbook without a valid `handbook.yml`.
    """
    shared = common.shared.value if common.shared is not None else None
    for name, part in sops.items():
        if part.document is not None:
            names = known_in_sop(part.raw, common.known)
            _add(part, faults_of_sop(part.raw, names, common.shared and common.shared.raw))
            if isinstance(shared, Shared):
                _check_records_of(name, part, shared, common)
            _check_examples(name, part, common)
    if not isinstance(shared, Shared) or (common.shared and common.shared.findings):
        return None
    values = {
        name: part.value
        for name, part in sorted(sops.items())
        if isinstance(part.value, Sop) and not part.findings
    }
    records = (part for name in values for part in common.records_of.get(name, {}).values())
    clean = [p.value for p in records if isinstance(p.value, Record) and not p.findings]
    return Handbook(shared, values, tuple(sorted(clean, key=_day)))


def _known_to_all(shared: Part | None, records: Parts, sops: Collection[str]) -> Known:
    """What every file can name; without a readable `handbook.yml` nothing is said of its ids."""
    known: dict[Kind, Collection[str]] = {"SOP": sops}
    if all(part.document is not None for part in records.values()):
        known["incident"] = {
            str(part.raw.get("id")) for part in records.values() if isinstance(part.raw, Mapping)
        }
    if shared is not None and shared.document is not None:
        known |= known_in_shared(shared.raw)
    return known


def _day(record: Record) -> datetime.date:
    day = record.started if isinstance(record, Incident) else getattr(record, "date", None)
    return day or datetime.date.min


def _check_records(records: Parts, known: Known) -> None:
    """A record names an SOP that there is, and an incident has one record."""
    seen: dict[str, Part] = {}
    for part in records.values():
        record = part.value
        if not isinstance(record, Record):
            continue
        if record.sop not in known["SOP"]:
            _add(part, [no_such(("sop",), record.sop, known["SOP"], "SOP")])
        if isinstance(record, Incident):
            first = seen.setdefault(record.id.lower(), part)
            if first is not part:
                _add(part, [_told_twice(record, first)])


def _told_twice(record: Incident, first: Part) -> Fault:
    """An incident whose page has the address of another's, on machines that ignore case, too."""
    other = first.value
    assert isinstance(other, Incident)
    if record.id == other.id:
        message, hint = f"incident '{record.id}' has its record in", "keep one of them"
    else:
        message = f"incident '{record.id}' differs only by its case from '{other.id}' in"
        hint = "write both alike, and keep one of them"
    return Fault(("id",), f"{message} {first.file.shown}", hint, rule="duplicate")


def _check_records_of(name: str, part: Part, shared: Shared, common: Common) -> None:
    """The ids in a record are checked only if it is of today's procedure."""
    records = common.records_of.get(name)
    if not records or not isinstance(part.value, Sop) or part.findings:
        return
    digest = procedure_digest(Handbook(shared, {name: part.value}), part.value)
    names = known_in_sop(part.raw, common.known)
    for record in records.values():
        if isinstance(record.value, Record) and record.value.procedure == digest:
            _add(record, faults_of_record(record.raw, names))


def _check_examples(name: str, part: Part, common: Common) -> None:
    """An example's incident is one of the same SOP."""
    for example_id, example in part.value.examples.items() if isinstance(part.value, Sop) else ():
        sop = common.sop_of.get(example.incident or "", name)
        if sop != name:
            message = f"incident '{example.incident}' is one of SOP '{sop}'"
            _add(part, [Fault(("examples", example_id, "incident"), message)])


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
