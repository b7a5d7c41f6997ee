"""How a run ended, by the table of the definition."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.step import Approve
from tests.model.oracle.run import Run


def is_over(run: Run) -> bool:
    """Whether nothing is open any more; an approval that may come late is not waited for."""
    return run.open <= run.net.late


def end(run: Run) -> str:
    """The first that holds."""
    if _verified(run):
        return "verified"
    counting = [(name, said) for name, said in run.said.items() if run.net.counts(name)]
    if any("escalate" in run.net.leads(name, said) for name, said in counting):
        return "escalated"
    if run.stopped_at and not any(_unchecked(run)):
        return "stopped"
    return "unverified"


def _verified(run: Run) -> bool:
    net = run.net
    checks = {name for name in net.sop.steps if net.is_check(name)}
    last = {name for name in checks if not net.behind[name] & checks}
    passed = set()
    for name in last:
        if run.said.get(name) == "done":
            passed.add(name)
        elif run.fate(name).kind != "passed":
            ways = _ways(run, name)
            instead = [_instead(run, way) for way in ways]
            if (
                not ways
                or not all(instead)
                or any(run.said[other] != "done" for other in set().union(*instead))
            ):
                return False
            passed |= set().union(*instead)
    behind = {other for name in last | passed for other in net.behind[name] if net.counts(other)}
    return (
        bool(passed) and not any(_unchecked(run)) and not any(_broken(run, name) for name in behind)
    )


def _ways(run: Run, check: str) -> frozenset[str]:
    """The steps at which the ways left that a check was lost by, or failed."""
    return frozenset({check}) if run.said.get(check) == "fail" else run.fate(check).colours


def _instead(run: Run, way: str) -> set[str]:
    """The last checks of the fallback that a way led to."""
    net = run.net
    checks = {name for name in net.sop.fallback if net.is_check(name)}
    last = {name for name in checks if not net.behind[name] & checks}
    return {name for name in last & set(run.said) if way in run.colours.get(name, ())}


def _unchecked(run: Run) -> Iterator[str]:
    """The steps that restored something, or failed to, and that no check followed."""
    net = run.net
    last = {name: place for place, (name, _) in enumerate(run.log)}
    passed = [name for name, said in run.said.items() if said == "done" and net.is_check(name)]
    for name, place in last.items():
        if not (net.steps[name].restores and net.counts(name)):
            continue
        if not any(last[check] > place and check in net.ways[name] for check in passed):
            yield name


def _broken(run: Run, step: str) -> bool:
    """Whether a step behind the last check was a refused sign-off, or left for good."""
    said = run.said.get(step)
    if said is None:
        return False
    if said == "fail" and isinstance(run.net.steps[step], Approve):
        return True
    led = run.net.leads(step, said)
    return step not in run.returned and any(name in run.net.sop.fallback for name in led)
