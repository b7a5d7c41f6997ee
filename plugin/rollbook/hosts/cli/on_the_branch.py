"""What every command about editions begins with: which branch, and how its errors end."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.git import GitFailed
from rollbook.loading.repository import NoEdition, Repository
from rollbook.loading.settings import Settings
from rollbook.model.measures import Duration
from rollbook.publishing.branch.asking import NoBranch
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.mike import MikeFailed
from rollbook.publishing.edition.building import BrokeDown, NotBuilt
from rollbook.publishing.edition.making import NoHandbook
from rollbook.publishing.git import GitRefused
from rollbook.publishing.names import wrong_branch, wrong_remote
from rollbook.publishing.refusing import Refused, Unreached

_LITTLE = 1024 * 1024
"""So few bytes are no room to publish in."""

_IN_NO_ADDRESS = re.compile(r"[\s?#\"'<>\\^`{|}]")
"""What an address does not hold, or that of a site does not."""

F = TypeVar("F", bound=Callable[..., Any])


def branch_options(command: F) -> F:
    """The options that say where the editions are."""
    command = click.option("--branch", metavar="NAME", help="Instead of mkdocs.yml's.")(command)
    return click.option("--remote", metavar="NAME", help="Instead of mkdocs.yml's.")(command)


def writing_options(command: F) -> F:
    """The options of a command that changes the branch."""
    command = click.option("--dry-run", is_flag=True, help="Only say what would change.")(command)
    return click.option("--push", is_flag=True, help="Change it at the remote as well.")(command)


def project() -> Settings:
    """What the project in this folder says; there has to be one that names our plugin."""
    said = told()
    if not said.project:
        raise Unable("there is no mkdocs.yml here: run this where it is, or 'rollbook init' first")
    if not said.plugin:
        raise Unable("mkdocs.yml does not name the plugin: add '- rollbook' to its 'plugins'")
    return said


def well_addressed(said: Settings) -> None:
    """Refuse a `site_url` that pages at the root could not name."""
    if said.site and not _is_of_the_web(said.site):
        raise Unable(
            f"mkdocs.yml: site_url: '{said.site}' is no address of a site: write one such as "
            "https://handbook.acme.example/"
        )


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    is_whole = address.isprintable() and not _IN_NO_ADDRESS.search(address)
    return has_host and is_whole and parts.scheme in ("http", "https")


def retention_of(said: Settings) -> Duration | None:
    """How long the project keeps an edition at least, once another is in force."""
    try:
        return Duration.parse(said.retention) if said.retention else None
    except ValueError as error:
        raise Unable(f"mkdocs.yml: retention: {error}") from None


def branch_of(said: Settings, remote: str | None, branch: str | None, *, push: bool) -> Branch:
    """The branch that the project or the command names."""
    names = place_of(said, remote, branch)
    try:
        repository = Repository.around(Path())
    except NoEdition as error:
        raise Unable(
            str(error).replace(": compare two folders", ": begin one with 'git init'")
        ) from None
    return Branch(repository, *names, push)


def place_of(said: Settings, remote: str | None, branch: str | None) -> tuple[str, str]:
    """The names of the remote and the branch."""
    names = (remote or said.remote, branch or said.branch)
    wrong = (wrong_remote(names[0]), wrong_branch(names[1]))
    if any(wrong):
        raise Unable("\n".join(filter(None, wrong)))
    return names


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """End a command that was refused with 1, and one that could not run with 2."""
    try:
        yield
    except (Refused, NotBuilt, NoHandbook) as error:
        raise click.ClickException(str(error)) from None
    except (BrokeDown, NoBranch, NoEdition, MikeFailed, GitFailed, GitRefused, Unreached) as error:
        raise Unable(f"{error}{_no_room()}") from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Unable(f"{where}{error.strerror or error}") from None


def _no_room() -> str:
    """That a disk is full, where it is: git does not always say so."""
    places = [Path.cwd(), Path(tempfile.gettempdir())]
    full = [str(place) for place in places if shutil.disk_usage(place).free < _LITTLE]
    return f"\nThere is hardly any room left on the disk of {full[0]}" if full else ""
