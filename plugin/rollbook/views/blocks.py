"""Blocks by their names, as authors write them; what is mistaken is said in the block's place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup

from rollbook.loading.suggest import did_you_mean
from rollbook.views import case
from rollbook.views.handbook import HANDBOOK_BLOCKS
from rollbook.views.handbook.team import team
from rollbook.views.handbook.triggers import triggers
from rollbook.views.library import Library
from rollbook.views.practice.quiz import quiz
from rollbook.views.practice.tabletop import tabletop
from rollbook.views.rendering import render
from rollbook.views.sop import SOP_BLOCKS

Options = Mapping[str, str]


def sop_block(library: Library, sop: str, view: str, options: Options) -> Markup:
    """A part of an SOP, or the words that say which name is mistaken."""
    dossier = library.dossiers.get(sop)
    if dossier is None:
        return _unknown("SOP", sop, library.dossiers)
    if view in ("example", "tabletop"):
        name = options.get("example", "")
        if name not in dossier.sop.examples:
            return _unknown("example", name, dossier.sop.examples)
        return (tabletop if view == "tabletop" else case.example)(dossier, name)
    if view == "quiz":
        return quiz(dossier, library.quizzes[sop])
    if view not in SOP_BLOCKS:
        return _unknown("view", view, (*SOP_BLOCKS, "example", "quiz", "tabletop"))
    return SOP_BLOCKS[view](dossier)


def handbook_block(library: Library, view: str, options: Options) -> Markup:
    """A part of the handbook, or the words that say which name is mistaken."""
    if view == "team":
        name = options.get("team", "")
        teams = library.handbook.shared.teams
        return team(library, name) if name in teams else _unknown("team", name, teams)
    if view == "incident":
        name = options.get("incident", "")
        record = library.handbook.incident(name)
        if record is None:
            known = [incident.id for incident in library.handbook.incidents()]
            return _unknown("incident", name, known)
        return case.incident(library.dossiers[record.sop], record)
    if view == "triggers":
        system = options.get("system", "")
        if system and system not in library.systems:
            return _unknown("system", system, library.systems)
        return triggers(library, system or None)
    if view not in HANDBOOK_BLOCKS:
        return _unknown("view", view, (*HANDBOOK_BLOCKS, "team", "incident", "triggers"))
    return HANDBOOK_BLOCKS[view](library)


def _unknown(kind: str, name: str, known: Collection[str]) -> Markup:
    near = did_you_mean(name, known)
    hint = f"did you mean '{near}'?" if near else f"there is {', '.join(sorted(known)[:15])}"
    return render("problem", words=f"there is no {kind} '{name}': {hint}")
