"""The command `rollbook verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rollbook.hosts.cli.on_the_branch import branch_options, ending, place_of
from rollbook.hosts.cli.output import put
from rollbook.hosts.cli.progress import progress
from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.unable import Unable
from rollbook.publishing.names import wrong_edition
from rollbook.publishing.verifying.finding import NothingToVerify, in_folder, on_branch
from rollbook.publishing.verifying.proof import Verdict
from rollbook.publishing.verifying.signers import NoSigners, Signers
from rollbook.publishing.verifying.surroundings import surroundings
from rollbook.publishing.verifying.verifying import verify as verified
from rollbook.views.reports.json_text import json_text


@click.command()
@click.argument("edition")
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Look at files on a disk: those of the edition, or of a site.",
)
@click.option(
    "--signers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Who may sign: git's allowed signers, OpenPGP keys, or both.",
)
@click.option("--rebuild", is_flag=True, help="Build it again, and compare.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@branch_options
def verify(
    edition: str,
    folder: Path | None,
    signers: Path | None,
    rebuild: bool,
    form: str,
    color: str,
    remote: str | None,
    branch: str | None,
) -> None:
    """Prove that an EDITION is as it was published.

    It asks no network: 'git fetch --tags' brings what others published. Exits with 0 where nothing
    speaks against it, and the output says how much of it is proved; 1 where something does; 2 where
    it could not run.
    """
    if wrong := wrong_edition(edition):
        raise Unable(wrong)
    said = told()
    names = place_of(said, remote, branch)
    with ending():
        try:
            may_sign = signers or said.signers
            allowed = Signers.read(may_sign) if may_sign else None
            around = surroundings(Path(), *names, edition)
            subject = in_folder(edition, folder, around) if folder else on_branch(edition, around)
        except (NothingToVerify, NoSigners) as error:
            raise Unable(str(error)) from None
        with progress() as tell:
            verdict = verified(subject, allowed, rebuild=rebuild, tell=tell)
    _print(verdict, form, color)
    sys.exit(int(verdict.outcome == "failed"))


def _print(verdict: Verdict, form: str, color: str) -> None:
    if form == "json":
        proofs = [
            {"proof": proof.name, "outcome": proof.outcome, "says": list(proof.says)}
            for proof in verdict.proofs
        ]
        found = {
            "edition": verdict.edition,
            "verdict": verdict.outcome,
            "summary": verdict.sentence,
        }
        put(json_text({**found, "proofs": proofs}), "json")
    else:
        from rollbook.hosts.cli.printing_proofs import print_proofs

        print_proofs(verdict, color)
