"""The command `rollbook rules`."""

from __future__ import annotations

import click

from rollbook.hosts.cli.output import put, say
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.suggest import did_you_mean
from rollbook.rules.catalogue import BadPack, all_rules
from rollbook.views.rule_page import group_of, rule_page


@click.command()
@click.argument("rule", required=False)
def rules(rule: str | None) -> None:
    """List the rules that 'check' holds SOPs to, or explain one of them."""
    try:
        known = all_rules()
    except BadPack as error:
        raise Unable(str(error)) from None
    if rule is None:
        width = max(map(len, known))
        group = ""
        for name, one in known.items():
            if group_of(one) != group:
                group = group_of(one)
                say(*([] if name == next(iter(known)) else [""]), group)
            say(f"  {name:{width}}  {one.level:7}  {one.finds or one.why}")
        return
    if rule not in known:
        near = did_you_mean(rule, known)
        hint = f"did you mean '{near}'?" if near else "'rollbook rules' lists them"
        raise Unable(f"there is no rule '{rule}': {hint}")
    put(rule_page(known[rule]), "markdown")
