"""The pages of the handbook, and their place in the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import escape

from rollbook.views import addresses
from rollbook.views.dossier import Dossier
from rollbook.views.heading import heading
from rollbook.views.library import Library
from rollbook.views.navigation import Nav
from rollbook.views.sop_page import block, sop_page
from rollbook.views.words import title_case

MOST_SIDE_BY_SIDE = 20
"""More examples or incidents than that stand by system: every page lists what is beside it."""

MOST_LISTED = 200
"""More examples or incidents than that are reached from their overviews alone: every page of a
site names every listed one, so that twice as many would take four times as long and as much."""

SourceKey = tuple[str, str]
"""What a page is made from: ("sop", id), ("incident", id) or ("shared", "")."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as Markdown.

    `path` is where its source would stand in the docs. `section` are the titles above it in the
    navigation; a page whose path ends in `index.md` heads its section. One that is not `listed` is
    reached from other pages alone.
    """

    path: str
    title: str
    markdown: str
    section: tuple[str, ...] = ()
    source: SourceKey | None = None
    listed: bool = True


def pages(library: Library) -> list[Page]:
    """Every page, in the order of the navigation."""
    return [
        _index(addresses.HOME, "What is wrong?", "home"),
        _index(addresses.SOPS, "SOPs", "systems", "SOPs"),
        *_sops(library),
        _index(addresses.ROLES, "Roles", "roles", "Roles"),
        *_teams(library),
        _index(addresses.EXAMPLES, "Examples", "examples", "Examples"),
        *_examples(library),
        _index(addresses.FAQ, "FAQ", "faq"),
        _index(addresses.INCIDENTS, "Incidents", "incidents", "Incidents"),
        *_incidents(library),
        _index(addresses.PRACTICE, "Practice", "practice"),
        *_practice(library),
        _index(addresses.HEALTH, "Health", "health"),
        *_changes(library),
    ]


def navigation_of(made: list[Page]) -> Nav:
    """The pages as MkDocs' `nav:`; a section stands where its first page does.

    Titles are markup: themes put them into pages as they are.
    """
    root: Nav = []
    for page in filter(lambda page: page.listed, made):
        level = root
        for title in page.section:
            level = _section(level, escape(title))
        head = bool(page.section) and page.path.endswith("index.md")
        level.append(page.path if head else {escape(page.title): page.path})
    return root


def _section(level: Nav, title: str) -> Nav:
    for item in level:
        if isinstance(item, dict) and isinstance(item.get(title), list):
            found: Nav = item[title]
            return found
    made: Nav = []
    level.append({title: made})
    return made


def _index(path: str, title: str, view: str, *section: str) -> Page:
    markdown = f"{heading(title)}\n\n{block('handbook', '', view)}\n"
    return Page(path, title, markdown, section, ("shared", ""))


def _sops(library: Library) -> Iterator[Page]:
    for retired in (False, True):
        for system, dossiers in library.systems.items():
            for dossier in dossiers:
                if (dossier.sop.status == "retired") == retired:
                    group = "Retired" if retired else title_case(system)
                    yield Page(
                        addresses.sop_page(dossier.id),
                        dossier.sop.title,
                        sop_page(dossier),
                        ("SOPs", group),
                        ("sop", dossier.id),
                    )
                    if not retired:
                        yield _run(dossier)


def _run(dossier: Dossier) -> Page:
    title = f"Act now: {dossier.sop.title}"
    body = f"{heading(title)}\n\n{block('sop', dossier.id, 'run')}\n"
    path = addresses.run_page(dossier.id)
    return Page(path, title, body, source=("sop", dossier.id), listed=False)


def _teams(library: Library) -> Iterator[Page]:
    for name, team in library.handbook.shared.teams.items():
        body = f"{heading(team.name)}\n\n{block('handbook', '', 'team', team=name)}\n"
        yield Page(addresses.team_page(name), team.name, body, ("Roles",), ("shared", ""))


def _examples(library: Library) -> Iterator[Page]:
    dossiers = [dossier for system in library.systems.values() for dossier in system]
    count = sum(len(dossier.sop.examples) for dossier in dossiers)
    for dossier in dossiers:
        for name, example in dossier.sop.examples.items():
            body = block("sop", dossier.id, "example", example=name)
            yield Page(
                addresses.example_page(dossier.id, name),
                example.title,
                f"{heading(example.title)}\n\n{body}\n",
                _section_of("Examples", dossier, count),
                ("sop", dossier.id),
                listed=count <= MOST_LISTED,
            )


def _incidents(library: Library) -> Iterator[Page]:
    incidents = library.handbook.incidents()
    count = len(incidents)
    for incident in incidents:
        body = block("handbook", "", "incident", incident=incident.id)
        yield Page(
            addresses.incident_page(incident.id),
            incident.id,
            f"{heading(incident.id)}\n\n{body}\n",
            _section_of("Incidents", library.dossiers[incident.sop], count),
            ("incident", incident.id),
            listed=count <= MOST_LISTED,
        )


def _practice(library: Library) -> Iterator[Page]:
    """A quiz for each SOP in use, and a tabletop for each of its examples.

    Its title says nothing of what an example was: the table has to find out.
    """
    for dossier in library.in_use():
        source = ("sop", dossier.id)
        title = f"Quiz: {dossier.sop.title}"
        body = f"{heading(title)}\n\n{block('sop', dossier.id, 'quiz')}\n"
        yield Page(addresses.quiz_page(dossier.id), title, body, (), source, listed=False)
        for name, example in dossier.sop.examples.items():
            path = addresses.tabletop_page(dossier.id, name)
            title = f"Tabletop: {title_case(example.trigger)}"
            body = f"{heading(title)}\n\n{block('sop', dossier.id, 'tabletop', example=name)}\n"
            yield Page(path, title, body, (), source, listed=False)


def _changes(library: Library) -> Iterator[Page]:
    if library.changes is not None:
        yield _index(addresses.CHANGES, "Changes", "changes")


def _section_of(title: str, dossier: Dossier, count: int) -> tuple[str, ...]:
    many = count > MOST_SIDE_BY_SIDE
    return (title, title_case(dossier.sop.system)) if many else (title,)
