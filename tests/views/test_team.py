"""A team's page: from whom its work comes, and to whom it goes."""

from __future__ import annotations

import re

from rollbook.views.handbook.team import team
from rollbook.views.library import Library
from tests.model.procedures import dossier

STEPS = """
ok: {yes, takes: 1m}
turn: {act, takes: 1m}
rest: {wait: 5m}
sure: {test, takes: 1m}
"""


def test_the_work_comes_from_who_did_something_last() -> None:
    """A wait between them hides nobody."""
    found = dossier(STEPS)
    rows = rows_of(str(team(Library(found.handbook, found.today), "law")))
    assert rows == [("4 Sure", "Verifier", "Executor Ops", "")]


def test_the_work_goes_to_who_does_something_next() -> None:
    """The other end of it."""
    found = dossier(STEPS)
    rows = rows_of(str(team(Library(found.handbook, found.today), "leads")))
    assert rows == [("1 Ok", "Approver", "", "Executor Ops")]


def rows_of(html: str) -> list[tuple[str, ...]]:
    """Each step of the team, as what, from whom and to whom."""
    body = html.partition('scope="col">Goes to')[2].partition("</tbody>")[0]
    return [
        tuple(words(cell) for place, cell in enumerate(cells) if place != 1)
        for row in body.split("<tr>")[1:]
        if (cells := re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL))
    ]


def words(html: str) -> str:
    without = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", without).split())
