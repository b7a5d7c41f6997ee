"""The command `rollbook publish`."""

from __future__ import annotations

import datetime
from pathlib import Path

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
from rollbook.hosts.cli.unable import Unable
from rollbook.hosts.inspecting import BadSettings, inspection
from rollbook.hosts.today import SPOKEN_OF, moment, now
from rollbook.loading.folder import gather
from rollbook.loading.settings import Settings
from rollbook.publishing.changing.publishing import Wish
from rollbook.publishing.changing.publishing import publish as published
from rollbook.publishing.changing.wording import of_publishing
from rollbook.publishing.names import wrong_alias, wrong_edition
from rollbook.publishing.refusing import Refused
from rollbook.rules.checking import check


@click.command()
@click.argument("edition")
@click.argument("aliases", nargs=-1, metavar="[ALIAS]...")
@click.option("--sign", is_flag=True, help="Sign the tag, as git is set up to.")
@writing_options
@branch_options
def publish(
    edition: str,
    aliases: tuple[str, ...],
    sign: bool,
    push: bool,
    dry_run: bool,
    remote: str | None,
    branch: str | None,
) -> None:
    """Publish the handbook as it is committed, as an EDITION of its own.

    An EDITION has a name such as 2026.11 or 3.2. The newest is 'latest' and in force; ALIAS names
    other aliases in the place of that. Exits with 0 where the edition is there, now or before, with
    the same content; 1 where it was refused; 2 where it could not run.
    """
    said = project()
    _well_named(edition, aliases)
    well_addressed(said)
    retention_of(said)
    where = branch_of(said, remote, branch, push=push)
    with ending(), progress() as tell:
        wish = Wish(
            edition=edition,
            aliases=aliases or None,
            settings=said,
            project=Path(),
            sign=sign,
            dry=dry_run,
            now=now(),
            epoch=_epoch(),
            tell=tell,
            inspect=lambda folder, epoch: _inspect(said, folder, epoch),
        )
        done = published(where, wish)
    say(*of_publishing(done, where, said.site, dry=dry_run))


def _epoch() -> int | None:
    """The moment that the environment sets, in seconds since 1970."""
    said = moment(SPOKEN_OF)
    return int(said.timestamp()) if said else None


def _well_named(edition: str, aliases: tuple[str, ...]) -> None:
    wrong = [wrong_edition(edition), *map(wrong_alias, aliases)]
    if any(wrong):
        raise Unable("\n".join(filter(None, wrong)))


def _inspect(said: Settings, folder: Path, epoch: int) -> None:
    """Refuse SOPs with findings; they are named as they stand in the project."""
    folders = [folder / name for name in said.folders]
    day = datetime.datetime.fromtimestamp(epoch, datetime.UTC).date()
    baseline = folder / said.baseline if said.baseline else None
    try:
        wanted = inspection(said.rules, baseline, folders, day)
    except BadSettings as error:
        raise Refused(str(error)) from None
    gathered = gather(folders, folder)
    done = check(gathered, wanted)
    found = sorted((*done.loader, *wanted.policy.baseline.new(done.rules)))
    if found:
        from rollbook.views.report import reports, summary

        sources = gathered.sources({finding.file for finding in found}, done.veil)
        lines = [line for report in reports(found, sources) for line in (*report.lines(), "")]
        raise Refused("\n".join([*lines, f"{summary(found)}: nothing was published"]))
