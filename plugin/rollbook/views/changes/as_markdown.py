"""A review as Markdown, for a comment on a pull request or the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollbook.review.change import Change, Review, Risk, SopReview, Stale
from rollbook.views.changes.github_text import code, difference, in_cell, prose, sentence, size
from rollbook.views.changes.telling import (
    Part,
    beside,
    editions,
    parts,
    pieces,
    verdict,
    who_looks,
    whys,
)
from rollbook.views.report import counted

LIMIT = 65_000
"""Characters; GitHub refuses a comment of more than 65,536."""

_NOTE = 500
"""Characters kept free for what is said of that which is left out."""

_FIRST = 0
_RANKS: Mapping[Risk, int] = {"weakening": 1, "procedural": 2, "cosmetic": 3}
"""What is shown first where there is no room for all."""

_MOST_NAMES = 12
"""People who are named in the first line."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Entries under a heading, which are shown as long as there is room.

    `ranks` say which come first where there is not: each entry's own, never falling.
    """

    group: str
    head: str
    entries: Sequence[str]
    foot: str
    ranks: Sequence[int]


def as_markdown(review: Review, limit: int = LIMIT) -> str:
    """The verdict, then SOP by SOP what has changed, gravest first.

    Where that is longer than the limit, the mildest is left out, and its number said.
    """
    sections = list(_sections(review))
    top = _top(review, limit // 2)
    kept = _kept(sections, limit - size(top) - _NOTE)
    lines, group = [top], ""
    for section, count in zip(sections, kept, strict=True):
        if count:
            lines += [] if section.group == group else [section.group]
            group = section.group
            lines.append(_written(section, count))
    return "\n\n".join([*lines, *_left_out(sections, kept)]) + "\n"


def _top(review: Review, room: int) -> str:
    """The verdict and who has to look, in one line."""
    told = verdict(review)
    line = f"**{told.grave}**{told.rest}."
    if told.unsaid:
        line += f" **{told.unsaid}.**"
    looking = [pairs[0][1].name for pairs in who_looks(review).values()]
    names: list[str] = []
    for name in looking[:_MOST_NAMES]:
        shown = prose(name, 60)
        if size(line) + size(", ".join([*names, shown])) + 60 > room:
            break
        names.append(shown)
    more = len(looking) - len(names)
    others = [f"{more} more"] if more else []
    if names:
        line += f" Who has to look: {', '.join([*names, *others])}."
    return line


def _sections(review: Review) -> Iterator[_Section]:
    for sop in review.sops:
        group = f"### {prose(sop.title, 200)} ({code(sop.sop)}), {editions(sop)}"
        if about := list(_about(sop)):
            yield _Section(group, "", about, "", [_FIRST] * len(about))
        for part in parts(sop):
            yield _of_part(group, part)
    if review.stale:
        group = f"### {counted(len(review.stale), 'SOP')} to read again"
        said = "Files were changed that these procedures speak of."
        entries = [_stale(one) for one in review.stale]
        yield _Section(group, said, entries, "", [_RANKS["procedural"]] * len(entries))


def _about(sop: SopReview) -> Iterator[str]:
    """What is missing, who has to look, and the reason on record."""
    for fault in sop.unsaid:
        yield f"- **To mend:** {sentence(pieces(fault))}"
    if sop.readers:
        told = (f"{prose(r.name, 60)} ({prose(r.why, 200)})" for r in sop.readers[:_MOST_NAMES])
        more = len(sop.readers) - _MOST_NAMES
        yield f"- Who has to look: {', '.join([*told, *([f'{more} more'] if more > 0 else [])])}"
    if sop.reason:
        yield f"- Reason on record: {prose(sop.reason)}"


def _of_part(group: str, part: Part) -> _Section:
    told = zip(part.changes, whys(part.changes), strict=True)
    entries = [_entry(change, why, part) for change, why in told]
    ranks = [_RANKS[change.risk] for change in part.changes]
    if not part.folded:
        return _Section(group, f"**{part.title}**", entries, "", ranks)
    summary = f"<details><summary>{part.title}: {len(entries)}</summary>"
    return _Section(group, summary, entries, "</details>", ranks)


def _entry(change: Change, why: str, part: Part) -> str:
    words = sentence(pieces(change.sentence))
    if change.derived and change.risk == "weakening":
        words = f"**Weakens the control:** {words}"
    lines = [f"- {words}"]
    if part.folded:
        return lines[0]
    place = f"{change.file}:{change.line}" if change.file and change.line else change.file
    reason = [prose(why, 300)] if why else []
    named = [code(name) for name in (change.rule, place) if name]
    if reason or named:
        lines[0] += "\\"
        lines.append("  " + " ".join([*reason, " · ".join(named)]).rstrip())
    return "\n".join([*lines, *_beside(change)])


def _beside(change: Change) -> Iterator[str]:
    """Before and after: a table for what is short, and a difference for the rest."""
    pair = beside(change)
    if pair is None:
        return
    yield ""
    if in_cell(pair[0]) and in_cell(pair[1]):
        cells = " | ".join(map(code, pair))
        yield from ("  | Before | After |", "  | --- | --- |", f"  | {cells} |", "")
    else:
        yield from difference(*pair, "  ")


def _stale(one: Stale) -> str:
    who = f"{prose(one.owner, 60)}" + (f", {prose(one.contact, 100)}" if one.contact else "")
    file = f"{code(one.file)} is watched as {code(one.glob)}"
    return f"- {prose(one.title, 200)} ({code(one.sop)}): {file}. Owner: {who}"


def _kept(sections: Sequence[_Section], room: int) -> list[int]:
    """How many entries of each section there is room for, the gravest before all others."""
    kept = [0] * len(sections)
    groups: set[str] = set()
    for rank in range(_FIRST, len(_RANKS) + 1):
        for place, section in enumerate(sections):
            for entry, own in zip(section.entries, section.ranks, strict=True):
                if own != rank:
                    continue
                cost = size(entry) + 1
                if not kept[place]:
                    cost += size(section.head) + size(section.foot) + 10
                    cost += 0 if section.group in groups else size(section.group) + 2
                if cost > room:
                    return kept
                room -= cost
                groups.add(section.group)
                kept[place] += 1
    return kept


def _written(section: _Section, count: int) -> str:
    parts = [section.head, "\n".join(section.entries[:count]), section.foot]
    return "\n\n".join(filter(None, parts))


def _left_out(sections: Sequence[_Section], kept: Sequence[int]) -> Iterator[str]:
    pairs = list(zip(sections, kept, strict=True))
    missing = sum(len(section.entries) - count for section, count in pairs)
    if not missing:
        return
    grave = sum(list(s.ranks[count:]).count(_RANKS["weakening"]) for s, count in pairs)
    told = f", {grave} of them where the control is weakened" if grave else ""
    whole = {section.group for section, _ in pairs} - {s.group for s, count in pairs if count}
    gone = f" Of {counted(len(whole), 'section')} nothing is shown." if whole else ""
    yield (
        f"**Left out for want of room: {counted(missing, 'line')}{told}.**{gone}"
        " `rollbook diff` shows everything."
    )
