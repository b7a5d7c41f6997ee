"""The rules: what each of them is there for."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.rules.catalogue import all_rules
from rollbook.rules.rule import Rule
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.reports.rule_links import rule_link
from rollbook.views.rule_page import group_of


@dataclass(frozen=True, slots=True)
class Row:
    """A rule as it is shown."""

    id: str
    href: str
    level: str
    finds: str
    why: str


def rules(library: Library) -> Markup:
    """Every rule by its group, those of other packages too."""
    groups: dict[str, list[Row]] = {}
    for rule in all_rules().values():
        groups.setdefault(group_of(rule), []).append(_row(rule))
    return render("handbook/rules", groups=groups.items())


def _row(rule: Rule) -> Row:
    return Row(rule.id, rule_link(rule.id), rule.level, rule.finds, rule.why)
