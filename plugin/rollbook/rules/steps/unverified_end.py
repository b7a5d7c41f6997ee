"""A way ends, and nobody knows whether all is well again."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rollbook.model.runs.ending import doubts
from rollbook.rules.facts.ends import unverified_ends
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.checked import checked
from rollbook.rules.ways.telling import told
from rollbook.rules.ways.walked import Ended
from rollbook.rules.words.doubts import doubt_words
from rollbook.rules.words.spoken import quoted


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each step at which ways end; not what no check could ever come after."""
    said: set[str] = set()
    for name, ended in unverified_ends(subject):
        found = doubts(ended.state)
        if name in said or _is_said(subject, (*found.failed, *found.back)):
            continue
        said.add(name)
        way = told(subject.walked.procedure, ended.way)
        lacks = doubt_words(subject.flow, found, quoted)
        yield Fault(subject.at(name), f"{way}: {lacks}", _hint(subject, name, ended))


def _is_said(subject: Subject, names: Collection[str]) -> bool:
    late = subject.flow.main - checked(subject.flow) if names else frozenset()
    return not late.isdisjoint(names)


def _hint(subject: Subject, name: str, ended: Ended) -> str:
    if ended.state.stopped:
        return "'stop' is for a way on which nothing went back: lead to a check, or to 'escalate'"
    if name in subject.flow.main:
        return "lead on to a check, or say in 'then' how it ends: 'escalate' or 'stop'"
    return (
        "say in 'then' how it ends: 'escalate' where it is handed over, 'stop' where nothing has "
        "happened, or a step from which it comes to a check"
    )


RULE = Rule(
    module=__name__,
    level="error",
    why="Whoever comes to such an end believes that all is done, and nobody has looked, or been "
    "called.",
    bad="""\
fallback:
  tell-leads:
    then: ~
""",
    good="""\
fallback:
  tell-leads:
    then: escalate
""",
    check=_check,
)
