"""The list of editions, and a page for each that may be used no more or whose pages are gone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.publishing.branch.ledger import Entry, Period
from rollbook.publishing.names import wrong_edition
from rollbook.publishing.root.page import Root, page_of
from rollbook.views.rendering import render
from rollbook.views.report import visible
from rollbook.views.words import day

LIST = "editions/index.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition as it is shown; what is empty is not said."""

    name: str
    pages: str
    state: str
    tone: str
    periods: list[str]
    published: str
    reason: str
    pruned: str
    commit: str
    manifest: str
    signed: bool


def editions_pages(root: Root) -> Iterator[tuple[str, str]]:
    """The list, and the pages of what was retracted or removed."""
    known = [entry for entry in root.ledger.editions if not wrong_edition(entry.edition)]
    shown = [_shown(root, entry, "../") for entry in known]
    now = f"../{root.now.at}/" if root.now else ""
    body = render("root/editions", editions=shown, home=now)
    yield LIST, page_of("All editions", body, "editions.css")
    for entry in known:
        if entry.retracted or entry.pruned:
            one = _shown(root, entry, "../../")
            home = f"../../{root.now.at}/" if root.now else ""
            body = render("root/edition", one=one, home=home, current=root.ledger.current)
            yield f"editions/{entry.edition}/index.html", page_of(f"Edition {one.name}", body)


def _shown(root: Root, entry: Entry, up: str) -> Shown:
    state, tone = _state(root, entry)
    return Shown(
        name=entry.edition,
        pages="" if entry.pruned else f"{up}{entry.edition}/",
        state=state,
        tone=tone,
        periods=[_period(period) for period in entry.in_force],
        published=_day(entry.published),
        reason=visible(entry.retracted.reason) if entry.retracted else "",
        pruned=day(entry.pruned) if entry.pruned else "",
        commit=entry.commit,
        manifest=entry.manifest,
        signed=entry.tag is not None,
    )


def _state(root: Root, entry: Entry) -> tuple[str, str]:
    """What an edition is today, and how good that is."""
    if entry.retracted:
        return f"Retracted on {day(entry.retracted.day)}", "bad"
    if entry.edition == root.ledger.current:
        return "In force", "good"
    return ("No longer in force", "") if entry.in_force else ("Never in force", "")


def _period(period: Period) -> str:
    since = _day(period.since)
    return f"{since} to {_day(period.until)}" if period.until else f"since {since}"


def _day(moment: str) -> str:
    return day(datetime.date.fromisoformat(moment[:10]))
