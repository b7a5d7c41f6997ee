"""The command `rollbook new`."""

from __future__ import annotations

from pathlib import Path

import click

from rollbook.hosts.cli.output import say
from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.unable import Unable
from rollbook.hosts.cli.writing import write_new
from rollbook.hosts.today import today
from rollbook.loading.folder import load
from rollbook.loading.suggest import did_you_mean
from rollbook.views.draft import TEMPLATES, draft


@click.command()
@click.argument("template")
@click.argument("sop_id", metavar="ID")
def new(template: str, sop_id: str) -> None:
    """Write a first draft of an SOP.

    TEMPLATE is model, bias, data-pipeline, infrastructure or prompt; ID is the name of the file and
    the permanent id of the SOP.
    """
    if template not in TEMPLATES:
        near = did_you_mean(template, TEMPLATES)
        hint = f"did you mean '{near}'?" if near else f"there is {', '.join(TEMPLATES)}"
        raise Unable(f"there is no template '{template}': {hint}")
    folder = told().folders[0]
    handbook = load([folder], Path()).handbook if folder.is_dir() else None
    if handbook is None:
        shared_file = folder / "handbook.yml"
        if shared_file.exists():
            raise Unable(f"{shared_file} has faults: 'rollbook check' names them")
        raise Unable(f"there is no {shared_file}: 'rollbook init' makes one")
    shared = handbook.shared
    taken = {*shared.components, *shared.metrics, *shared.notices}
    try:
        files = draft(template, sop_id, list(shared.teams), taken, today())
    except ValueError as error:
        raise Unable(str(error)) from None
    written, there = write_new(folder, files)
    if there:
        raise Unable(f"{there[0]} is there already, and nothing is overwritten")
    say(f"wrote {written[0]}")
    say("next: fill in what is marked TODO; 'rollbook check' names each place")
