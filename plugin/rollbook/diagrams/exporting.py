"""Exporting: a picture as a file for other programs, and for the wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rollbook.diagrams.figures.network import network
from rollbook.diagrams.formats.dot import dot
from rollbook.diagrams.formats.drawio.chart import drawio_chart
from rollbook.diagrams.formats.drawio.drawing import drawio
from rollbook.diagrams.formats.files.legend import Legend
from rollbook.diagrams.formats.files.png import png
from rollbook.diagrams.formats.files.standalone import standalone
from rollbook.diagrams.formats.files.style_sheet import Scheme
from rollbook.diagrams.formats.gantt import gantt
from rollbook.diagrams.formats.mermaid import mermaid
from rollbook.diagrams.picture import Picture, Plan, TimePicture
from rollbook.diagrams.store import Store

Form = Literal["svg", "png", "dot", "mermaid", "drawio"]

ENDINGS: Mapping[Form, str] = {
    "svg": ".svg",
    "png": ".png",
    "dot": ".dot",
    "mermaid": ".mmd",
    "drawio": ".drawio",
}
"""What a picture can be written as, with the ending of such a file."""

TAKES: Mapping[str, tuple[Form, ...]] = {
    "narrow": ("svg", "png", "drawio"),
    "scheme": ("svg", "png"),
    "scale": ("png",),
}
"""Wish → the forms that fulfil it; the others leave it to their readers."""

LAID_OUT: tuple[Form, ...] = TAKES["narrow"]
"""The forms in which everything has its place; another program lays out the others."""

SCALE = 2.0
"""Pixels of a PNG to one of the drawing, unless something else is wished for."""

_FLOW: Legend = {
    "next": "goes on",
    "fail": "fails",
    "back": "goes back",
    "added": "added",
    "removed": "removed",
}
_PATH: Legend = {"taken": "taken", "passed": "not taken", "fail": "fails", "back": "goes back"}
_LEGENDS: Mapping[Plan, Legend] = {
    "lanes": _FLOW,
    "phases": _FLOW,
    "map": {"next": "needs; both go back", "aside": "needs; one of the two stays"},
    "tree": {},
}
_PLANNED: Legend = {
    "critical": "critical",
    "late": "can be late",
    "other": "with another answer",
    "slack": "slack",
    "limit": "RTO",
    "over": "over the RTO",
}
_COMPARED: Legend = {
    "planned": "planned",
    "actual": "actual",
    "limit": "RTO",
    "over": "longer than planned, or over the RTO",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be.

    `narrow` is the form for phones. Without a scheme an SVG follows that of its reader, and a PNG
    is light; a PNG has `scale` pixels to one of the drawing. `note` stands below the drawing.
    """

    narrow: bool = False
    scheme: Scheme | None = None
    scale: float = SCALE
    note: str = ""


def exported(picture: Picture | TimePicture, form: Form, wish: Wish, store: Store) -> bytes:
    """The picture as such a file; what is slow comes from the store."""
    if form == "svg":
        return _svg(picture, wish, wish.scheme, store).encode()
    if form == "png":
        drawn = _svg(picture, wish, wish.scheme or "light", store)
        return store.kept(f"png {wish.scale} {drawn}", lambda: png(drawn, wish.scale))
    if form == "drawio":
        inputs = f"drawio {wish.narrow} {picture!r}"
        return store.kept(inputs, lambda: _drawio(picture, wish.narrow).encode())
    return (_dot(picture) if form == "dot" else _mermaid(picture)).encode()


def _svg(picture: Picture | TimePicture, wish: Wish, scheme: Scheme | None, store: Store) -> str:
    drawn = picture.svg("narrow" if wish.narrow else "wide", store)
    legend = _legend(picture)
    inputs = f"file {scheme} {wish.note!r} {legend} {drawn}"
    return store.kept(
        inputs, lambda: standalone(drawn, legend, wish.note, scheme).encode()
    ).decode()


def _legend(picture: Picture | TimePicture) -> Legend:
    if isinstance(picture, Picture):
        followed = any(way.mark == "taken" for way in picture.figure.ways)
        return _PATH if followed else _LEGENDS[picture.plan]
    happened = any(bar.actual for bar in picture.timetable.bars)
    return _COMPARED if happened else _PLANNED


def _drawio(picture: Picture | TimePicture, narrow: bool) -> str:
    if isinstance(picture, Picture):
        return drawio(picture.narrow if narrow else picture.wide)
    return drawio_chart(picture.narrow if narrow else picture.wide)


def _dot(picture: Picture | TimePicture) -> str:
    if isinstance(picture, Picture):
        return dot(picture.figure, sideways=picture.plan == "tree")
    return dot(network(picture.timetable))


def _mermaid(picture: Picture | TimePicture) -> str:
    if isinstance(picture, Picture):
        return mermaid(picture.figure, sideways=picture.plan == "tree")
    return gantt(picture.timetable)
