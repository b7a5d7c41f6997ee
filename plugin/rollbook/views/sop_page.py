"""The page of an SOP: its blocks below their headings."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.views.dossier import Dossier
from rollbook.views.heading import heading

SECTIONS = {
    "triggers": "When to use it",
    "flow": "The flow",
    "timeline": "How long it takes",
    "components": "Components",
    "targets": "Where it goes back to",
    "steps": "Steps",
    "failures": "If it does not work",
    "roles": "Who does what",
    "checks": "How you know that it worked",
    "notices": "Who is told",
    "learned": "What past incidents taught",
    "examples": "Examples",
    "faq": "Questions",
    "sources": "Sources and obligations",
    "history": "History",
}
"""View → the heading that it stands under, in the order of the page."""


def sop_page(dossier: Dossier) -> str:
    """The page as Markdown; a section that would be empty is left out."""
    empty = set(_empty(dossier))
    parts = [heading(dossier.sop.title), block("sop", dossier.id, "header")]
    for view, title in SECTIONS.items():
        if view not in empty:
            parts += [heading(title, 2), block("sop", dossier.id, view)]
    return "\n\n".join(parts) + "\n"


def block(name: str, argument: str, view: str, **options: str) -> str:
    """A block as an author would write it."""
    lines = [f"    {key}: {value}" for key, value in {"view": view, **options}.items()]
    head = f"/// {name} | {argument}" if argument else f"/// {name}"
    return "\n".join([head, *lines, "///"])


def _empty(dossier: Dossier) -> Iterator[str]:
    sop = dossier.sop
    incidents = dossier.handbook.incidents(dossier.id)
    said = {
        "timeline": dossier.schedule,
        "notices": sop.notices
        or sop.escalation
        or any(step.VERB == "notify" for step in sop.all_steps.values()),
        "learned": any(incident.lessons for incident in incidents),
        "examples": sop.examples,
        "faq": sop.faq,
        "sources": sop.sources.model_fields_set or sop.satisfies or sop.review or sop.drill,
        "history": dossier.changed or dossier.handbook.records_of(dossier.id),
    }
    return (view for view, there in said.items() if not there)
