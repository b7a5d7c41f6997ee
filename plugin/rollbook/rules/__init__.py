"""What a good SOP is: one file a rule."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.finding import Finding
from rollbook.loading.folder import Loaded
from rollbook.rules.rule import Rule
from rollbook.rules.unresolved_placeholder import UNRESOLVED_PLACEHOLDER

RULES: tuple[Rule, ...] = (UNRESOLVED_PLACEHOLDER,)
"""Every rule, in the order of the ids."""


def findings(loaded: Loaded) -> tuple[Finding, ...]:
    """What the rules find in the SOPs that could be read, sorted by place."""
    return tuple(sorted(_found(loaded)))


def _found(loaded: Loaded) -> Iterator[Finding]:
    sops = loaded.handbook.sops if loaded.handbook else {}
    for name, sop in sops.items():
        document, file = loaded.documents["sop", name], loaded.shown["sop", name]
        for rule in (rule for rule in RULES if rule.id not in sop.ignore):
            for fault in rule.check(sop, document.value):
                place = document.place(fault.path)
                yield Finding(
                    file,
                    place.line,
                    place.column,
                    rule.id,
                    rule.level(sop),
                    fault.message,
                    fault.hint,
                    width=place.width,
                )
