"""Verdicts in words: one sentence for each, the same wherever a case is told of."""

from __future__ import annotations

from rollbook.model.runs.verdict import Verdict
from rollbook.views.badges import Badge, Tone
from rollbook.views.words import duration

_NOT_JUDGED = {
    "impossible": "no way of the procedure takes these steps in this order",
    "unclear": "its steps do not say whether it was verified in the end",
    "untold": "nobody noted the steps",
    "unknown": "its earlier procedure is not here",
}


def said(verdict: Verdict) -> str:
    """How a case stands to the RTO, in a sentence without its stop."""
    took, rto = duration(verdict.seconds), duration(verdict.rto)
    match verdict.kind:
        case "within":
            return f"{took}, within the RTO of {rto}"
        case "over":
            return f"{took}, {duration(verdict.seconds - verdict.rto)} over the RTO of {rto}"
        case "missed" if verdict.end == "escalated":
            return f"{took}, then escalated: the RTO of {rto} was not met"
        case "missed":
            return f"{took}, and never verified: the RTO of {rto} was not met"
        case "stopped":
            return f"{took}, then stopped: not held against the RTO"
        case "untold":
            return f"Not judged: {_NOT_JUDGED[verdict.kind]}"
        case kind:
            return f"{took} in all, not judged: {_NOT_JUDGED[kind]}"


def badge(verdict: Verdict) -> Badge:
    """The same with its icon."""
    tones: dict[str, Tone] = {"within": "ok", "stopped": "info", "over": "bad", "missed": "bad"}
    return Badge(tones.get(verdict.kind, "mute"), "clock", said(verdict))
