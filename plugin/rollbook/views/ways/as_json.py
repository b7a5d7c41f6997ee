"""The ends of an SOP for programs."""

from __future__ import annotations

from typing import Any

from rollbook.views.reports.json_text import json_text
from rollbook.views.ways.ends import Ends, EndWay


def as_json(ends: Ends) -> str:
    """The same as the text; docs/guide/command.md says what each key means."""
    fails = ends.failing
    said: dict[str, Any] = {
        "sop": ends.sop,
        "title": ends.title,
        "rto": ends.rto,
        "states": ends.states,
        "whole": ends.whole,
        "through": fails and {"step": fails.step, "tries": fails.tries, "next": list(fails.next)},
        "ends": [_end(found) for found in ends.ends],
    }
    return json_text(said)


def _end(found: EndWay) -> dict[str, Any]:
    return {
        "end": found.end,
        "ways": found.ways,
        "seconds": found.seconds,
        "recovered": found.recovered,
        "lacks": found.lacks,
        "way": [{"step": step, "answer": answer} for step, answer in found.answers],
    }
