"""A newcomer's path: what to read, to practise and to be asked, for each role of a team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.views.addresses import link, quiz_page, sop_page, tabletop_page
from rollbook.views.changes.github_text import prose, sentence
from rollbook.views.changes.telling import Piece
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.practice.lengths import reading, said
from rollbook.views.practice.scenes import minutes
from rollbook.views.told import example_told

FIRST = 5
"""SOPs that a newcomer learns in the first week, the gravest first; the others come later."""

_UNKNOWN_SEVERITY = 9


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: words before and behind what it is about, and a link to that."""

    before: str
    about: str
    href: str
    behind: str
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Path:
    """What someone does in the first week in a role; `more` SOPs come later.

    `markdown` is the same as a checklist for an issue, without links: where the pages are, only the
    browser knows.
    """

    role: str
    title: str
    tasks: tuple[Task, ...]
    takes: str
    more: int
    markdown: str


def paths(library: Library, team: str) -> tuple[list[Path], str]:
    """A path for each role that the team plays, and how long all of them take."""
    played: dict[str, list[tuple[Dossier, bool]]] = {}
    for dossier in library.in_use():
        for name, role in dossier.sop.roles.items():
            if team in (role.who, role.deputy):
                played.setdefault(name, []).append((dossier, role.who != team))
    found = [_path(library, team, role, sops) for role, sops in played.items()]
    tasks = {task for path in found for task in path.tasks}
    return found, said(sum(task.minutes for task in tasks))


def _path(library: Library, team: str, role: str, sops: list[tuple[Dossier, bool]]) -> Path:
    first = sorted(sops, key=lambda entry: (entry[1], _gravity(entry[0]), entry[0].id))[:FIRST]
    tasks = (
        *dict.fromkeys(task for dossier, _ in first for task in _access(dossier, role)),
        *(task for dossier, deputy in first for task in _learning(library, dossier, deputy)),
    )
    name = library.handbook.shared.teams[team].name
    title = f"First week as {role.replace('-', ' ')}, {name}"
    return Path(
        role.replace("-", " "),
        title,
        tasks,
        said(sum(task.minutes for task in tasks)),
        len(sops) - len(first),
        "\n".join([f"### {prose(title)}", "", *map(_checked, tasks), ""]),
    )


def _checked(task: Task) -> str:
    parts = (Piece(text, False) for text in (task.before, task.about, task.behind))
    return f"- [ ] {sentence(list(parts)).strip()}"


def _gravity(dossier: Dossier) -> int:
    return min(t.severity or _UNKNOWN_SEVERITY for t in dossier.sop.triggers.values())


def _access(dossier: Dossier, role: str) -> Iterator[Task]:
    for right in dossier.sop.roles[role].needs:
        yield Task(f"Get and try: {right}, for ", dossier.sop.title, link(sop_page(dossier.id)), "")


def _learning(library: Library, dossier: Dossier, deputy: bool) -> Iterator[Task]:
    """Read it, talk its cases through, and be asked about it."""
    title = dossier.sop.title
    part = ", as a deputy" if deputy else ""
    long = reading(dossier)
    yield Task("Read ", title, link(sop_page(dossier.id)), f"{part} ({said(long)})", long)
    for name, example in dossier.sop.examples.items():
        long = minutes(example_told(dossier, name))
        href = link(tabletop_page(dossier.id, name))
        yield Task("Talk through ", example.title, href, f" ({said(long)})", long)
    if asked := len(library.quizzes[dossier.id]):
        href = link(quiz_page(dossier.id))
        yield Task("Answer the quiz of ", title, href, f" ({said(asked)})", asked)
