"""Files of a picture: which there are, and where they stand beside the page that shows it."""

from __future__ import annotations

from rollbook.diagrams import Picture, Store, TimePicture
from rollbook.diagrams.exporting import ENDINGS, Form, Wish, exported
from rollbook.views.addresses import beside, link

FORMS: tuple[tuple[str, Form], ...] = (
    ("SVG", "svg"),
    ("draw.io", "drawio"),
    ("Mermaid", "mermaid"),
    ("DOT", "dot"),
)
"""What a page offers; of its SVG a browser makes a PNG, which a build would take far longer for."""


def files(page: str, name: str) -> list[tuple[str, str]]:
    """The files of the picture of that name on a page: a word for each, and a link."""
    return [(word, link(file(page, name, form))) for word, form in FORMS]


def file(page: str, name: str, form: Form) -> str:
    """Where a file of the picture of that name stands on the site."""
    return beside(page, name + ENDINGS[form])


def prepare(picture: Picture | TimePicture, store: Store) -> None:
    """Keep what is made from the layout of a picture, while that is known."""
    exported(picture, "drawio", Wish(), store)
