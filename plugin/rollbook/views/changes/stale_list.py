"""The SOPs that a change of code makes stale, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from rollbook.review.change import Stale
from rollbook.views.changes.github_text import code, prose
from rollbook.views.report import counted
from rollbook.views.reports.github import Annotation
from rollbook.views.reports.json_text import json_text

_MOST_SOPS, _MOST_FILES = 100, 10
"""How much of it Markdown shows: a job's summary ends at a mebibyte."""


def as_text(found: Sequence[Stale]) -> Iterator[str]:
    """In lines, SOP by SOP, its owner and what has changed, and how many there are at the end."""
    for first, rows in _by_sop(found):
        yield f"{first.sop}: {first.title}"
        yield f"  owner: {_owner(first)}"
        yield from (f"  {one.file} (watched as {one.glob})" for one in rows)
        yield ""
    yield _summary(found)


def as_json(found: Sequence[Stale]) -> str:
    """Every file with every SOP that watches it, as under `stale` in a diff."""
    return json_text({"stale": [asdict(one) for one in found]})


def as_github(found: Sequence[Stale]) -> Iterator[Annotation]:
    """An annotation for each SOP at the first of its files, since GitHub shows only ten."""
    for first, rows in _by_sop(found):
        more = f" and {counted(len(rows) - 1, 'other file')}" if len(rows) > 1 else ""
        message = (
            f"'{first.title}' ({first.sop}) watches {first.glob}: {first.file}{more} changed. "
            f"Ask {_owner(first)} whether the steps still hold."
        )
        properties = {"file": first.file, "title": "rollbook: an SOP may be stale"}
        yield Annotation("warning", properties, message)


def as_markdown(found: Sequence[Stale]) -> str:
    """The same as a list for a job's summary."""
    sops = list(_by_sop(found))
    lines = [f"**{_summary(found)}.**"]
    for first, rows in sops[:_MOST_SOPS]:
        contact = f" ({prose(first.contact, 200)})" if first.contact else ""
        lines.append(
            f"### {prose(first.title, 200)} ({code(first.sop)})\n\n"
            f"Ask {prose(first.owner, 200)}{contact} whether the steps still hold."
        )
        shown = [f"- {code(one.file)}, watched as {code(one.glob)}" for one in rows[:_MOST_FILES]]
        left = len(rows) - _MOST_FILES
        lines.append(
            "\n".join([*shown, *([f"- {counted(left, 'more file')}"] if left > 0 else [])])
        )
    if len(sops) > _MOST_SOPS:
        lines.append(f"{counted(len(sops) - _MOST_SOPS, 'more SOP')}: `rollbook stale` names all.")
    return "\n\n".join(lines)


def _by_sop(found: Sequence[Stale]) -> Iterator[tuple[Stale, list[Stale]]]:
    """Each SOP by its first row, with all of its rows."""
    for _, group in groupby(found, key=lambda one: one.sop):
        rows = list(group)
        yield rows[0], rows


def _owner(one: Stale) -> str:
    return f"{one.owner} ({one.contact})" if one.contact else one.owner


def _summary(found: Sequence[Stale]) -> str:
    count = len({one.sop for one in found})
    verb = "watch" if count > 1 else "watches"
    return f"{counted(count, 'SOP') if count else 'No SOP'} {verb} what has changed"
