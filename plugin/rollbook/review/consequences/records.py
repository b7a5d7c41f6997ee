"""Records that came, went or were rewritten: they are kept, and never edited again."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.files import Key
from rollbook.model.records import Incident, Record
from rollbook.review.change import Change, Kind, Risk
from rollbook.review.pair import Pair
from rollbook.review.side import Side
from rollbook.review.wording.sentences import marked


def records(pair: Pair) -> Iterator[Change]:
    """Each record of the SOP that is not as it was."""
    old, new = (side.subject.records for side in (pair.before, pair.after))
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            said, why = "is gone", "What has happened is still true, and somebody may ask for it."
            yield _change(pair.before, key, "removed", said, "weakening", "record-removed", why)
        elif key not in old:
            said, why = "is new", "It says what has happened; nobody acts on it."
            yield _change(pair.after, key, "added", said, "cosmetic", "record-added", why)
        elif _kept(old[key]) == _kept(new[key]):
            if old[key] != new[key] and pair.before.id == pair.after.id:
                why = "What was learned, and whether it is done, is added later."
                yield _change(
                    pair.after, key, "changed", "is completed", "cosmetic", "record-completed", why
                )
        else:
            said, why = "is rewritten", "A record that can be edited proves nothing."
            yield _change(pair.after, key, "changed", said, "weakening", "record-rewritten", why)


def _kept(record: Record) -> object:
    """What of a record may not be another later; its SOP may have another name."""
    later = {"sop", "lessons", "root_cause"} if isinstance(record, Incident) else {"sop"}
    return record.model_dump(exclude=later)


def _change(side: Side, key: Key, kind: Kind, said: str, risk: Risk, rule: str, why: str) -> Change:
    return Change(
        kind=kind,
        what="record",
        name=key[1],
        sentence=f"The record {marked(key[1])} {said}.",
        risk=risk,
        rule=rule,
        why=why,
        derived=False,
        file=side.loaded.shown.get(key, ""),
        line=1,
        column=1,
    )
