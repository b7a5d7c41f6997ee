"""The navigation of the handbook: flat while it is small, grouped when it grows."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from rollbook.loading.folder import load
from rollbook.views.library import Library
from rollbook.views.navigation import Nav, paths
from rollbook.views.pages import MOST_LISTED, MOST_SIDE_BY_SIDE, navigation_of, pages
from tests.bench import generated
from tests.views.shapes import incidents, written


def section(nav: Nav, title: str) -> list[Any]:
    """What stands under a title."""
    return next(item[title] for item in nav if isinstance(item, dict) and title in item)


@pytest.mark.parametrize(
    ("sops", "grouped"), [(MOST_SIDE_BY_SIDE, False), (MOST_SIDE_BY_SIDE + 1, True)]
)
def test_many_examples_and_incidents_stand_by_system(
    tmp_path: Path, sops: int, grouped: bool
) -> None:
    """Every page lists what is beside it: a thousand incidents would hide the rest."""
    generated.write(tmp_path, sops, 5)
    loaded = load([tmp_path / "sops"], tmp_path)
    assert loaded.handbook is not None
    made = pages(Library(loaded.handbook, datetime.date(2026, 11, 23)))
    nav = navigation_of(made)
    systems = [next(iter(item)) for item in section(nav, "SOPs")[1:]]
    for title in ("Examples", "Incidents"):
        inside = section(nav, title)[1:]
        names = [next(iter(item)) for item in inside]
        assert (sorted(names) == sorted(systems)) == grouped
        assert len(list(paths(inside))) == sops
    assert sorted(paths(nav)) == sorted(page.path for page in made if page.listed)


@pytest.mark.parametrize(("count", "listed"), [(MOST_LISTED, MOST_LISTED), (MOST_LISTED + 1, 0)])
def test_very_many_incidents_are_reached_from_their_overview(
    tmp_path: Path, count: int, listed: int
) -> None:
    """Every page of a site names all that is listed, so a thousand would be named a million times.

    They are there all the same, each with a page.
    """
    loaded = load([written(tmp_path, incidents(count))], tmp_path)
    assert loaded.handbook is not None
    made = pages(Library(loaded.handbook, datetime.date(2026, 11, 23)))
    inside = section(navigation_of(made), "Incidents")[1:]
    assert len(list(paths(inside))) == listed
    assert sum(page.path.startswith("incidents/INC") for page in made) == count
