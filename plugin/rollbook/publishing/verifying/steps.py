"""Steps: each change of the ledger is one that publishing, retracting or pruning makes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rollbook.publishing.branch.ledger import LEDGER, Entry, Ledger, Period
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.names import LATEST
from rollbook.publishing.verifying.line import Line, Stand

_NONE = Ledger(current=None, at=None, editions=())
_FIXED = {
    "published": "the time at which it was published",
    "commit": "the commit that it was made from",
    "manifest": "the digest of its manifest",
    "retention": "its retention time",
}
_GIVEN = {"tag": "its tag", "retracted": "its retraction", "pruned": "the day of its removal"}
"""What an entry gets once, and keeps."""
_A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that changed the ledger: what it did, and what of that no command does.

    `late` are editions of which it says something of another day than its own, in words.
    """

    stand: Stand
    faults: tuple[str, ...]
    late: Mapping[str, tuple[str, ...]]


def steps(line: Line) -> Iterator[Step]:
    """Every change of the ledger since it first stood on the branch."""
    known: dict[Stand, Ledger | None] = {}
    for stand in line.stands:
        for before in stand.before or (None,):
            was = known.get(before) if before else None
            is_same = before is not None and before.object(LEDGER) == stand.object(LEDGER)
            if not is_same and (was is not None or stand.object(LEDGER)):
                yield _step(line, stand, before, was)
        paper = stand.paper(LEDGER, Ledger)
        # One that is broken is mended from what it was before.
        inherited = [known[one] for one in stand.before]
        known[stand] = paper.value or next(filter(None, inherited), None)
        if len(stand.before) > 1 and known[stand] is not None:
            yield Step(stand, ("it joins two histories",), {})


def _step(line: Line, stand: Stand, before: Stand | None, was: Ledger | None) -> Step:
    paper = stand.paper(LEDGER, Ledger)
    now = paper.value
    if now is None:
        return Step(stand, (f"it left a ledger that is of no use: {paper.fault}",), {})
    is_begun = was is None and not (before is None and line.is_cut)
    faults = list(_faults(stand, before, was or _NONE, now)) if was or is_begun else []
    return Step(stand, tuple(faults), _late(stand, was or _NONE, now))


def _faults(stand: Stand, before: Stand | None, was: Ledger, now: Ledger) -> Iterator[str]:
    if now.data != stand.data(LEDGER):
        yield "the ledger is not written as it is written"
    old, new = was.entries, now.entries
    for name in old.keys() - new.keys():
        yield f"{name} is no longer listed"
    added = [name for name in new if name not in old]
    for name in added:
        yield from (f"{name}: {fault}" for fault in _of_a_new_one(stand, before, new[name]))
    for name in new.keys() & old.keys():
        yield from (f"{name}: {fault}" for fault in _of_a_known_one(old[name], new[name]))
    retracted = [n for n in new if n in old and new[n].retracted and not old[n].retracted]
    pruned = [n for n in new if n in old and new[n].pruned and not old[n].pruned]
    if (len(added) > 1) + (len(retracted) > 1) or bool(added) + bool(retracted) + bool(pruned) > 1:
        yield "it does more at once than any command does"
    for name in pruned:
        yield from (f"{name}: {fault}" for fault in _of_a_pruned_one(stand, now, new[name]))
    yield from _of_the_current_one(stand, was, now, retracted)


def _of_a_new_one(stand: Stand, before: Stand | None, entry: Entry) -> Iterator[str]:
    manifest = stand.paper(f"{entry.edition}/{MANIFEST}", Manifest)
    if before is not None and before.folders.get(entry.edition):
        yield "it is listed, and its pages came by another commit"
    if manifest.digest != entry.manifest or manifest.value is None:
        yield "it is listed, and no such pages came with that"
    elif (entry.commit, entry.retention) != (
        manifest.value.source.commit,
        manifest.value.retention,
    ):
        yield "it is listed with another commit or retention time than its manifest has"
    periods = ((), (Period(since=entry.published, until=None),))
    if entry.in_force not in periods or entry.retracted or entry.pruned:
        yield "it is listed with a past before it was published"


def _of_a_known_one(was: Entry, now: Entry) -> Iterator[str]:
    for field, word in _FIXED.items():
        if getattr(was, field) != getattr(now, field):
            yield f"{word} was another one"
    for field, word in _GIVEN.items():
        if getattr(was, field) not in (None, getattr(now, field)):
            yield f"{word} was {'taken away' if getattr(now, field) is None else 'another one'}"
    if not _goes_on(was.in_force, now.in_force):
        yield "when it was in force was told otherwise"


def _goes_on(was: tuple[Period, ...], now: tuple[Period, ...]) -> bool:
    """Whether an edition came into force since, went out of it, or neither."""
    if now and was and was[-1].until is None:
        return now == (*was[:-1], Period(since=was[-1].since, until=now[-1].until))
    return now == was or (bool(now) and now[:-1] == was and now[-1].until is None)


def _of_a_pruned_one(stand: Stand, now: Ledger, entry: Entry) -> Iterator[str]:
    if entry.edition == now.current:
        yield "its pages are called removed, and it is in force"
    if stand.folders.get(entry.edition):
        yield "its pages are called removed, and are there"
    kept = entry.kept_until(entry.retention)
    if kept and entry.pruned and kept.date() > entry.pruned:
        yield f"its pages are called removed, and were to be kept until {kept.date()}"


def _of_the_current_one(
    stand: Stand, was: Ledger, now: Ledger, retracted: list[str]
) -> Iterator[str]:
    in_force = [name for name, entry in now.entries.items() if entry.is_in_force]
    if in_force != ([] if now.current is None else [now.current]):
        names = " and ".join(in_force) or "none"
        yield f"{now.current or 'none'} is called current, and {names} is in force"
    if now.at != (None if now.current is None else LATEST):
        yield f"what leads to the current edition is called '{now.at}'"
    current = now.entry(now.current) if now.current else None
    if current is not None and (current.retracted or current.pruned):
        yield f"{current.edition} is in force, and may be used no more"
    if now.current == was.current:
        return
    if was.current and now.current is None and was.current not in retracted:
        yield f"{was.current} is no longer in force, and was not retracted"
    ends = {e.in_force[-1].until for e in now.editions if e.edition == was.current and e.in_force}
    begins = {current.in_force[-1].since} if current and current.in_force else ends
    if was.current and ends != begins:
        yield f"{was.current} did not go out of force when {now.current} came into it"


def _late(stand: Stand, was: Ledger, now: Ledger) -> dict[str, tuple[str, ...]]:
    """Edition → what is said of it that is not of the day of the commit."""
    made = datetime.datetime.fromtimestamp(stand.commit.seconds, datetime.UTC)
    found = {}
    for name, entry in now.entries.items():
        said = _times(entry)
        before = was.entry(name)
        for time in _times(before) if before else ():
            said.pop(time, None)
        late = [f"{what} {time}" for time, what in said.items() if _differ(time, made)]
        if late:
            found[name] = tuple(late)
    return found


def _times(entry: Entry) -> dict[str, str]:
    """The times that an entry tells."""
    found = {entry.published: "it was published on"}
    for period in entry.in_force:
        found.setdefault(period.since, "it was in force from")
        if period.until:
            found.setdefault(period.until, "it was in force until")
    if entry.retracted:
        found[f"{entry.retracted.day}"] = "it was retracted on"
    if entry.pruned:
        found[f"{entry.pruned}"] = "its pages were removed on"
    return found


def _differ(time: str, made: datetime.datetime) -> bool:
    said = datetime.datetime.fromisoformat(time)
    said = said if said.tzinfo else said.replace(tzinfo=datetime.UTC)
    return not said - _A_DAY <= made <= said + 2 * _A_DAY
