"""Comparing: what lies between two editions of a handbook."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from rollbook.loading.codeowners import CodeOwners
from rollbook.loading.folder import Loaded
from rollbook.loading.history import History
from rollbook.model.handbook import Handbook
from rollbook.review.change import RISKS, Change, Review, SopReview, Stale
from rollbook.review.consequences import CONSEQUENCES
from rollbook.review.coverage import no_longer_covered
from rollbook.review.edits import Edit
from rollbook.review.pair import Pair
from rollbook.review.readers import readers
from rollbook.review.risk import decided
from rollbook.review.saying_why import reason, unsaid
from rollbook.review.side import Side
from rollbook.review.stale import stale
from rollbook.review.whole import appeared, given_another_name, renamed_sops, unreadable, vanished
from rollbook.review.wording.sentences import noun, sentence, shown, title, verb
from rollbook.rules.subject import Subject


@dataclass(frozen=True)
class Surroundings:
    """What is known besides the two editions.

    `files` are those that were changed with them, from the top of the repository, and `owners` who
    is asked about each. `place` gives the name of an SOP's file from there. `only` are the SOPs
    that may differ, all of them unless said; `others` gives those that were not loaded, as far as
    they name one of these components.
    """

    base: str = ""
    head: str = ""
    files: Sequence[str] = ()
    owners: CodeOwners = field(default_factory=CodeOwners)
    place: Callable[[str], str] = str
    only: Collection[str] | None = None
    others: Callable[[Collection[str]], Iterable[Handbook]] = lambda _: ()
    watching: Sequence[Stale] | None = None


def compare(
    before: Loaded | None,
    after: Loaded,
    today: datetime.date,
    around: Surroundings | None = None,
) -> Review:
    """Compare SOP by SOP, the gravest first; without a `before`, every SOP is new.

    What the review quotes of the files is without their secrets.
    """
    around = around or Surroundings()
    old, new = (_sides(loaded, today) for loaded in (before, after))
    names = [
        name
        for name in sorted({*(before.sops if before else ()), *after.sops})
        if around.only is None or name in around.only
    ]
    uncovered = no_longer_covered(before, after, names, around.others)
    moved = renamed_sops(names, before, after, old, new)
    found = []
    for name in names:
        if name in moved.values():
            continue
        now = moved.get(name, name)
        sides = old.get(name), new.get(now)
        whole = [
            *unreadable(before, after, name, now, sides),
            *(appeared(sides[1]) if sides[1] and not _was(before, name) else ()),
            *(vanished(sides[0]) if sides[0] and now not in after.sops else ()),
            *(given_another_name(sides[1], name) if sides[1] and now != name else ()),
        ]
        review = _review(name, now, sides, whole, uncovered.get(name, ()), around)
        if review.changes:
            found.append(review)
    found.sort(key=lambda review: (-RISKS.index(review.risk), review.sop))
    watching = around.watching
    if watching is None:
        watching = stale(after.handbook, around.files) if after.handbook else ()
    veil = before.veil | after.veil if before else after.veil
    return veil.all(Review(around.base, around.head, tuple(found), tuple(watching)))


def _was(before: Loaded | None, name: str) -> bool:
    return before is not None and name in before.sops


def _sides(loaded: Loaded | None, today: datetime.date) -> dict[str, Side]:
    if loaded is None or loaded.handbook is None:
        return {}
    found = {}
    for name in loaded.handbook.sops:
        document = loaded.documents["sop", name]
        assert isinstance(document.value, dict)
        subject = Subject(
            loaded.handbook,
            name,
            today,
            written=document.value,
            records=loaded.records.get(name, {}),
            sops=loaded.sops,
            rules=(),
            history=History(None, today),
        )
        found[name] = Side(loaded, subject)
    return found


def _review(
    name: str,
    now: str,
    sides: tuple[Side | None, Side | None],
    whole: Sequence[Change],
    uncovered: Sequence[Change],
    around: Surroundings,
) -> SopReview:
    before, after = sides
    changes = [*whole, *uncovered]
    edits: Sequence[Edit] = ()
    if before and after:
        pair = Pair(before, after)
        edits = pair.edits
        changes += [_change(edit, pair) for edit in edits]
        if pair.edits or before.subject.records != after.subject.records:
            for follow in CONSEQUENCES:
                changes += follow(pair)
    changes.sort(key=lambda change: (-RISKS.index(change.risk), change.derived))
    known = [side for side in sides if side]
    why = reason(before, after)
    latest = after or before
    return SopReview(
        sop=now,
        title=latest.sop.title if latest else now,
        version_before=before.sop.version if before else None,
        version_after=after.sop.version if after else None,
        changes=tuple(changes),
        readers=readers(known, changes, edits, around.owners.of(around.place(now))),
        unsaid=tuple(unsaid(before, after, changes, why)),
        reason=why,
    )


def _change(edit: Edit, pair: Pair) -> Change:
    rule, words = decided(edit, pair)
    gone = edit.kind == "removed" and not edit.new
    side = pair.before if gone else pair.after
    file, line, column = side.place(edit.path)
    _, before, after = verb(edit.before, edit.after)
    return Change(
        kind=edit.kind if edit.is_whole else "changed",
        what=noun(edit),
        name=title(edit) if edit.section else "",
        sentence=sentence(edit, words),
        risk=rule.risk,
        rule=rule.id,
        why=rule.why,
        before=None if edit.before is None else shown(before),
        after=None if edit.after is None else shown(after),
        file=file,
        line=line,
        column=column,
    )
