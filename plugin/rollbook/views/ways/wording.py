"""The words for answers, ways and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rollbook.model.flow import Flow
from rollbook.model.runs.answering import CASE, FAIL, Answer
from rollbook.model.runs.ending import End
from rollbook.model.runs.outcomes import Reason
from rollbook.model.step import Approve
from rollbook.views.words import EXIT_WORDS, listing, title_case

MEANS: Mapping[End, str] = {
    "verified": "it is known to work again",
    "escalated": "somebody else takes over",
    "stopped": "nothing has to go back",
    "unverified": "nobody knows whether it works",
}
"""What an end means for whoever comes to it."""


def way_words(flow: Flow, way: Sequence[tuple[str, Answer]]) -> str:
    """A way in a line: `Confirm: yes → Approve → Revert: failed`."""
    return " → ".join(_answered(flow, name, answer) for name, answer in way)


def place_words(name: str) -> str:
    """A step or an exit to which an answer leads."""
    return EXIT_WORDS.get(name) or title_case(name)


def reason_words(reason: Reason) -> str:
    """What a run lacks to be verified."""
    steps = listing([title_case(name) for name in reason.steps])
    was = "was" if len(reason.steps) == 1 else "were"
    match reason.lack:
        case "unchecked":
            return f"{steps} {was} not checked"
        case "failed":
            return f"{steps} failed"
        case "missing":
            return f"{steps} {was} not reached"
        case "left":
            return "it was left behind the last check"
        case _:
            return "nothing was put back or checked"


def _answered(flow: Flow, name: str, answer: Answer) -> str:
    title = title_case(name)
    if answer == "done":
        return title
    if answer == FAIL:
        refused = isinstance(flow.steps[name], Approve)
        return f"{title}: {'not approved' if refused else 'failed'}"
    return f"{title}: {answer.removeprefix(CASE)}"
