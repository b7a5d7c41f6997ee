"""Pairs of editions: the handbook of the rules' tests, and what is laid over it on each side."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

from rollbook.loading.folder import Loaded, load
from rollbook.model.digest import procedure_digest
from rollbook.review.change import Review
from rollbook.review.comparing import compare_folders
from tests.loading.test_any_input import data_of
from tests.rules.laying import BASE, FILES, merged

TODAY = datetime.date(2026, 11, 20)
Data = dict[str, Any]
NOW = "now"
"""In a record: the digest of the procedure as it is on that side."""


def reviewed(pair: Data, folder: Path) -> Review:
    """What lies between the two sides of a pair.

    `both` is laid over the SOP on both sides and `after` on the new one; `rename` gives ids another
    name, and `move` puts a step behind another one. `handbook` is laid over the new `handbook.yml`,
    and `records` and `records_before` are written, or taken away. With `reorder` the fields come in
    another order.
    """
    before, after = sides(pair, folder)
    return compare_folders([before], [after], TODAY, folder)[0]


def sides(pair: Data, folder: Path) -> tuple[Path, Path]:
    """Write both sides of a pair."""
    base = merged(_read(FILES["sop"]), pair.get("both", {}))
    old_book = merged(_read("handbook.yml"), pair.get("handbook_before", {}))
    before = _written(folder / "before", {"ranker": base}, old_book, pair.get("records_before", {}))
    new = merged(base, pair.get("after", {}))
    for old, name in pair.get("rename", {}).items():
        new = _renamed(new, old, name)
    for step, behind in pair.get("move", {}).items():
        new = _moved(new, step, behind)
    if pair.get("reorder"):
        new = _reordered(new)
    sops = {} if pair.get("gone") else {pair.get("file", "ranker"): new}
    for name, part in pair.get("more", {}).items():
        sops[name] = merged(base, part)
    book = merged(old_book, pair.get("handbook", {}))
    after = _written(folder / "after", sops, book, pair.get("records", {}))
    for name in pair.get("records_before", {}).keys() - pair.get("records", {}).keys():
        file = f"records/{name}.yml"
        (after / file).write_bytes((before / file).read_bytes())
    return before, after


def _written(folder: Path, sops: Data, handbook: Data, records: Data) -> Path:
    (folder / "records").mkdir(parents=True)
    for name, value in {"handbook": handbook, **sops}.items():
        save(folder / f"{name}.yml", value)
    incident = _read(FILES["incident"])
    if "ranker" in sops:
        save(folder / "records/INC-1.yml", incident)
    for name, record in records.items():
        path = folder / "records" / f"{name}.yml"
        if record is None:
            path.unlink(missing_ok=True)
            continue
        value = merged(incident if name == "INC-1" else {"sop": "ranker"}, record)
        if value.get("procedure") == NOW:
            value["procedure"] = digest_of(load([folder], folder), value["sop"])
        save(path, value)
    return folder


def digest_of(loaded: Loaded, sop: str) -> str:
    """The digest of a procedure."""
    assert loaded.handbook is not None, loaded.findings
    return procedure_digest(loaded.handbook, loaded.handbook.sops[sop])


def save(path: Path, value: Any) -> None:
    """Write a value as people write YAML."""
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), "utf-8")


def _read(name: str) -> Data:
    value: Data = data_of((BASE / name).read_text("utf-8"))
    return value


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {new if key == old else key: _renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, old, new) for item in value]
    if isinstance(value, str):
        return new if value == old else value.replace(f".{old}}}", f".{new}}}")
    return value


def _reordered(sop: Data) -> Data:
    """The other way round, where that says the same."""
    return {
        key: dict(reversed(value.items())) if key in ("roles", "triggers", "checks") else value
        for key, value in reversed(sop.items())
    }


def _moved(sop: Data, step: str, behind: str) -> Data:
    steps = {name: entry for name, entry in sop["steps"].items() if name != step}
    placed: Data = {}
    for name, entry in steps.items():
        placed[name] = entry
        if name == behind:
            placed[step] = sop["steps"][step]
    return {**sop, "steps": placed}
