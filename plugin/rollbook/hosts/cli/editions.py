"""The command `rollbook editions`."""

from __future__ import annotations

import datetime
import json

import click

from rollbook.hosts.cli.on_the_branch import branch_of, branch_options, ending, project
from rollbook.hosts.cli.output import put, say
from rollbook.hosts.cli.unable import Unable
from rollbook.publishing.branch.ledger import moment
from rollbook.publishing.branch.reading import Tip, newest
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.wording import of_editions
from rollbook.views.reports.json_text import json_text


@click.command()
@click.option("--on", "day", metavar="DAY", help="What was in force then, such as 2026-03-05.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@branch_options
def editions(day: str | None, form: str, remote: str | None, branch: str | None) -> None:
    """List the editions: when each was in force, and what it was made from.

    It asks no network: 'git fetch' brings what others published. Exits with 0; 2 where it could
    not run.
    """
    where = branch_of(project(), remote, branch, push=False)
    with ending():
        commit = newest(where.repository, where.remote, where.name)
        if commit is None:
            raise Unable(
                f"there is no branch {where.name} here: 'git fetch {where.remote} {where.name}' "
                "brings it, if anything was published"
            )
        state = State(Tip(where.repository, commit))
        if form == "json":
            ledger = state.ledger
            if day is not None:
                first, last = _moments(day)
                held = tuple(e for e in ledger.editions if e.held(first, last))
                ledger = ledger.model_copy(update={"editions": held})
            put(json_text(json.loads(ledger.data)), "json")
            return
        lines = list(of_editions(state, None if day is None else _moments(day)))
    say(*lines)
    if day is not None and not lines:
        say(f"no edition was in force on {day}", err=True)


def _moments(day: str) -> tuple[str, str]:
    """The first and the last second of a day, or one moment twice; as ISO 8601 writes them."""
    try:
        if "T" not in day and " " not in day and ":" not in day:
            whole = datetime.date.fromisoformat(day)
            return f"{whole}T00:00:00Z", f"{whole}T23:59:59Z"
        start = datetime.datetime.fromisoformat(day)
        at = moment(start if start.tzinfo else start.replace(tzinfo=datetime.UTC))
    except (ValueError, OverflowError):
        raise Unable(
            f"'{day[:40]}' is no day: write one such as 2026-03-05, or 2026-03-05T03:12Z"
        ) from None
    return at, at
