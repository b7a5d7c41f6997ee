"""Nobody has said what it means when a trigger's metric has no data."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.trigger import Threshold
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Each metric once, where this SOP can be mended: at its own entry or where it is named."""
    seen: set[str] = set()
    for name, trigger in subject.sop.triggers.items():
        if not isinstance(trigger, Threshold) or trigger.metric in seen:
            continue
        seen.add(trigger.metric)
        metric = subject.metrics.get(trigger.metric)
        if metric is None or metric.no_data is not None:
            continue
        own = trigger.metric in subject.sop.metrics
        where = "there" if own else "in handbook.yml"
        yield Fault(
            ("metrics", trigger.metric) if own else ("triggers", name, "metric"),
            f"metric '{trigger.metric}' has no 'no_data'",
            f"say {where} what missing data means: 'no_data: alert', 'ignore' or 'judge'",
        )


RULE = Rule(
    module=__name__,
    level="warning",
    why="The failure that stops the metric, too, looks like silence, and nobody is called.",
    bad="""\
metrics:
  clicks: {no_data: ~}
""",
    good="""\
metrics:
  clicks: {no_data: alert}
""",
    place="handbook",
    check=_check,
)
