"""`llms.txt` of a handbook: every SOP with its data, who does what, and what has happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rollbook.views import addresses
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.llms import Entry, llms_text
from rollbook.views.prose import inline

Address = Callable[[str], str]
"""The address of a page or file, as `llms.txt` writes it."""

_MOST = 240
"""Characters of what is said of a page."""


def site_llms(library: Library, address: Address) -> str:
    """The whole file."""
    edition = f" This is edition {library.edition}." if library.edition else ""
    summary = f"What to do when an AI system has to be rolled back.{edition}"
    sections = {
        "SOPs": [_sop(dossier, address) for dossier in library.dossiers.values()],
        "Roles": list(_roles(library, address)),
        "Examples": list(_examples(library, address)),
        "Incidents": list(_incidents(library, address)),
        "Questions": list(_questions(library, address)),
    }
    return llms_text(library.handbook.shared.title, summary, sections)


def _sop(dossier: Dossier, address: Address) -> Entry:
    sop = dossier.sop
    says = f"{_short(sop.covers)} ({sop.status}, version {sop.version})"
    data = address(addresses.sop_json(dossier.id))
    return Entry(sop.title, address(addresses.sop_page(dossier.id)), says, data)


def _roles(library: Library, address: Address) -> Iterator[Entry]:
    for name, team in library.handbook.shared.teams.items():
        yield Entry(team.name, address(addresses.team_page(name)), "What is theirs to do.")


def _examples(library: Library, address: Address) -> Iterator[Entry]:
    for dossier in library.dossiers.values():
        for name, example in dossier.sop.examples.items():
            page = addresses.example_page(dossier.id, name)
            yield Entry(example.title, address(page), dossier.sop.title)


def _incidents(library: Library, address: Address) -> Iterator[Entry]:
    for incident in library.handbook.incidents():
        title = library.dossiers[incident.sop].sop.title
        yield Entry(incident.id, address(addresses.incident_page(incident.id)), title)


def _questions(library: Library, address: Address) -> Iterator[Entry]:
    if any(dossier.sop.faq for dossier in library.dossiers.values()):
        yield Entry("FAQ", address(addresses.FAQ), "What people ask, with the answers.")


def _short(prose: str) -> str:
    words = " ".join(inline(prose).striptags().split())
    return words if len(words) <= _MOST else f"{words[: _MOST - 1].rstrip()}…"
