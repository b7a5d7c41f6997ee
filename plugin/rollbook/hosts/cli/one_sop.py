"""The SOP that a command is about, by its id or by its file."""

from __future__ import annotations

from pathlib import Path

from rollbook.hosts.cli.sop_folders import sop_folders
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.folder import Loaded, load
from rollbook.loading.suggest import did_you_mean
from rollbook.model.handbook import Handbook

_ENDINGS = (".yml", ".yaml")


def one_sop(named: str) -> tuple[Loaded, Handbook, str]:
    """What was read, the handbook, and the id of the SOP; it has no faults."""
    file = Path(named)
    is_file = file.suffix.lower() in _ENDINGS
    if is_file and not file.is_file():
        raise Unable(f"there is no file '{named}'")
    loaded = load([file.parent] if is_file else sop_folders(), Path())
    sop_id = file.stem if is_file else named
    handbook = loaded.handbook
    if handbook is not None and sop_id in handbook.sops:
        return loaded, handbook, sop_id
    faulty = loaded.shown.get(("sop", sop_id)) or (handbook is None and "handbook.yml")
    if faulty:
        raise Unable(f"{faulty} has faults: 'rollbook check' names them")
    known = sorted(name for kind, name in loaded.shown if kind == "sop")
    near = did_you_mean(sop_id, known)
    hint = f"did you mean '{near}'?" if near else f"there is {', '.join(known) or 'none yet'}"
    raise Unable(loaded.veil.text(f"there is no SOP '{sop_id}': {hint}"))
