"""The page of a rule: why it is there, an SOP that breaks it, and the same one mended."""

from __future__ import annotations

from rollbook.rules.catalogue import GROUPS
from rollbook.rules.rule import Rule

_PLACES = {
    "sop": "In an SOP",
    "handbook": "In `handbook.yml`",
    "incident": "In the record of an incident",
    "drill": "In the record of a drill",
    "approval": "In the record of an approval",
    "review": "In the record of a review",
}


def rule_page(rule: Rule) -> str:
    """The page as Markdown."""
    return f"""\
# {rule.id}

{_finds(rule)}{rule.why}

{_PLACES[rule.place]}, this breaks the rule:

```yaml
{rule.bad.strip()}
```

and this does not:

```yaml
{rule.good.strip()}
```

About {group_of(rule).lower()}; {_weight(rule)}.
"""


def _finds(rule: Rule) -> str:
    """What it finds, where its module says so."""
    return f"**{rule.finds}** " if rule.finds else ""


def group_of(rule: Rule) -> str:
    """The title of its group; a rule of another package may have one of its own."""
    return GROUPS.get(rule.group, rule.group.replace("_", " ").capitalize())


def _weight(rule: Rule) -> str:
    if rule.level == "warning":
        return "it is a warning"
    return "it is an error, and in a draft a warning"
