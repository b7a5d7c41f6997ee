"""The command `rollbook retract`."""

from __future__ import annotations

import click

from rollbook.hosts.cli.on_the_branch import (
    branch_of,
    branch_options,
    ending,
    project,
    well_addressed,
    writing_options,
)
from rollbook.hosts.cli.output import say
from rollbook.hosts.cli.progress import progress
from rollbook.hosts.cli.unable import Unable
from rollbook.hosts.today import now
from rollbook.loading.characters import described, first_forbidden
from rollbook.publishing.changing.retracting import retract as retracted
from rollbook.publishing.changing.wording import of_retracting


@click.command()
@click.argument("edition")
@click.option("--reason", required=True, metavar="TEXT", help="Why; every page of it shows that.")
@writing_options
@branch_options
def retract(
    edition: str, reason: str, push: bool, dry_run: bool, remote: str | None, branch: str | None
) -> None:
    """Say of an EDITION that it may be used no more.

    Its pages stay as they are and show the reason. If it was in force, the newest one that was in
    force before is so again. Exits with 0 where it is retracted, 1 where there is no such edition,
    2 where it could not run.
    """
    said = project()
    words = " ".join(reason.split())
    if not words:
        raise Unable("the reason is empty: say why the edition may be used no more")
    if unseen := first_forbidden(words):
        raise Unable(f"the reason holds {described(unseen)}: write it without")
    well_addressed(said)
    where = branch_of(said, remote, branch, push=push)
    with ending(), progress() as tell:
        done = retracted(where, edition, words, now(), said.site, tell, dry=dry_run)
    say(*of_retracting(done, where, edition, dry=dry_run))
