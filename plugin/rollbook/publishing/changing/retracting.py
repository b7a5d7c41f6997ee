"""Retracting: an edition stays as it is, and everything says that it may be used no more."""

from __future__ import annotations

import datetime

from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.ledger import Retraction, moment
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.plan import Plan, in_force
from rollbook.publishing.changing.settling import Settled, Tell, settle
from rollbook.publishing.names import LATEST
from rollbook.publishing.refusing import Refused


def retract(
    branch: Branch,
    edition: str,
    reason: str,
    now: datetime.datetime,
    site: str,
    tell: Tell,
    *,
    dry: bool,
) -> Settled:
    """Retract an edition; the newest of those that were in force before is in force again."""

    def decide(state: State | None) -> Plan:
        found = there(state, edition)
        return _plan(found, edition, reason, now)

    with branch.opened():
        return settle(branch, edition, decide, site, tell, dry=dry)


def there(state: State | None, edition: str) -> State:
    """The state of a branch that has an edition, now or before; else raise `Refused`."""
    names = [entry.edition for entry in state.ledger.editions] if state else []
    if state is None or edition not in names:
        known = f": there are {', '.join(names)}" if names else ", and no other either"
        raise Refused(f"there is no edition {edition}{known}")
    return state


def _plan(state: State, edition: str, reason: str, now: datetime.datetime) -> Plan:
    entries = state.ledger.entries
    before = entries[edition].retracted
    if before is not None and before.reason != reason:
        raise Refused(
            f"{edition} was retracted on {before.day.isoformat()} already: {before.reason}"
        )
    retracted = before or Retraction(day=now.astimezone(datetime.UTC).date(), reason=reason)
    entries[edition] = entries[edition].model_copy(update={"retracted": retracted})
    current = _next(state, edition) if state.current == edition else state.current
    is_moved = current != state.current
    return Plan(
        message=f"Retract {edition}",
        entries=in_force(entries, current, moment(now)),
        current=current,
        edition=current or "",
        aliases=(LATEST,) if is_moved and current else (),
        removed=(LATEST,) if is_moved and not current else (),
        is_done=before is not None and not state.mended,
    )


def _next(state: State, edition: str) -> str | None:
    """The newest edition that is there, was in force once and may still be used."""
    for entry in state.ledger.editions:
        name = entry.edition
        usable = name in state.manifests and entry.in_force and not entry.retracted
        if usable and name != edition:
            return name
    return None
