"""Who answers for which step, and which steps no approval comes before any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rollbook.model.duties import OWNER
from rollbook.model.step import AnyStep
from rollbook.review.change import Change, Risk
from rollbook.review.pair import Pair
from rollbook.review.side import LINE
from rollbook.rules.words.spoken import listed

_NAMED = 4


def governed(pair: Pair) -> Iterator[Change]:
    """The steps for which somebody else answers, together where that changes alike."""
    old = {
        pair.now("steps", name): _role(pair, duty.accountable)
        for name, duty in pair.before.subject.duties.items()
    }
    new = {name: duty.accountable for name, duty in pair.after.subject.duties.items()}
    steps = pair.after.subject.flow.steps
    groups: dict[tuple[str, str, bool], list[str]] = {}
    for name, now in new.items():
        was = old.get(name, now)
        if was != now:
            final = _sort(steps[name]) == "final"
            groups.setdefault((was, now, final), []).append(name)
    for (was, now, _), names in groups.items():
        # Those that change something are named first, and decide.
        names.sort(key=lambda name: _sort(steps[name]) == "quiet")
        yield _change(pair, was, now, _sort(steps[names[0]]), names)


def _role(pair: Pair, role: str) -> str:
    return role if role == OWNER else pair.now("roles", role)


def _sort(step: AnyStep) -> str:
    if step.point_of_no_return:
        return "final"
    return "acting" if step.VERB in ("do", "run") and step.undo != "none" else "quiet"


_WEAKER: Mapping[str, tuple[str, str]] = {
    "final": (
        "no-return-before-approval",
        "What nobody can take back should not hang on one tired person.",
    ),
    "acting": (
        "step-without-approval",
        "What somebody had to allow is done without anybody's yes.",
    ),
}


def _change(pair: Pair, was: str, now: str, sort: str, names: Sequence[str]) -> Change:
    risk: Risk = "procedural"
    rule, why = "accountable", "Whoever answers for a step is asked about it afterwards."
    if now == OWNER and sort in _WEAKER:
        risk = "weakening"
        rule, why = _WEAKER[sort]
    first = pair.sections[1]["steps"][names[0]]
    file, line, column = pair.after.place((str(first[LINE]), names[0]))
    return Change(
        kind="changed",
        what="accountable",
        name=names[0] if len(names) == 1 else "",
        sentence=_sentence(was, now, names, final=sort == "final"),
        risk=risk,
        rule=rule,
        why=why,
        before=_said(was),
        after=_said(now),
        derived=True,
        file=file,
        line=line,
        column=column,
    )


def _sentence(was: str, now: str, names: Sequence[str], *, final: bool) -> str:
    shown = [f"‹{name}›" for name in names[:_NAMED]]
    if len(names) > _NAMED:
        shown.append(f"{len(names) - _NAMED} more")
    one = len(names) == 1
    head = f"{'Step' if one else 'Steps'} {listed(shown)}"
    come, these = ("comes", "it") if one else ("come", "them")
    if now == OWNER:
        end = ", and there is no way back after it" if final else ""
        return f"{head} no longer {come} after an approval by ‹{was}›{end}."
    if was == OWNER:
        return f"{head} {come} after an approval by ‹{now}› now."
    return f"{head}: ‹{now}› answers for {these} instead of ‹{was}›."


def _said(role: str) -> str:
    return "the owner" if role == OWNER else role
