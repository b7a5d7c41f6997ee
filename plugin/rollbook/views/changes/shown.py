"""Changes as HTML shows them, on a page of their own and in the handbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from rollbook.review.change import RISKS, Change, Risk, SopReview
from rollbook.views.badges import Badge
from rollbook.views.changes.telling import (
    Part,
    beside,
    clipped,
    editions,
    parts,
    pieces,
    plain,
    whys,
    window,
)
from rollbook.views.report import visible

Place = Callable[[Change], str]
"""Where a changed thing stands, or nothing where it has no place to lead to."""

BADGES: dict[Risk, Badge] = {
    "weakening": Badge("bad", "problem", "Weakens the control"),
    "procedural": Badge("info", "then", "Changes what people do"),
    "cosmetic": Badge("mute", "note", "Changes only how it reads"),
}

_WORDS = re.compile(r"\w+|\s+|.", re.DOTALL)
_ROOM = 4_000
"""Characters of a value that are shown."""

_MOST_WORDS = 600
"""Words of a value in which what differs is looked for."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with its anchor; a `pair` is how it was and is, where the sentence does not say."""

    anchor: str
    badge: Badge | None
    said: Markup
    why: str
    pair: bool
    before: Markup
    after: Markup
    rule: str
    place: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Changes under a heading."""

    title: str
    folded: bool
    changes: Sequence[ShownChange]


@dataclass(frozen=True, slots=True)
class ShownSop:
    """What has become of an SOP, with the pictures of it; without `href` it has no page here."""

    anchor: str
    id: str
    title: str
    href: str
    editions: str
    badges: Sequence[Badge]
    unsaid: Sequence[Markup]
    reason: str
    parts: Sequence[ShownPart]
    figures: Sequence[Markup]
    drawn: str


def shown(sop: SopReview, place: Place, href: str = "", figures: Sequence[Markup] = ()) -> ShownSop:
    """An SOP as it is shown."""
    both = sop.version_before is not None and sop.version_after is not None
    drawn = "Both editions in one picture" if both else "The flow"
    return ShownSop(
        sop.sop,
        sop.sop,
        visible(sop.title),
        href,
        editions(sop),
        [BADGES[risk] for risk in reversed(RISKS) if any(c.risk == risk for c in sop.changes)],
        [said(fault) for fault in sop.unsaid],
        visible(sop.reason),
        [_part(sop, part, place) for part in parts(sop)],
        figures,
        drawn,
    )


def said(sentence: str, name: str = "", href: str = "") -> Markup:
    """A sentence with its values as code; the `name` of what it is about leads to its place."""
    words = []
    for piece in pieces(sentence):
        text: str | Markup = piece.text
        if piece.value:
            text = Markup('<code dir="auto">{}</code>').format(piece.text)
            if href and piece.text == name:
                text = Markup('<a href="{}">{}</a>').format(href, text)
        words.append(escape(text))
    return Markup("").join(words)


def anchor_of(sop: str, change: Change) -> str:
    """The anchor of what is said of a thing of an SOP."""
    return "-".join(filter(None, (sop, change.what, change.name)))


def _part(sop: SopReview, part: Part, place: Place) -> ShownPart:
    seen: set[str] = set()
    changes = []
    for change, why in zip(part.changes, whys(part.changes), strict=True):
        anchor = anchor_of(sop.sop, change) if change.name and not change.derived else ""
        changes.append(_change(change, why, "" if anchor in seen else anchor, place))
        seen.add(anchor)
    return ShownPart(part.title, part.folded, changes)


def _change(change: Change, why: str, anchor: str, place: Place) -> ShownChange:
    pair = beside(change)
    before, after = _marked(*pair) if pair else (Markup(""), Markup(""))
    grave = change.derived and change.risk == "weakening"
    at = f"{change.file}:{change.line}" if change.file and change.line else change.file
    return ShownChange(
        anchor,
        BADGES["weakening"] if grave else None,
        said(change.sentence, change.name, place(change)),
        plain(why),
        pair is not None,
        before,
        after,
        change.rule,
        visible(at),
    )


def _marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Two values, in which what differs is marked."""
    pair = [_lines(text) for text in window(before, after, _ROOM)]
    old, new = (_WORDS.findall(clipped(text, _ROOM + 1)) for text in pair)
    if not old or not new or max(len(old), len(new)) > _MOST_WORDS:
        return _joined(old), _joined(new)
    ways = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    one = [_stretch("del", old[a:b], tag != "equal") for tag, a, b, _, _ in ways]
    other = [_stretch("ins", new[c:d], tag != "equal") for tag, _, _, c, d in ways]
    return Markup("").join(one), Markup("").join(other)


def _stretch(tag: str, words: Sequence[str], differs: bool) -> Markup:
    text = _joined(words)
    return Markup(f"<{tag}>{{}}</{tag}>").format(text) if differs and text else text


def _joined(words: Sequence[str]) -> Markup:
    return escape("".join(words))


def _lines(text: str) -> str:
    return "\n".join(map(visible, re.split(r"\r\n|\r|\n", text)))
