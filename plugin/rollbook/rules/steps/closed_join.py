"""A way comes back before a join that stays closed."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.telling import told


def _check(subject: Subject) -> Iterator[Fault]:
    """The first of the joins on each way: those behind it stay closed because of it."""
    said: set[str] = set()
    for ended in subject.walked.ends:
        if (stays := ended.closed) and stays.join not in said:
            said.add(stays.join)
            way = told(subject.walked.procedure, ended.way)
            yield Fault(
                subject.at(stays.join, "after"),
                f"'{stays.join}' stays closed: it needs '{stays.needs}', and the main line was "
                f"left at '{stays.left}' ({way})",
                f"let the way come back at '{stays.needs}' or before it, or at '{stays.join}' "
                "itself if that can go without",
            )


RULE = Rule(
    module=__name__,
    level="error",
    why="Somebody has put it right and come back, everybody waits, and nothing opens any more.",
    bad="""\
steps:
  approve:
    on_fail: call
fallback:
  call:
    do: Call the deputy of the leads and read them the figures.
    by: initiator
    takes: 4m
    undo: none
    then: save
""",
    good="""\
steps:
  approve:
    on_fail: call
fallback:
  call:
    do: Call the deputy of the leads and read them the figures.
    by: initiator
    takes: 4m
    undo: none
    then: approve
""",
    check=_check,
)
