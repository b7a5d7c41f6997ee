"""The command `rollbook stale`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from rollbook.hosts.cli.output import annotate, put, say
from rollbook.hosts.cli.sop_folders import sop_folders
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.folder import Loaded, load
from rollbook.loading.repository import NoEdition, Repository
from rollbook.review.stale import stale as stale_sops
from rollbook.views.changes.stale_list import as_github, as_json, as_markdown, as_text


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--sops",
    "folders",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Where the SOPs are; repeatable. Those that mkdocs.yml names unless said.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
)
def stale(paths: tuple[str, ...], folders: tuple[Path, ...], form: str) -> None:
    """Name the SOPs that a change of these files may make stale, with their owners.

    A PATH is named from the top of its repository, as `review.watch` names it; - reads them from
    standard input, one a line or with NUL between them. Without any, they are the files that differ
    from where the current branch left the default branch. Exits with 2 where it could not run, and
    with 0 otherwise.
    """
    loaded = _loaded(folders or sop_folders())
    assert loaded.handbook is not None
    files = _named(paths) if paths else _changed()
    found = loaded.veil.all(stale_sops(loaded.handbook, files))
    if form == "github":
        annotate(as_github(found))
    elif form == "json":
        put(as_json(found), "json")
    elif form == "markdown":
        put(as_markdown(found), "markdown")
    else:
        say(*as_text(found))


def _loaded(folders: Sequence[Path]) -> Loaded:
    """What stands in the folders, with a handbook."""
    for folder in folders:
        if not folder.is_dir():
            raise Unable(f"there is no folder '{folder}'")
    loaded = load(folders, Path())
    if loaded.handbook is None:
        raise Unable("handbook.yml has faults: 'rollbook check' names them")
    for name in sorted(set(loaded.sops) - loaded.handbook.sops.keys()):
        shown = loaded.shown["sop", name]
        say(f"{shown} has faults and is left out: 'rollbook check' names them", err=True)
    return loaded


def _named(paths: Sequence[str]) -> list[str]:
    """The paths that were given; what stands for standard input is what is read there."""
    found = []
    for path in paths:
        found += _read() if path == "-" else [path]
    return [os.path.normpath(path) for path in found]


def _read() -> list[str]:
    if sys.stdin is None:
        raise Unable("standard input is closed: name the files, or let them come from a program")
    data = os.fsdecode(sys.stdin.buffer.read())
    return [path for path in (data.split("\0") if "\0" in data else data.splitlines()) if path]


def _changed() -> list[str]:
    try:
        repository = Repository.around(Path())
        return repository.changed(repository.fork(), None)
    except NoEdition as error:
        raise Unable(f"{error}\nor name the files that have changed") from None
