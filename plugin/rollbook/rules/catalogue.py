"""The catalogue: every rule, ours and those of other packages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from rollbook import rules
from rollbook.rules.rule import Rule

GROUPS: Mapping[str, str] = {
    "triggers": "Triggers",
    "targets": "Targets",
    "components": "Components",
    "steps": "Steps",
    "time_and_roles": "Time and roles",
    "validation": "Validation",
    "life_cycle": "Life cycle",
}
"""Folder of rules → its title, in the order of the documentation."""

PACKS = "rollbook.rules"
"""The entry point under which another package offers a module with `RULES`, or a list of rules."""


class BadPack(Exception):
    """A pack of rules that cannot be used; the text says which, and why."""


@cache
def own_rules() -> tuple[Rule, ...]:
    """The rules of this package, by group and then by id: one in each file of a group's folder."""
    return tuple(rule for group in GROUPS for rule in _in_folder(group))


@cache
def all_rules() -> Mapping[str, Rule]:
    """Id → rule, ours first; a pack that cannot be used raises `BadPack`."""
    found = {rule.id: rule for rule in own_rules()}
    for pack in entry_points(group=PACKS):
        for rule in _of_pack(pack):
            if rule.id in found:
                raise BadPack(f"the rule pack '{pack.name}' has a rule '{rule.id}': there is one")
            found[rule.id] = rule
    return found


def _in_folder(group: str) -> Iterator[Rule]:
    folder = importlib.import_module(f"{rules.__name__}.{group}")
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda module: module.name):
        rule: Rule = importlib.import_module(f"{folder.__name__}.{module.name}").RULE
        yield rule


def _of_pack(pack: EntryPoint) -> Iterator[Rule]:
    try:
        offered = pack.load()
    except Exception as error:  # whatever a stranger's module does when it is imported
        raise BadPack(f"the rule pack '{pack.name}' cannot be loaded: {error}") from error
    for rule in getattr(offered, "RULES", ()) if isinstance(offered, ModuleType) else offered:
        if not isinstance(rule, Rule):
            raise BadPack(f"the rule pack '{pack.name}' offers {rule!r}, which is no rule")
        yield rule
