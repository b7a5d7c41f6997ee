"""Navigation: the handbook's pages among the author's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Nav = list[Any]
"""As in `mkdocs.yml`: paths, or mappings from a title to a path or to a list of these."""

PLACE = "rollbook"
"""What an author writes in `nav:` for the place of the whole handbook: `- Handbook: rollbook`."""


def merged(authors: Nav | None, generated: Nav, own_pages: Nav) -> Nav:
    """Put the handbook where the author has made its place, else behind the author's pages.

    A page that the author's navigation names already is not added again. Without a navigation of
    the author's, the handbook comes first and `own_pages`, the author's own, after it.
    """
    if authors is None:
        return [*generated, *own_pages]
    named = set(paths(authors))
    rest = _without(generated, named)
    if _has_place(authors):
        return _placed(authors, rest)
    return [*authors, *rest]


def paths(nav: Nav) -> Iterator[str]:
    """Every path of a navigation."""
    for item in nav:
        for value in item.values() if isinstance(item, dict) else [item]:
            if isinstance(value, list):
                yield from paths(value)
            elif isinstance(value, str):
                yield value


def _has_place(nav: Nav) -> bool:
    return PLACE in set(paths(nav))


def _placed(nav: Nav, handbook: Nav) -> Nav:
    placed: Nav = []
    for item in nav:
        if item == PLACE:
            placed += handbook
        elif isinstance(item, dict):
            placed.append({title: _at_place(value, handbook) for title, value in item.items()})
        else:
            placed.append(item)
    return placed


def _at_place(value: Any, handbook: Nav) -> Any:
    if value == PLACE:
        return handbook
    return _placed(value, handbook) if isinstance(value, list) else value


def _without(nav: Nav, named: set[str]) -> Nav:
    kept: Nav = []
    for item in nav:
        if isinstance(item, str):
            if item not in named:
                kept.append(item)
        else:
            for title, value in item.items():
                inner = _without(value, named) if isinstance(value, list) else value
                if inner and (not isinstance(inner, str) or inner not in named):
                    kept.append({title: inner})
    return kept
