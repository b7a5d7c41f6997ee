"""A review as one page that is whole by itself: no script, no network, light and dark."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from rollbook.diagrams import MOST_LINES, Figure, Picture, Store
from rollbook.loading.veil import Veil
from rollbook.review.change import Change, Reader, Review, SopReview
from rollbook.views.changes.shown import anchor_of, shown
from rollbook.views.changes.telling import clipped, one_line, verdict, who_looks
from rollbook.views.figure import too_large
from rollbook.views.library import Library
from rollbook.views.pictures import changes_pictures, flow_picture
from rollbook.views.rendering import render
from rollbook.views.report import visible

_STYLES = ("rollbook.css", "overview.css", "diagrams.css", "figure.css", "changes.css", "page.css")
_DARK = re.compile(
    r'\[data-md-color-scheme="slate"\] (\.[\w-]+),\s*\[data-bs-theme="dark"\] \1 (\{[^}]*\})'
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BOXES = {"step": "", "trigger": "trigger/"}
"""What has a box in the flow → how the name of the box begins."""

_WAS = 60
"""Characters of what a box says of how its step was."""


@dataclass(frozen=True, slots=True)
class _About:
    """An SOP that somebody has to look at, and why."""

    anchor: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class _Looking:
    """Somebody who has to look."""

    name: str
    sops: list[_About]


def as_html(review: Review, before: Library | None, after: Library) -> str:
    """The whole page: the verdict, who has to look, and each SOP with both editions drawn."""
    told = verdict(review)
    graver = any(change.risk == "weakening" for sop in review.sops for change in sop.changes)
    return render(
        "changes/page",
        title=f"What has changed: {visible(review.base)} to {visible(review.head)}",
        styles=Markup(_styles()),
        base=visible(review.base),
        head=visible(review.head),
        verdict=told,
        tone="rb-bad" if graver else "rb-good",
        looking=[_looking(pairs) for pairs in who_looks(review).values()],
        sops=[
            shown(sop, lambda change: "", figures=list(_figures(sop, before, after)))
            for sop in review.sops
        ],
        stale=[
            replace(
                one,
                title=visible(one.title),
                owner=", ".join(filter(None, (visible(one.owner), visible(one.contact)))),
                file=visible(one.file),
                glob=visible(one.glob),
            )
            for one in review.stale
        ],
    )


def _looking(pairs: Sequence[tuple[SopReview, Reader]]) -> _Looking:
    return _Looking(
        visible(pairs[0][1].name),
        [_About(sop.sop, visible(sop.title), visible(reader.why)) for sop, reader in pairs],
    )


def _figures(sop: SopReview, before: Library | None, after: Library) -> Iterator[Markup]:
    """Both editions in one picture, or the only one that there is."""
    old = before.dossiers.get(_old_id(sop)) if before else None
    new = after.dossiers.get(sop.sop)
    veil = before.veil | after.veil if before else after.veil
    places = {(c.what, c.name): anchor_of(sop.sop, c) for c in sop.changes if not c.derived}
    if old and new:
        for picture in changes_pictures(old, new, _renamed(sop), _was(sop, old.sop.all_steps)):
            if _may_be_shown(picture, veil):
                yield _drawn(picture, places, new.store, compared=True)
    elif one := new or old:
        picture = replace(flow_picture(one), name=f"flow-{one.id}")
        if _may_be_shown(picture, veil):
            yield _drawn(picture, places, one.store, compared=False)


def _may_be_shown(picture: Picture, veil: Veil) -> bool:
    """Whether no secret stands in a picture; all its words are those of its figure."""
    said = f"{picture.title} {picture.figure!r}"
    return veil.text(said) == said


def _drawn(
    picture: Picture, places: Mapping[tuple[str, str], str], store: Store, *, compared: bool
) -> Markup:
    """A picture in which the boxes that something is said of lead to it."""
    if picture.size > MOST_LINES:
        return too_large(picture)
    linked = replace(picture, figure=_linked(picture.figure, places))
    wide, narrow = linked.svgs(lambda kind, name: f"#{places[kind, name]}", store)
    return render(
        "changes/figure",
        title=picture.title,
        wide=Markup(wide),
        narrow=Markup(narrow),
        compared=compared,
    )


def _linked(figure: Figure, places: Mapping[tuple[str, str], str]) -> Figure:
    nodes = (
        replace(
            node,
            items=tuple(
                item if (item.kind, item.name) in places else replace(item, kind="")
                for item in node.items
            ),
        )
        for node in figure.nodes
    )
    return replace(figure, nodes=tuple(nodes))


def _old_id(sop: SopReview) -> str:
    """The id that an SOP had before."""
    moved = (c.before for c in sop.changes if c.kind == "renamed" and c.what == "sop")
    return next(moved, None) or sop.sop


def _renamed(sop: SopReview) -> dict[str, str]:
    """Box → the name that it had before."""
    return {
        _box(change): _box(replace(change, name=change.before))
        for change in sop.changes
        if change.kind == "renamed" and change.what in _BOXES and change.before
    }


def _was(sop: SopReview, steps: Container[str]) -> dict[str, str]:
    """Box → how it was, in short; which steps came before or behind it, its lines say."""
    found: dict[str, list[str]] = {}
    for change in sop.changes:
        acted_on = change.kind == "changed" and change.risk != "cosmetic"
        if acted_on and change.what in _BOXES and (change.before or "") not in steps:
            found.setdefault(_box(change), []).append(one_line(change.before or ""))
    return {
        box: clipped("; ".join(filter(None, was)), _WAS) or "see above"
        for box, was in found.items()
    }


def _box(change: Change) -> str:
    return _BOXES[change.what] + change.name


@cache
def _styles() -> str:
    """Our styles, with the dark ones for who wants it dark, since nothing else on the page asks."""
    assets = files("rollbook").joinpath("assets")
    css = "\n".join(assets.joinpath(name).read_text("utf-8") for name in _STYLES)
    css = _DARK.sub(r"@media (prefers-color-scheme: dark) { \1 \2 }", _COMMENT.sub("", css))
    return re.sub(r"\s*\n\s*", "\n", css)
