"""The policy: what a team has decided about the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from rollbook.loading.baseline import BadBaseline, Baseline, read_baseline
from rollbook.loading.finding import Level
from rollbook.loading.suggest import did_you_mean
from rollbook.model.sop import Sop
from rollbook.rules.rule import Rule

Setting = Level | Literal["off"]
SETTINGS: tuple[str, ...] = (*get_args(Level), "off")


@dataclass(frozen=True)
class Policy:
    """Rule → what it is set to, where that is not its own level; and what is known already."""

    settings: Mapping[str, Setting] = field(default_factory=dict)
    baseline: Baseline = field(default_factory=Baseline)

    def level(self, rule: Rule, sop: Sop | None) -> Level | None:
        """How much a fault weighs; nothing where the rule is off.

        A draft may have gaps: in one a fault is never an error.
        """
        setting = self.settings.get(rule.id, rule.level)
        if setting == "off":
            return None
        return "warning" if sop is not None and sop.status == "draft" else setting


def decided(
    settings: object, baseline: Path | None, rules: Collection[str]
) -> tuple[Policy, list[str]]:
    """The policy that a project's settings ask for, and what is wrong with them, in words."""
    chosen, wrong = _chosen(settings, rules)
    known = Baseline()
    if baseline is not None:
        try:
            known = read_baseline(baseline)
        except BadBaseline as error:
            wrong.append(f"the baseline {baseline} {error}")
    return Policy(chosen, known), wrong


def _chosen(settings: object, rules: Collection[str]) -> tuple[dict[str, Setting], list[str]]:
    """Rule → its setting; readers of YAML 1.1 take `off` for false."""
    if settings in (False, "off"):
        return dict.fromkeys(rules, "off"), []
    if not isinstance(settings, Mapping):
        return {}, ["'rules' is 'off', or a mapping such as 'role-without-deputy: off'"]
    meanings: dict[object, Setting] = {"error": "error", "warning": "warning", "off": "off"}
    meanings[False] = "off"
    chosen: dict[str, Setting] = {}
    wrong: list[str] = []
    for name, setting in settings.items():
        if name not in rules:
            near = did_you_mean(str(name), rules)
            hint = f": did you mean '{near}'?" if near else ""
            wrong.append(f"there is no rule '{name}'{hint}")
        elif not isinstance(setting, str | bool) or setting not in meanings:
            wrong.append(f"rule '{name}' can be {', '.join(SETTINGS)}, and not '{setting}'")
        else:
            chosen[name] = meanings[setting]
    return chosen, wrong
