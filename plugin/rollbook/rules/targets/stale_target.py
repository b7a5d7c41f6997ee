"""Nobody has seen the target work within a year, as far as the SOP says."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rollbook.model.counting import has_come
from rollbook.rules.facts.states import states
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_YEAR = datetime.timedelta(days=366)


def _check(subject: Subject) -> Iterator[Fault]:
    """The best target of each component is the one that people go back to: others may be older."""
    for state in states(subject):
        proven, name = state.target.proven, state.component
        if proven is not None and not has_come(proven, subject.today):
            yield Fault(
                (*state.path, "proven"),
                f"target '{name}' cannot have been proven on {proven}: that day has yet to come",
                "write the day on which it was last shown to work",
            )
        elif state.place > 0:
            continue
        elif proven is None:
            hint = "write the day on which it was last shown to work, such as 'proven: 2026-10-20'"
            yield Fault(state.path, f"target '{name}' has no 'proven'", hint)
        elif subject.today - proven > _YEAR:
            yield Fault(
                (*state.path, "proven"),
                f"target '{name}' was last proven on {proven}, more than a year ago",
                "show that it still works, in a live drill, or name a newer one",
            )


RULE = Rule(
    module=__name__,
    level="warning",
    why="A version that last ran a year ago meets data, callers and machines that it has never "
    "seen.",
    bad="""\
targets:
  model: {ref: "mlflow:ranker/17", proven: 2025-06-14}
""",
    good="""\
targets:
  model: {ref: "mlflow:ranker/17", proven: 2026-10-20}
""",
    check=_check,
)
