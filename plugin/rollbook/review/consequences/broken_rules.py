"""Rules about control that the SOP kept before and breaks now, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.loading.shapes import Path
from rollbook.review.change import Change
from rollbook.review.pair import Pair
from rollbook.review.side import Side
from rollbook.rules.components import downstream_not_told
from rollbook.rules.components import restore_order as against_order
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.steps import (
    destructive_without_snapshot,
    gitops_not_frozen,
    no_return_before_approval,
    no_wait_for_propagation,
)
from rollbook.rules.targets import mutable_target
from rollbook.rules.time_and_roles import duties_not_separated
from rollbook.rules.validation import lax_recovery, metric_not_rechecked, restored_not_checked

_RULES = tuple(
    module.RULE
    for module in (
        duties_not_separated,
        no_return_before_approval,
        destructive_without_snapshot,
        mutable_target,
        lax_recovery,
        restored_not_checked,
        metric_not_rechecked,
        downstream_not_told,
        against_order,
        gitops_not_frozen,
        no_wait_for_propagation,
    )
)
_QUOTED = re.compile(r"'([^']*)'")


def broken_rules(pair: Pair) -> Iterator[Change]:
    """What a rule finds on one side only."""
    for rule in _RULES:
        old = {_renamed(pair, fault.path): fault for fault in rule.check(pair.before.subject)}
        new = {fault.path: fault for fault in rule.check(pair.after.subject)}
        for path, fault in new.items():
            if path not in old:
                yield _change(pair.after, rule, fault, broken=True)
        for path, fault in old.items():
            if path not in new:
                yield _change(pair.before, rule, fault, broken=False)


def _renamed(pair: Pair, path: Path) -> Path:
    """The path at which the same thing stands after."""
    if len(path) < 2:
        return path
    section = "steps" if path[0] == "fallback" else str(path[0])
    return (path[0], pair.now(section, str(path[1])), *path[2:])


def _change(side: Side, rule: Rule, fault: Fault, *, broken: bool) -> Change:
    message = fault.message.replace("‹", "<").replace("›", ">")
    said = _QUOTED.sub(r"‹\1›", message)
    file, line, column = side.place(fault.path)
    return Change(
        kind="added" if broken else "removed",
        what="rule",
        name=rule.id,
        sentence=f"{said[:1].upper()}{said[1:]}." if broken else f"It is no longer so that {said}.",
        risk="weakening" if broken else "procedural",
        rule=rule.id,
        why=rule.why,
        derived=True,
        file=file,
        line=line,
        column=column,
    )
