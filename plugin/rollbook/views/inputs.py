"""Inputs: what the person looks up first."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.addresses import anchor
from rollbook.views.dossier import Dossier
from rollbook.views.prose import command, filled_inline


@dataclass(frozen=True, slots=True)
class Asked:
    """An input as it is shown; `slot` is how commands name it."""

    anchor: str
    slot: str
    ask: Markup
    find: Markup | None
    example: str | None
    pattern: str | None


def asked(dossier: Dossier) -> list[Asked]:
    """Every input of the SOP, in the order of the file."""
    return [
        Asked(
            anchor("input", name),
            f"${{inputs.{name}}}",
            filled_inline(entry.ask, dossier.fill),
            command(entry.find, dossier.fill) if entry.find else None,
            entry.example,
            entry.pattern,
        )
        for name, entry in dossier.sop.inputs.items()
    ]
