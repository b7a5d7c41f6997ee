"""Risk: what decides how grave an edit is."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from rollbook.review.change import RISKS, Risk
from rollbook.review.edits import Edit
from rollbook.review.pair import Pair

_LAST = ("acted-on", "not-acted-on")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRule:
    """One reason for a risk, named by its `module`.

    `decides` gives the words that its sentence ends with, empty for none, or nothing where the rule
    does not speak of the edit.
    """

    module: str
    risk: Risk
    why: str
    decides: Callable[[Edit, Pair], str | None]

    @property
    def id(self) -> str:
        """The name of its file, with hyphens."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def says(self) -> str:
        """The first line of its module: what has happened, in a sentence."""
        doc = getattr(sys.modules.get(self.module), "__doc__", None) or ""
        return doc.strip().partition("\n")[0]


@cache
def risk_rules() -> Sequence[RiskRule]:
    """Every rule, the gravest first, and last those that hold for whatever is left.

    There is one in each file of the folder `risks`.
    """
    folder = importlib.import_module("rollbook.review.risks")
    rules: list[RiskRule] = [
        importlib.import_module(f"{folder.__name__}.{module.name}").RISK
        for module in pkgutil.iter_modules(folder.__path__)
    ]
    return sorted(rules, key=lambda rule: (-RISKS.index(rule.risk), rule.id in _LAST, rule.id))


def decided(edit: Edit, pair: Pair) -> tuple[RiskRule, str]:
    """The first rule that speaks of an edit, and the words that the sentence ends with."""
    for rule in risk_rules():
        words = rule.decides(edit, pair)
        if words is not None:
            return rule, words
    raise AssertionError("no rule is left")
