"""The command `rollbook prune`."""

from __future__ import annotations

import click

from rollbook.hosts.cli.on_the_branch import (
    branch_of,
    branch_options,
    ending,
    project,
    retention_of,
    well_addressed,
    writing_options,
)
from rollbook.hosts.cli.output import say
from rollbook.hosts.cli.progress import progress
from rollbook.hosts.today import now
from rollbook.publishing.changing.pruning import prune as pruned
from rollbook.publishing.changing.wording import of_pruning


@click.command()
@click.option("--keep", required=True, type=click.IntRange(min=1), help="How many stay at least.")
@writing_options
@branch_options
def prune(keep: int, push: bool, dry_run: bool, remote: str | None, branch: str | None) -> None:
    """Remove the pages of all but the newest editions.

    What is in force, what an alias leads to and what is inside its retention time stays. Of the
    others, the list of editions, the tag and all permanent addresses stay. Exits with 0, or 2 where
    it could not run.
    """
    said = project()
    well_addressed(said)
    retention = retention_of(said)
    where = branch_of(said, remote, branch, push=push)
    with ending(), progress() as tell:
        done = pruned(where, keep, retention, now(), said.site, tell, dry=dry_run)
    say(*of_pruning(done, where, dry=dry_run))
