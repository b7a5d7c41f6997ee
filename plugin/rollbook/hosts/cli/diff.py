"""The command `rollbook diff`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rollbook.hosts.cli.output import put, say
from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.unable import Unable
from rollbook.hosts.cli.writing import write
from rollbook.hosts.today import today
from rollbook.loading.folder import Loaded
from rollbook.review.change import Review
from rollbook.review.comparing import (
    NoEdition,
    Outcome,
    compare_folders,
    compare_with_git,
    is_revision,
)
from rollbook.views.harmless import document

if TYPE_CHECKING:
    from rollbook.views.library import Library

Form = Literal["text", "markdown", "json", "html"]
_FORMS = ("text", "markdown", "json", "html")
_STANDARD_OUTPUT = Path("-")


@click.command()
@click.argument("base", required=False)
@click.argument("head", required=False)
@click.option("--check", is_flag=True, help="Fail where a change lacks its reason or its version.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to, or -.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def diff(
    base: str | None,
    head: str | None,
    check: bool,
    form: Form,
    output: Path | None,
    color: str,
) -> None:
    """Say what has changed in the SOPs, and whether it makes a control weaker.

    BASE and HEAD are revisions of git, or two folders of SOPs. Without a BASE it is where the
    branch left the default branch; without a HEAD, the files as they are now. Exits with 0; with
    --check, with 1 where a weaker control has no reason on record or a changed procedure has its
    old version; with 2 where it could not run.
    """
    try:
        review, before, after = _compared(base, head)
    except NoEdition as error:
        raise Unable(str(error)) from None
    if after.handbook is None:
        raise Unable("handbook.yml has faults, or is missing: 'rollbook check' names them")
    if output is None or output == _STANDARD_OUTPUT:
        if form == "text":
            _print(review, color)
        else:
            put(_WRITERS[form](review, before, after), form)
    else:
        write(output, document(_WRITERS[form](review, before, after), form).encode())
        say(f"wrote {output}", err=True)
    sys.exit(check and any(sop.unsaid for sop in review.sops))


def _compared(base: str | None, head: str | None) -> Outcome:
    """Two folders where both are named as such, and else two revisions."""
    if base is not None and head is not None and Path(base).is_dir() and Path(head).is_dir():
        for name in (base, head):
            if is_revision(Path(), name):
                raise Unable(
                    f"'{name}' is a folder and a revision: write './{name}', or the whole name of "
                    f"the revision, such as 'refs/heads/{name}'"
                )
        return compare_folders([Path(base)], [Path(head)], today())
    folders = told().folders
    return compare_with_git(folders, base, head, today())


def _print(review: Review, color: str) -> None:
    from rollbook.hosts.cli.printing_changes import print_changes
    from rollbook.views.changes.as_text import as_text

    print_changes(as_text(review), color)


def _text(review: Review, before: Loaded | None, after: Loaded) -> str:
    from rollbook.hosts.cli.printing_changes import plain_changes
    from rollbook.views.changes.as_text import as_text

    return plain_changes(as_text(review))


def _markdown(review: Review, before: Loaded | None, after: Loaded) -> str:
    from rollbook.views.changes.as_markdown import as_markdown

    return as_markdown(review)


def _json(review: Review, before: Loaded | None, after: Loaded) -> str:
    from rollbook.views.changes.as_json import as_json

    return as_json(review) + "\n"


def _html(review: Review, before: Loaded | None, after: Loaded) -> str:
    from rollbook.views.changes.as_html import as_html

    was = _library(before) if before else None
    now = _library(after)
    assert now is not None
    return as_html(review, was, now)


def _library(loaded: Loaded) -> Library | None:
    from rollbook.views.library import Library

    handbook = loaded.handbook
    return Library(handbook, today(), veil=loaded.veil) if handbook else None


_WRITERS: dict[Form, Callable[[Review, Loaded | None, Loaded], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "html": _html,
}
