"""First drafts: an SOP to fill in, and a handbook to start from."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from rollbook.model.value import ID_FORM, RESERVED, no_address

TEMPLATES = ("model", "bias", "data-pipeline", "infrastructure", "prompt")
"""What a draft can be for."""

Files = Mapping[str, str]
"""Texts by the paths that they belong at."""

_DRAFTS = Path(__file__).parent.parent / "assets" / "drafts"
_ROLES = ("owner", "initiator", "approver", "executor", "verifier")
_GAP = re.compile(r"\[\[([a-z-]+)\]\]")


def draft(
    template: str, sop: str, teams: Sequence[str], taken: Collection[str], today: datetime.date
) -> Files:
    """A draft that is valid in a handbook with these teams; what is to be filled in says TODO.

    `taken` are the ids of components and metrics that the handbook has already; the draft's own get
    other ones. Raises ValueError, with what to do, for an id that cannot be one.
    """
    if not re.fullmatch(ID_FORM, sop):
        raise ValueError(
            f"'{sop}' cannot be an id: write small letters, digits and '-', a letter first, "
            "as in 'home-feed-ranking'"
        )
    if sop == "handbook":
        raise ValueError("'handbook' cannot be an id: 'handbook.yml' holds what SOPs share")
    if sop in RESERVED:
        raise ValueError(f"'{sop}' cannot be an id: it means something in a step; choose another")
    if why := no_address(sop):
        raise ValueError(f"'{sop}' cannot be an id: it {why}; choose another")
    known = {"id": sop, "today": today.isoformat()}
    known |= {role: teams[place % len(teams)] for place, role in enumerate(_ROLES)}
    return {f"{sop}.yml": _filled(f"{template}.yml", known, taken)}


def starter(today: datetime.date) -> tuple[Files, Files]:
    """A handbook with one whole example: the files of its folder of SOPs, and those of the site."""
    known = {"today": today.isoformat()}
    sops = {"handbook.yml": "handbook.yml", "search-ranking.yml": "example.yml"}
    site = {"mkdocs.yml": "mkdocs.yml", "docs/about.md": "about.md", ".gitignore": "gitignore"}
    return (
        {path: _filled(name, known, ()) for path, name in sops.items()},
        {path: _filled(name, known, ()) for path, name in site.items()},
    )


def _filled(name: str, known: Mapping[str, str], taken: Collection[str]) -> str:
    def value(gap: re.Match[str]) -> str:
        return known.get(gap[1]) or _free(gap[1], taken)

    return _GAP.sub(value, (_DRAFTS / name).read_text("utf-8"))


def _free(name: str, taken: Collection[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
