"""A clause is one of an edition that a newer one has replaced."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.editions import successor

_SHOWN = 60


def _check(subject: Subject) -> Iterator[Fault]:
    """The number of the clause may have changed with the edition: no machine can mend that."""
    for clause in subject.sop.satisfies:
        if newer := successor(clause):
            shown = clause if len(clause) <= _SHOWN else clause[: _SHOWN - 1] + "…"
            hint = "look up what the clause is called there: the numbers may have changed"
            message = f"'{shown}' is of an edition that {newer} has replaced"
            yield Fault(("satisfies", clause), message, hint, key=True)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Auditors check against the edition in force, where the clause may say something else.",
    bad="""\
satisfies:
  ISO/IEC 27001:2013 A.12.1.2: [approve, verify]
""",
    good="""\
satisfies:
  ISO/IEC 27001:2022 A.8.32: [approve, verify]
""",
    check=_check,
)
