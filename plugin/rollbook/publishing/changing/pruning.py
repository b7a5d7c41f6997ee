"""Pruning: the pages of old editions go, and what was known of them stays."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rollbook.model.measures import Duration
from rollbook.publishing.branch import mike
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.ledger import END
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.plan import Plan
from rollbook.publishing.changing.settling import Settled, Tell, settle
from rollbook.publishing.refusing import Refused


@dataclass(frozen=True)
class Pruned:
    """What pruning removed, or would, and why it kept what is older than was asked for."""

    settled: Settled
    removed: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def prune(
    branch: Branch,
    keep: int,
    retention: Duration | None,
    now: datetime.datetime,
    site: str,
    tell: Tell,
    *,
    dry: bool,
) -> Pruned:
    """Remove the pages of all but the newest editions.

    The edition in force, one that an alias leads to, and one inside its retention time stay; that
    is the longer of what it was published with and `retention`.
    """
    kept: list[tuple[str, str]] = []

    def decide(state: State | None) -> Plan:
        if state is None:
            raise Refused(f"nothing is published on {branch.where} yet")
        kept.clear()
        removed = []
        for name in [*state.manifests][::-1][keep:]:
            why = _why_kept(state, name, retention, now)
            if why:
                kept.append((name, why))
            else:
                removed.append(name)
        return _plan(state, tuple(removed), now)

    with branch.opened():
        settled = settle(branch, "", decide, site, tell, dry=dry)
    return Pruned(settled, settled.plan.removed, tuple(kept))


def _plan(state: State, removed: tuple[str, ...], now: datetime.datetime) -> Plan:
    day = now.astimezone(datetime.UTC).date()
    entries = {
        entry.edition: entry.model_copy(update={"pruned": day})
        if entry.edition in removed
        else entry
        for entry in state.ledger.editions
    }
    return Plan(
        message=f"Remove the pages of {', '.join(removed)}",
        entries=entries,
        current=state.current,
        removed=removed,
        is_done=not removed,
    )


def _why_kept(
    state: State, edition: str, retention: Duration | None, now: datetime.datetime
) -> str:
    """Why the pages of an edition have to stay, in words; nothing where they may go."""
    if edition == state.current:
        return "it is in force"
    aliases = mike.aliases(state.versions, edition)
    if aliases:
        return f"{', '.join(aliases)} leads to it"
    entry = state.ledger.entry(edition)
    assert entry is not None
    if entry.is_in_force:
        return "nobody knows since when it is not in force"
    until = entry.kept_until(entry.retention, retention)
    if until is None:
        return "nothing says how long it has to be kept: set 'retention' in mkdocs.yml"
    if until == END:
        return "it is to be kept for longer than the calendar goes"
    if now < until:
        return f"it is to be kept until {until.date().isoformat()}"
    return ""
