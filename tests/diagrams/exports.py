"""What the tests of files have in common: every picture of an SOP, and SOPs of every kind."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from rollbook.diagrams import NOWHERE, Picture, TimePicture
from rollbook.diagrams.exporting import Form, Wish, exported
from rollbook.diagrams.figures.figure import Figure, Node
from rollbook.diagrams.layout.text import clean
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import timeline_picture, triggers_picture
from tests.diagrams import dossiers

AnyPicture = Picture | TimePicture


def every_picture(dossier: Dossier) -> Iterator[AnyPicture]:
    """What can be drawn of an SOP."""
    yield from dossiers.pictures(dossier)
    yield timeline_picture(dossier)
    yield triggers_picture(dossier)


@functools.cache
def pictures() -> tuple[tuple[str, AnyPicture], ...]:
    """The pictures of this repository's SOPs, of a long one, and of hostile ones, by name."""
    found = {**dossiers.own(), **dossiers.sized(), **dossiers.random_set(0, 8)}
    return tuple(
        (f"{name} {picture.name}", picture)
        for name, dossier in found.items()
        for picture in every_picture(dossier)
    )


def graphs() -> Iterator[tuple[str, Picture]]:
    """Those that have boxes and lines."""
    return ((name, found) for name, found in pictures() if isinstance(found, Picture))


def file(picture: AnyPicture, form: Form, wish: Wish | None = None) -> str:
    """A picture as a file of text."""
    return exported(picture, form, wish or Wish(), NOWHERE).decode()


def bare(text: str) -> str:
    """A text without the spaces at which lines are broken."""
    return "".join(text.split())


def said(node: Node) -> list[str]:
    """What a box has to say, as bare texts."""
    return [bare(clean(t)) for item in node.items for t in (item.number, item.text, item.small)]


def ends(figure: Figure) -> list[tuple[str, str, str]]:
    """The lines as the numbers of their boxes, with their labels."""
    places = {node.name: f"n{place}" for place, node in enumerate(figure.nodes)}
    return [(places[w.source], places[w.target], bare(clean(w.label))) for w in figure.ways]
