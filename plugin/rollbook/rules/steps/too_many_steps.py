"""The main line has more steps than people follow under pressure."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

MOST = 20
"""How many steps the main line may have before the review.

Five to nine items is what people work through between two pauses (Boorman, in Gawande, *The
Checklist Manifesto*), and a long list has to be divided (Degani and Wiener, *Human factors of
flight-deck checklists*, NASA CR-177549, 1990). A rollback pauses between four phases: to detect,
to decide, to restore and to verify. Five each leave room for the one that needs nine.
"""


def _check(subject: Subject) -> Iterator[Fault]:
    if len(subject.sop.steps) <= MOST:
        return
    phases = subject.phases
    steps = sum(phases[name] != "review" for name in subject.sop.steps)
    if steps > MOST:
        message = f"{steps} steps come before the review, more than the {MOST} that people follow"
        hint = "let one step do for 'each' what several do, or divide the SOP by kinds of failure"
        yield Fault(("steps",), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Under pressure people lose their place in a long list, and skip steps without noticing.",
    bad="""\
steps:
  shard-1: {do: Restart shard 1., by: executor, after: settle, takes: 5s, undo: none}
  shard-2: {do: Restart shard 2., by: executor, takes: 5s, undo: none}
  shard-3: {do: Restart shard 3., by: executor, takes: 5s, undo: none}
  shard-4: {do: Restart shard 4., by: executor, takes: 5s, undo: none}
  shard-5: {do: Restart shard 5., by: executor, takes: 5s, undo: none}
  shard-6: {do: Restart shard 6., by: executor, takes: 5s, undo: none}
  shard-7: {do: Restart shard 7., by: executor, takes: 5s, undo: none}
  shard-8: {do: Restart shard 8., by: executor, takes: 5s, undo: none}
  shard-9: {do: Restart shard 9., by: executor, takes: 5s, undo: none}
  shard-10: {do: Restart shard 10., by: executor, takes: 5s, undo: none}
  shard-11: {do: Restart shard 11., by: executor, takes: 5s, undo: none}
  shard-12: {do: Restart shard 12., by: executor, takes: 5s, undo: none}
  shard-13: {do: Restart shard 13., by: executor, takes: 5s, undo: none}
  verify: {after: [shard-13, inform]}
""",
    good="""\
steps:
  shards:
    do: Restart the shard.
    by: executor
    after: settle
    each: shard, from 1 to 13
    takes: 65s
    undo: none
  verify: {after: [shards, inform]}
""",
    check=_check,
)
