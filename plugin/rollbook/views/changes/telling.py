"""Telling: a review in the words and the order in which every output says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from rollbook.review.change import RISKS, Change, Reader, Review, Risk, SopReview
from rollbook.views.report import counted, visible
from rollbook.views.words import listing

_VALUE = re.compile("‹([^‹›]*)›")
_ROOM = 300
"""Characters of a value that are shown; the whole of it is in the file."""

_LEAD = 60
"""Characters that two long values have in common and that are shown before their difference."""

_WHOLE_TEXT = 2_000
"""Characters of a sentence or a reason that are shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; an id or a `value` is told apart from the words around it."""

    text: str
    value: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Changes of one SOP that are read together; what is `folded` can wait."""

    title: str
    changes: Sequence[Change]
    risk: Risk
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A review in a line: how grave it is, what else there is, and what stops the check."""

    grave: str
    rest: str
    unsaid: str

    def words(self) -> str:
        """The whole line."""
        return ". ".join(filter(None, [f"{self.grave}{self.rest}", self.unsaid])) + "."


def pieces(sentence: str) -> list[Piece]:
    """A sentence in its words and its values, in order, with nothing that could steer a reader."""
    cut = clipped(visible(sentence), _WHOLE_TEXT)
    parts = enumerate(_VALUE.split(cut))
    shown = (
        Piece(one_line(text), True) if place % 2 else Piece(re.sub("[‹›]", "", text), False)
        for place, text in parts
    )
    return [piece for piece in shown if piece.text]


def plain(sentence: str) -> str:
    """A sentence without marks."""
    return "".join(piece.text for piece in pieces(sentence))


def verdict(review: Review) -> Verdict:
    """How many changes weaken the control, and how many others there are."""
    counts = Counter(change.risk for sop in review.sops for change in sop.changes)
    changed = [sop for sop in review.sops if sop.changes]
    unsaid = sum(len(sop.unsaid) for sop in review.sops)
    stops = f"{counted(unsaid, 'fault')} to mend before this can be merged" if unsaid else ""
    if not changed:
        return Verdict("No SOP is changed", "", stops)
    others, where = _others(counts), f" in {counted(len(changed), 'SOP')}"
    if not counts["weakening"]:
        return Verdict("Nothing weakens the control", f": {others}{where}", stops)
    return Verdict(
        _weakens(counts["weakening"]), f", beside {others}{where}" if others else where, stops
    )


def parts(sop: SopReview) -> list[Part]:
    """What weakens the control, what people do otherwise, what follows from it, and the rest."""
    told = [change for change in sop.changes if not change.derived]
    follows = sorted(
        (change for change in sop.changes if change.derived),
        key=lambda change: -RISKS.index(change.risk),
    )
    by_risk = {risk: [c for c in told if c.risk == risk] for risk in RISKS}
    worst: Risk = follows[0].risk if follows else "cosmetic"
    found = (
        Part("Weakens the control", by_risk["weakening"], "weakening"),
        Part("Changes what people do", by_risk["procedural"], "procedural"),
        Part("What follows from it", follows, worst),
        Part("Changes only how it reads", by_risk["cosmetic"], "cosmetic", folded=True),
    )
    return [part for part in found if part.changes]


def editions(sop: SopReview) -> str:
    """From which version to which."""
    before, after = sop.version_before, sop.version_after
    if before is None:
        return f"new, version {after}" if after is not None else "new"
    if after is None:
        gone = all(change.rule != "unreadable" for change in sop.changes)
        return f"{'removed' if gone else 'cannot be read'}, was version {before}"
    return f"version {before} → {after}" if before != after else f"still version {after}"


def who_looks(review: Review) -> dict[str, list[tuple[SopReview, Reader]]]:
    """Everyone who has to look, each with the SOPs and the reasons, in the order of the review."""
    found: dict[str, list[tuple[SopReview, Reader]]] = {}
    for sop in review.sops:
        for reader in sop.readers:
            found.setdefault(reader.who, []).append((sop, reader))
    return found


def whys(changes: Sequence[Change]) -> list[str]:
    """Why each change is what it is; a reason that stands above already is not said again."""
    said = [change.why for change in changes]
    return ["" if why in said[:place] else why for place, why in enumerate(said)]


def beside(change: Change) -> tuple[str, str] | None:
    """How it was and how it is, where its sentence does not say both; empty for nothing."""
    said = plain(change.sentence)
    given = (change.before, change.after)
    if all(value is None or _short_of_marks(value) in said for value in given):
        return None
    before, after = (value or "" for value in given)
    return before, after


def window(before: str, after: str, room: int) -> tuple[str, str]:
    """Two long lines, cut to the place where they begin to differ."""
    if max(len(before), len(after)) <= room:
        return before, after
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    start = max(0, sum(1 for _ in alike) - _LEAD)
    lead = "…" if start else ""
    return lead + clipped(before[start:], room), lead + clipped(after[start:], room)


def clipped(text: str, room: int = _ROOM) -> str:
    """The beginning of a text, with a sign where it goes on."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def one_line(value: str) -> str:
    """A value that stands in a line."""
    return clipped(" ".join(visible(value).split()))


def _short_of_marks(value: str) -> str:
    return " ".join(visible(value).replace("‹", "<").replace("›", ">").split())


def _weakens(count: int) -> str:
    return f"{counted(count, 'change')} weaken{'s' if count == 1 else ''} the control"


def _others(counts: Counter[Risk]) -> str:
    """What weakens nothing: `5 procedural and 3 cosmetic changes`."""
    found = [(counts[risk], risk) for risk in ("procedural", "cosmetic") if counts[risk]]
    if not found:
        return ""
    noun = "change" if found[-1][0] == 1 else "changes"
    return f"{listing([f'{count} {risk}' for count, risk in found])} {noun}"
