"""The command `rollbook ways`."""

from __future__ import annotations

import click

from rollbook.hosts.cli.one_sop import one_sop
from rollbook.hosts.cli.output import put, say
from rollbook.hosts.cli.unable import Unable
from rollbook.views.ways.as_json import as_json
from rollbook.views.ways.as_text import as_text
from rollbook.views.ways.ends import ends


@click.command()
@click.argument("sop", metavar="SOP")
@click.option("--through", metavar="STEP", help="What happens if this step fails.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def ways(sop: str, through: str | None, form: str) -> None:
    """Say how an SOP can end, by walking every way through it.

    SOP is its id or its file. For each end there is the shortest way and how long it takes. Exits
    with 2 where it could not run, and with 0 otherwise.
    """
    loaded, handbook, sop_id = one_sop(sop)
    try:
        found = loaded.veil.all(ends(sop_id, handbook.sops[sop_id], through))
    except ValueError as error:
        raise Unable(loaded.veil.text(str(error))) from None
    if form == "json":
        put(as_json(found), "json")
    else:
        say(*as_text(found))
