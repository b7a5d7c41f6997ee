"""A file that the SOP depends on was changed, and nobody has reviewed the SOP since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.loading.history import Change
from rollbook.rules.facts.reviewing import last_seen
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_SHOWN = 60


def _check(subject: Subject) -> Iterator[Fault]:
    """The files stand in the hint: a baseline would not know the next message again."""
    review = subject.sop.review
    if not review or not review.watch:
        return
    since, what = last_seen(subject)
    if changes := subject.history.changes(review.watch, since):
        message = f"files that this SOP watches were changed since {what}"
        hint = f"see whether the steps still hold, and add a record of the review: {_told(changes)}"
        yield Fault(("review", "watch"), message, hint, key=True)


def _told(changes: Sequence[Change]) -> str:
    newest, *others = changes
    last = f"{_shown(newest.file)} changed on {newest.day}"
    if not others:
        return last
    return f"{last}, and {len(others)} other{'s' if len(others) > 1 else ''} before"


def _shown(file: str) -> str:
    """The end of a name, which says most; a terminal must not act on what is in it."""
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in file)
    return plain if len(plain) <= _SHOWN else "…" + plain[1 - _SHOWN :]


RULE = Rule(
    module=__name__,
    level="warning",
    why="A command that was right before the last release may be wrong after it.",
    bad="""\
# serving/ranker.py was changed on 2026-11-15, and the last review was on 2026-11-10.
review: {every: 180d, watch: ["serving/**"]}
""",
    good="""\
# docs/old.md was changed on 2026-10-01, and the last review was on 2026-11-10.
review: {every: 180d, watch: ["docs/**"]}
""",
    check=_check,
)
