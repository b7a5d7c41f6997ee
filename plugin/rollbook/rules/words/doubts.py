"""What a run lacks to be verified, as messages and pages say it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from rollbook.model.flow import Flow
from rollbook.model.runs.ending import Doubts
from rollbook.model.step import Approve
from rollbook.rules.words.spoken import listed

Named = Callable[[str], str]


def doubt_words(flow: Flow, doubts: Doubts, named: Named) -> str:
    """The gravest of the doubts; `named` says how the id of a step or a component is shown."""
    if doubts.failed or doubts.back:
        return _touched(flow, doubts, named)
    if doubts.idle:
        return "nothing was put back or checked"
    said = []
    if doubts.unpassed:
        said.append(f"{_all(doubts.unpassed, named)} did not pass")
    if doubts.unreached:
        said.append(f"{_were(doubts.unreached, named)} not reached")
    if said:
        return listed(said)
    if doubts.unproved:
        return "no last check has passed"
    return f"all was checked, and then {listed([_left(flow, n, named) for n in doubts.undone])}"


def _touched(flow: Flow, doubts: Doubts, named: Named) -> str:
    """The components that went back or should have; one that failed anywhere is not back."""
    failed = _restored(flow, doubts.failed)
    back = [part for part in _restored(flow, doubts.back) if part not in failed]
    said = [
        *([f"{_were(failed, named)} not put back"] if failed else ()),
        *([f"{_were(back, named)} put back, and no check has passed since"] if back else ()),
    ]
    return "; ".join(said)


def _restored(flow: Flow, steps: Collection[str]) -> list[str]:
    return list(dict.fromkeys(part for name in steps if (part := flow.steps[name].restores)))


def _left(flow: Flow, name: str, named: Named) -> str:
    if isinstance(flow.steps[name], Approve):
        return f"{named(name)} was refused"
    return f"the main line was left at {named(name)}"


def _were(names: Collection[str], named: Named) -> str:
    return f"{_all(names, named)} {'was' if len(names) == 1 else 'were'}"


def _all(names: Collection[str], named: Named) -> str:
    return listed([named(name) for name in names])
