"""No check looks at the logs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.check import AnyCheck, LogCheck, MetricCheck, QuestionCheck, RunCheck
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_LOGS = re.compile(
    r"\b(?:logs|logging|logcli|journalctl|stern|kubetail)\b"
    r"|(?<!git )\blog\b(?!-)"
    r"|[a-z0-9]_logs?\b|\blogs?_[a-z0-9]",
    re.IGNORECASE,
)


def _check(subject: Subject) -> Iterator[Fault]:
    """A check that no step reads counts: `unread-check` finds it."""
    checks = subject.sop.checks.values()
    if any(isinstance(check, LogCheck) for check in checks):
        return
    if not any(_looks_at_logs(subject, check) for check in checks):
        hint = (
            'add one, such as {logs: "service=… level=error", expect: "== 0", over: 5m}, and let a '
            "'check' step read it"
        )
        yield Fault(("checks",), "no check looks at the logs", hint)


def _looks_at_logs(subject: Subject, check: AnyCheck) -> bool:
    """A command, a person or a metric may do it as well."""
    if isinstance(check, RunCheck):
        return _LOGS.search(check.run) is not None
    if isinstance(check, QuestionCheck):
        return _LOGS.search(check.ask) is not None
    if isinstance(check, MetricCheck) and (metric := subject.metrics.get(check.metric)):
        return any(_LOGS.search(text) for text in (metric.name, metric.query or ""))
    return False


RULE = Rule(
    module=__name__,
    level="warning",
    why="Averages hide the one call in a thousand that fails, and the logs name it.",
    bad="""\
checks:
  no-errors: ~
steps:
  verify:
    check: [right-version, clicks-back, looks-right]
""",
    good="""\
checks:
  no-errors: {logs: "service=search level=error", expect: "== 0", over: 5m}
steps:
  verify:
    check: [right-version, clicks-back, no-errors, looks-right]
""",
    check=_check,
)
