"""The command `rollbook init`."""

from __future__ import annotations

from pathlib import Path

import click

from rollbook.hosts.cli.output import say
from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.writing import write_new
from rollbook.hosts.today import today
from rollbook.loading.files import source_files
from rollbook.views.draft import starter


@click.command()
def init() -> None:
    """Make a working handbook in this folder, or add one to the MkDocs project that is here."""
    found = told()
    folder = found.folders[0]
    sops, site = starter(today())
    written: list[Path] = []
    there: list[Path] = []
    # An example beside SOPs that are there would name teams which these do not know.
    if any(source_files([folder], Path())):
        there.append(folder)
    else:
        written, there = write_new(folder, sops)
    if not found.project:
        more_written, more_there = write_new(Path(), site)
        written, there = written + more_written, there + more_there
    say(*(f"wrote {path}" for path in written), *(f"left {path} as it is" for path in there), "")
    if found.project and not found.plugin:
        say(*("next: add the plugin to your mkdocs.yml:", ""))
        say(*("plugins:", "  - search", "  - rollbook", ""))
    say("'mkdocs serve' shows the handbook, 'rollbook new' writes the draft of an SOP.")
