"""A rule is ignored that the SOP does not break, or that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.fix import Remove
from rollbook.loading.suggest import did_you_mean
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _afterwards(subject: Subject) -> Iterator[Fault]:
    for name in subject.sop.ignore:
        path = ("ignore", name)
        if name not in subject.rules:
            near = did_you_mean(name, subject.rules)
            hint = f"did you mean '{near}'?" if near else "delete the line"
            yield Fault(path, f"there is no rule '{name}' to ignore", hint, key=True)
        elif name not in subject.broken:
            message = f"this SOP does not break '{name}', so its reason no longer applies"
            yield Fault(path, message, "delete the line", fix=Remove(), key=True)


RULE = Rule(
    module=__name__,
    level="warning",
    why="A reason that no longer applies hides the next fault of the same kind.",
    bad="""\
ignore:
  unresolved-placeholder: The command asks for it.
""",
    good="""\
steps:
  revert:
    run: ops/serve <version>
ignore:
  unresolved-placeholder: The command asks for it.
""",
    afterwards=_afterwards,
)
