"""A metric calls for the SOP, and no alert says so."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.trigger import Threshold
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    for name, trigger in subject.sop.triggers.items():
        if isinstance(trigger, Threshold) and trigger.alert is None:
            hint = "name the alert that links to this SOP: 'file#rule' or a URL"
            yield Fault(("triggers", name), f"trigger '{name}' has no 'alert'", hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Nobody looks at a dashboard at night: without an alert, no page leads to this SOP.",
    bad="""\
triggers:
  few-clicks:
    metric: clicks
    when: "< 0.40"
    alert: ~
""",
    good="""\
triggers:
  few-clicks:
    metric: clicks
    when: "< 0.40"
    alert: "alerts/search.yml#FewClicks"
""",
    check=_check,
)
