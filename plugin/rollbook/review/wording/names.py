"""Names: what the parts of an SOP are called in sentences."""

from __future__ import annotations

from collections.abc import Mapping

NOUNS: Mapping[str, str] = {
    "roles": "role",
    "triggers": "trigger",
    "targets": "target",
    "values": "value",
    "inputs": "input",
    "steps": "step",
    "checks": "check",
    "notices": "notice",
    "components": "component",
    "metrics": "metric",
    "teams": "team",
    "examples": "example",
    "satisfies": "clause",
    "ignore": "rule",
    "escalation": "escalation",
    "faq": "question",
}
"""Section → one of it."""

FORMS: Mapping[str, Mapping[str, str]] = {
    "steps": {
        "do": "work by hand",
        "run": "a command",
        "approve": "an approval",
        "decide": "a decision",
        "wait": "a wait",
        "check": "a reading of checks",
        "notify": "a notice",
    },
    "checks": {
        "metric": "a measurement",
        "run": "a command",
        "logs": "a search of logs",
        "ask": "a question",
    },
    "triggers": {"metric": "a threshold", "judgement": "somebody's judgement"},
}
"""Section → what sorts of things are in it."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "": {
        "title": "title",
        "version": "version",
        "status": "status",
        "effective": "day of coming into force",
        "owner": "owner",
        "system": "system",
        "covers": "scope",
        "not_for": "text on what the SOP is not for",
        "rto": "RTO",
        "lang": "language",
        "review.every": "time between reviews",
        "review.watch": "list of watched files",
        "drill.every": "time between drills",
        "drill.live": "live drill",
    },
    "steps": {
        "do": "work",
        "run": "command",
        "approve": "role that approves",
        "late": "time in which the approval may follow",
        "decide": "question",
        "cases": "list of answers",
        "wait": "wait",
        "check": "list of checks",
        "notify": "notice",
        "by": "role that takes it",
        "takes": "time that it takes",
        "after": "list of steps before it",
        "then": "way on",
        "phase": "phase",
        "restores": "component that it puts back",
        "saves": "snapshot",
        "expect": "sign that it worked",
        "undo": "way back",
        "point_of_no_return": "warning of no return",
        "on_fail": "way to go when it fails",
        "otherwise": "way to go when the answer is no",
        "each": "repetition",
        "reprocess": "data to be made again",
        "consult": "list of roles to ask",
        "inform": "list of roles to tell",
        "note": "note",
    },
    "triggers": {
        "symptom": "symptom",
        "severity": "severity",
        "metric": "metric",
        "when": "threshold",
        "for": "window",
        "alert": "alert",
        "judgement": "judgement",
        "by": "role that decides",
        "evidence": "evidence",
    },
    "roles": {
        "who": "team",
        "deputy": "deputy",
        "needs": "list of access rights",
        "not": "role that it is kept apart from",
    },
    "targets": {
        "ref": "reference",
        "digest": "digest",
        "proven": "day on which it was proven",
        "keep_until": "day until which it is kept",
    },
    "checks": {
        "metric": "metric",
        "expect": "bar",
        "over": "window",
        "run": "command",
        "logs": "query",
        "ask": "question",
        "by": "role that answers",
        "sign": "signature",
    },
    "notices": {"to": "list of recipients", "within": "time limit", "say": "text"},
    "inputs": {"ask": "question", "find": "command", "example": "example", "pattern": "pattern"},
    "components": {
        "name": "name",
        "kind": "kind",
        "owner": "owner",
        "needs": "list of what it depends on",
        "managed_by": "controller",
        "propagation": "time until a change has arrived",
        "live": "command that shows what runs",
        "restore": "place in the restore order",
    },
    "metrics": {"no_data": "meaning of missing data"},
    "teams": {"members": "list of members"},
    "escalation": {"if": "condition", "to": "person who takes over"},
    "faq": {"q": "question", "a": "answer"},
    "satisfies": {"steps": "list of steps"},
    "ignore": {"reason": "reason"},
    "values": {"value": "value"},
}
"""Section → field → its name; other fields are called as in the file."""

MEMBERS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("steps", "check"): ("the check {} is read as well", "the check {} is no longer read"),
    ("steps", "consult"): ("{} is asked before it now", "{} is no longer asked before it"),
    ("steps", "inform"): ("{} is told of it now", "{} is no longer told of it"),
    ("notices", "to"): ("{} gets it as well", "{} no longer gets it"),
    ("roles", "needs"): (
        "it needs the access right {} now",
        "it no longer needs the access right {}",
    ),
    ("components", "needs"): ("it depends on {} now", "it no longer depends on {}"),
    ("teams", "members"): ("{} is a member now", "{} is no longer a member"),
    ("satisfies", "steps"): ("the step {} counts towards it now", "the step {} no longer counts"),
    ("", "review.watch"): (
        "The SOP watches the files {} as well",
        "The SOP no longer watches the files {}",
    ),
}
"""Section and field → what is said of a member that has come, and of one that has gone."""

NONE: Mapping[tuple[str, str], str] = {
    ("steps", "after"): "the step above",
    ("triggers", "for"): "none",
}
"""What it means that a field is not written."""
