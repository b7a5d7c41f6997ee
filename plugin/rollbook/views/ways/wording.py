"""The words for answers, ways and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rollbook.model.flow import Flow
from rollbook.model.runs.answering import Answer
from rollbook.model.runs.ending import End
from rollbook.rules.words.answers import answered
from rollbook.views.words import EXIT_WORDS, title_case

MEANS: Mapping[End, str] = {
    "verified": "it is known to work again",
    "escalated": "somebody else takes over",
    "stopped": "nothing has to go back",
    "unverified": "nobody knows whether it works",
}
"""What an end means for whoever comes to it."""


def way_words(flow: Flow, way: Sequence[tuple[str, Answer]]) -> str:
    """A way in a line: `Confirm: yes → Approve → Revert: failed`."""
    return " → ".join(answered(flow, name, answer, title_case) for name, answer in way)


def place_words(name: str) -> str:
    """A step or an exit to which an answer leads."""
    return EXIT_WORDS.get(name) or title_case(name)
