"""A review as text for a terminal, SOP by SOP, what weakens the control first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rollbook.review.change import Change, Review, Risk, SopReview
from rollbook.views.changes.telling import (
    Piece,
    beside,
    editions,
    one_line,
    parts,
    pieces,
    verdict,
    window,
)
from rollbook.views.report import visible

Tone = Literal["head", "weakening", "procedural", "cosmetic", "quiet", "gone", "new", "plain"]
"""How a line looks, where there are colours."""

_SIGNS: dict[Risk, str] = {"weakening": "!", "procedural": "~", "cosmetic": "·"}
_ROOM = 160
"""How much is shown of how it was and how it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: `sign` stands before its first line, `note` quietly behind its last."""

    pieces: Sequence[Piece]
    tone: Tone = "plain"
    indent: int = 0
    sign: str = ""
    note: str = ""


def as_text(review: Review) -> Iterator[Line]:
    """Every paragraph; an empty one is an empty line."""
    told = verdict(review)
    grave = any(change.risk == "weakening" for sop in review.sops for change in sop.changes)
    yield _line(f"{told.grave}{told.rest}.", "weakening" if grave else "head")
    if told.unsaid:
        yield _line(f"{told.unsaid}.", "weakening")
    for sop in review.sops:
        yield Line(())
        yield from _sop(sop)
    if review.stale:
        yield Line(())
        yield _line("SOPs that watch files which were changed", "head")
        for entry in review.stale:
            owner = f" ({entry.owner}{f', {entry.contact}' if entry.contact else ''})"
            said = (
                f"‹{_one(entry.sop)}›{_one(owner)}: ‹{_one(entry.file)}› fits ‹{_one(entry.glob)}›"
            )
            yield Line(pieces(said), indent=2, sign="~")


def _sop(sop: SopReview) -> Iterator[Line]:
    yield Line((Piece(_one(sop.sop), True), Piece(f"  {_one(sop.title)}", False)), "head")
    yield _line(editions(sop), "quiet", 2)
    for part in parts(sop):
        yield _line(part.title, "head", 2)
        for change in part.changes:
            yield from _change(change)
    if sop.readers:
        said = "; ".join(f"‹{_one(reader.name)}› ({_one(reader.why)})" for reader in sop.readers)
        yield Line(pieces(f"Who has to look: {said}."), indent=2)
    if sop.reason:
        yield Line(pieces(f"Reason on record: {_one(sop.reason)}"), indent=2)
    for fault in sop.unsaid:
        yield Line(pieces(f"{fault}."), "weakening", 2, "✗")


def _change(change: Change) -> Iterator[Line]:
    place = f"{visible(change.file)}:{change.line}:{change.column}" if change.line else ""
    note = " ".join(filter(None, [f"[{change.rule}]", place]))
    yield Line(pieces(change.sentence), change.risk, 4, _SIGNS[change.risk], note)
    if (both := beside(change)) is not None:
        before, after = window(_flat(both[0]), _flat(both[1]), _ROOM)
        if before:
            yield Line((Piece(before, False),), "gone", 6, "-")
        if after:
            yield Line((Piece(after, False),), "new", 6, "+")


def _line(text: str, tone: Tone = "plain", indent: int = 0) -> Line:
    return Line((Piece(text, False),), tone, indent)


def _flat(text: str) -> str:
    return " ".join(visible(text).split())


def _one(text: str) -> str:
    return one_line(text.replace("‹", "<").replace("›", ">"))
