"""A key, a token or a password stands in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollbook.loading.held import Held
from rollbook.rules.rule import Fault, Rule

_HINT = (
    "the handbook shows what a file says: revoke it now, since it has been read; then take it from "
    "a vault or a variable"
)


def _secrets(held: Sequence[Held]) -> Iterator[Fault]:
    """The first of each sort in a text."""
    told = set()
    for one in held:
        about = one.path, one.key, one.secret.sort
        if about not in told:
            told.add(about)
            beginning = one.secret.beginning
            message = f"here stands {one.secret.sort}{f' ({beginning}…)' if beginning else ''}"
            yield Fault(one.path, message, _HINT, place=one.place, secret=True)


RULE = Rule(
    module=__name__,
    level="error",
    why="Whoever can read the handbook can use what stands in it, also when it has long been "
    "deleted from the newest version.",
    bad="""\
steps:
  revert:
    run: ops/search ${targets.model} --password Sommer-2026
""",
    good="""\
steps:
  revert:
    run: ops/search ${targets.model} --password "$SEARCH_PASSWORD"
""",
    secrets=_secrets,
)
