"""Which arcs a run went along, told backwards: what had led to each step when it was taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.model.oracle.net import ENDS, Arc, Net
from tests.model.oracle.run import Run

Log = Sequence[tuple[str, str]]


def led(net: Net, log: Log) -> tuple[set[str], set[Arc]]:
    """The steps that a run began with, and the arcs, failures and ways back that it went along."""
    runs = [Run.begin(net)]
    for said in log:
        runs.append(runs[-1].after(*said))
    starts, arcs = set[str](), set[Arc]()
    for place, (step, _) in enumerate(log):
        first = next(n for n in range(place, -1, -1) if n == 0 or step not in runs[n - 1].open)
        if first == 0 and step in net.starts:
            starts.add(step)
        arcs |= {(source, step) for source in _opening(net, runs, log, first, step)}
        for n in range(max(first - 1, 0), place):
            arcs |= {(source, end) for source, end in _leads(net, runs, log, n) if end == step}
    for n, said in enumerate(log):
        ends = {*ENDS} & _written(net, *said)
        arcs |= {pair for pair in _leads(net, runs, log, n) if pair[1] in ends}
    return starts, arcs


def _opening(net: Net, runs: Sequence[Run], log: Log, first: int, step: str) -> Iterator[str]:
    """What a join had when it opened; and an approval that may come late, when it leads at once."""
    if first == 0:
        yield from (late for late in runs[0].given if step in net.leads(late, "done"))
    if step in net.joins:
        run = runs[first]
        for source in net.into[step]:
            if run.standing.arcs[source, step].kind == "there":
                yield source
        pardons = {pardon for pardon in run.pardons if pardon.join == pardon.at == step}
        for n in range(first):
            if pardons & (runs[n + 1].pardons - runs[n].pardons):
                yield from (source for source, end in _leads(net, runs, log, n) if end == step)


def _leads(net: Net, runs: Sequence[Run], log: Log, n: int) -> Iterator[Arc]:
    """Where an answer led at once, itself and by the late approvals that it opened."""
    step, answer = log[n]
    before, after = runs[n], runs[n + 1]
    if before.stopped_at or (answer == "fail" and _has_another(net, after, step)):
        return
    ends = net.leads(step, answer) if step not in net.late or answer != "done" else ()
    yield from ((step, end) for end in ends)
    for late in (after.given - before.given) | (after.given & {*ends}):
        yield from ((late, end) for end in net.leads(late, "done"))


def _has_another(net: Net, run: Run, step: str) -> bool:
    """Whether a restore that has failed is tried with another target, and leads nowhere yet."""
    part = net.steps[step].restores
    if part is None or net.next_stands_in(step):
        return False
    return run.failed[part] < len(net.sop.targets.get(part, ()))


def _written(net: Net, step: str, answer: str) -> set[str | None]:
    """Where the author wrote that an answer leads, if anywhere."""
    said = net.steps[step]
    if answer.startswith("case:"):
        return {said.exits[answer.removeprefix("case:")]}
    return {{"fail": said.on_fail, "no": said.otherwise}.get(answer, said.then)}
