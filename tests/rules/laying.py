"""A small handbook that breaks no rule, with a part of a file laid over it."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from rollbook.loading.finding import Finding
from rollbook.loading.folder import Loaded, load
from rollbook.loading.history import History
from rollbook.model.digest import procedure_digest
from rollbook.rules.catalogue import all_rules
from rollbook.rules.finding import Inspection, findings
from rollbook.rules.policy import Policy
from rollbook.rules.rule import Place
from tests.loading.test_any_input import data_of

BASE = Path(__file__).parent / "base" / "sops"
TODAY = datetime.date(2026, 11, 20)
FILES: Mapping[Place, str] = {
    "sop": "ranker.yml",
    "handbook": "handbook.yml",
    "incident": "records/INC-1.yml",
    "approval": "records/approval-ranker.yml",
    "review": "records/review-ranker.yml",
    "drill": "records/drill-ranker.yml",
}
CHANGED = {"serving/ranker.py": "2026-11-15", "docs/old.md": "2026-10-01"}
"""The files that git has seen change, and the day of the commit."""


def merged(base: Any, part: Any) -> Any:
    """The base with a part laid over it; in a mapping, what is empty takes the entry away."""
    if isinstance(base, dict) and isinstance(part, dict):
        laid = {**base, **{key: merged(base.get(key), value) for key, value in part.items()}}
        return {key: value for key, value in laid.items() if value is not None}
    return part


def laid(folder: Path, part: str = "", place: Place = "sop", others: str = "") -> Path:
    """Write the handbook with a part of one file laid over it, and `others` over its SOP.

    The approval, the review and the drill are of the procedure as it then is, but for the one over
    which the part is laid.
    """
    sops = folder / "sops"
    (sops / "records").mkdir(parents=True)
    for kind, name in FILES.items():
        value = data_of((BASE / name).read_text("utf-8"))
        if kind == "sop":
            value = merged(value, data_of(others) or {})
        if kind == place:
            value = merged(value, data_of(part) or {})
        _save(sops / name, value)
    _of_today(sops, place)
    return sops


def found(folder: Path, part: str = "", place: Place = "sop", others: str = "") -> list[Finding]:
    """What the rules find in the handbook with a part laid over it."""
    return findings_in(laid(folder, part, place, others), git="watch" in part + others)


def findings_in(sops: Path, policy: Policy | None = None, *, git: bool = False) -> list[Finding]:
    """What the rules find in a folder of SOPs, on the day `TODAY`; with `git`, `CHANGED` too."""
    if git:
        _commit(sops.parent)
    loaded = read(sops)
    history = History(sops, TODAY)
    return list(findings(loaded, Inspection(all_rules(), policy or Policy(), TODAY, history)))


def read(sops: Path) -> Loaded:
    """The folder, which has to be free of errors."""
    loaded = load([sops], sops.parent)
    assert loaded.findings == ()
    return loaded


def _of_today(sops: Path, place: Place) -> None:
    loaded = load([sops], sops.parent)
    assert loaded.findings == (), loaded.findings
    assert loaded.handbook is not None
    digest = procedure_digest(loaded.handbook, loaded.handbook.sops["ranker"])
    for kind in ("approval", "review", "drill"):
        if kind != place:
            path = sops / FILES[kind]
            _save(path, data_of(path.read_text("utf-8")) | {"procedure": digest})


def _save(path: Path, value: Any) -> None:
    path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True), "utf-8")


def _commit(folder: Path) -> None:
    """Make the folder a git repository in which some files were changed on known days."""
    if (folder / ".git").exists():
        return
    git = ("git", "-C", str(folder), "-c", "user.name=Ada", "-c", "user.email=ada@acme.example")
    subprocess.run([*git, "init", "--quiet"], check=True)
    for name, day in CHANGED.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(day, "utf-8")
        subprocess.run([*git, "add", name], check=True)
        date = f"{day}T12:00:00+00:00"
        subprocess.run(
            [*git, "commit", "--quiet", "--message", name],
            check=True,
            env={"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "PATH": "/usr/bin:/bin"},
        )
