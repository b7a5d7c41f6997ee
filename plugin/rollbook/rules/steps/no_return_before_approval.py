"""A step that cannot be taken back is reached without an approval."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.facts.approval import approvals
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.every_way import on_every_way
from rollbook.rules.ways.reach import unreached

_YES = "yes"


def _check(subject: Subject) -> Iterator[Fault]:
    """The first one on each way: an approval before it is one for all behind it."""
    flow = subject.flow
    final = {name for name, step in flow.steps.items() if step.point_of_no_return}
    if not final:
        return
    approved = on_every_way(flow, dict.fromkeys(approvals(flow.steps), _YES))
    said: set[str] = set(unreached(flow))
    for name in flow.order:
        if name not in final or approved[name] or name in said:
            continue
        if not flow.before(name) & said:
            said.add(name)
            sources = [edge.source for edge in flow.into[name] if not edge.back]
            open_ways = [source for source in sources if not approved[source]]
            by = f" on the way by '{open_ways[0]}'" if len(sources) > 1 and open_ways else ""
            yield Fault(
                subject.at(name, "point_of_no_return"),
                f"step '{name}' cannot be taken back, and no approval comes before it{by}",
                "put an 'approve' step before it, or give it an 'undo'",
            )


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
