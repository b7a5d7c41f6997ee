"""Metrics: what triggers and checks are measured by."""

from __future__ import annotations

from typing import Literal

from rollbook.model.measures import Range
from rollbook.model.value import Line, Text, Value


class Metric(Value):
    """A number that monitoring records."""

    name: Line
    """What people call the metric."""

    query: Text | None = None
    """The query or the name under which monitoring knows it."""

    unit: Line | None = None
    """The unit of its values; left out for a ratio."""

    range: Range | None = None
    """The values that it can take, `low..high`."""

    no_data: Literal["alert", "ignore", "judge"] | None = None
    """What missing data means: it alerts, it is ignored, or a person judges."""

    dashboard: Line | None = None
    """The link to its dashboard."""
