"""Where a rule is explained on Rollbook's own site."""

from __future__ import annotations

from functools import cache

from rollbook.rules.catalogue import own_rules
from rollbook.views.reports.loader_rules import LOADER_RULES

SITE = "https://rollbook.github.io/rollbook/"


def rule_link(rule: str) -> str:
    """The address of what is said of a rule; empty for a rule of another package."""
    if rule in LOADER_RULES:
        return f"{SITE}guide/command/#rollbook-check"
    return f"{SITE}guide/rules/{rule}/" if rule in _own_ids() else ""


@cache
def _own_ids() -> frozenset[str]:
    return frozenset(rule.id for rule in own_rules())
