"""A step that cannot be taken back is reached without an approval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.model.flow import Flow
from rollbook.rules.facts.approval import approvals
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.every_way import on_every_way
from rollbook.rules.ways.reach import unreached
from rollbook.rules.ways.telling import told

_YES = "yes"


def _check(subject: Subject) -> Iterator[Fault]:
    """The first one on each way: an approval before it is one for all behind it."""
    flow = subject.flow
    final = [name for name in flow.order if flow.steps[name].point_of_no_return]
    if not final:
        return
    said: set[str] = set(unreached(flow))
    for name, by in (*_by_flow(flow, final), *_by_walk(subject, final)):
        if name not in said and not flow.before(name) & said:
            said.add(name)
            yield Fault(
                subject.at(name, "point_of_no_return"),
                f"step '{name}' cannot be taken back, and no approval comes before it{by}",
                "put an 'approve' step before it, or give it an 'undo'",
            )


def _by_flow(flow: Flow, final: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The steps that not every way leads to by an approval, and the way that does not, in words.

    It knows nothing of answers, and goes as far as the procedure does.
    """
    approved = on_every_way(flow, dict.fromkeys(approvals(flow.steps), _YES))
    for name in final:
        if not approved[name]:
            sources = [edge.source for edge in flow.into[name] if not edge.back]
            open_ways = [source for source in sources if not approved[source]]
            yield name, f" on the way by '{open_ways[0]}'" if sources[1:] and open_ways else ""


def _by_walk(subject: Subject, final: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those that open without a yes, since a decision went past the approval."""
    before = {
        name: approvals(subject.flow.steps).keys() & subject.flow.before(name) for name in final
    }
    for state, way in subject.walked.states:
        for name in final:
            if name in state.open and all(state.answers.get(a) != "done" for a in before[name]):
                by = f" on the way {told(subject.walked.procedure, way)}" if way else ""
                yield name, by


RULE = Rule(
    module=__name__,
    level="error",
    why="What nobody can take back should not hang on one tired person.",
    bad="""\
steps:
  purge:
    run: ops/search purge --since release
    by: initiator
    after: confirm
    takes: 2m
    expect: No row of the release is left
    point_of_no_return: The rows are gone
  approve:
    after: purge
""",
    good="""\
steps:
  purge:
    run: ops/search purge --since release
    by: initiator
    after: approve
    takes: 2m
    expect: No row of the release is left
    point_of_no_return: The rows are gone
  save:
    after: purge
""",
    check=_check,
)
