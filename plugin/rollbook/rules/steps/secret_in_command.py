"""A key, a token or a password stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from rollbook.loading.files import SHARED, Key
from rollbook.loading.shapes import Path
from rollbook.model.sop import Constant
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.secrets import secrets

_BETWEEN = "\0"
"""It stands in no text and in no secret."""

_HINT = "revoke it now, since it has been read; then take it from a vault or a variable"


def _check(subject: Subject) -> Iterator[Fault]:
    return _faults([*subject.texts, *_assigned(subject.sop.values)], None)


def _across(overview: Overview) -> Iterator[Fault]:
    """What several SOPs share, where a text can hold a command or a link."""
    shared = overview.shared
    texts: list[tuple[Path, str | None]] = [
        *((("teams", name, "contact"), team.contact) for name, team in shared.teams.items()),
        *((("components", name, "live"), part.live) for name, part in shared.components.items()),
        *((("metrics", name, "query"), metric.query) for name, metric in shared.metrics.items()),
        *_assigned(shared.values),
        *((("notices", name, "say"), notice.say) for name, notice in shared.notices.items()),
    ]
    return _faults([(path, text) for path, text in texts if text], SHARED)


def _assigned(values: Mapping[str, Constant]) -> list[tuple[Path, str]]:
    """Constants with their names, since `db-password` says what its value is."""
    return [(("values", name), f"{name}={value}") for name, value in values.items()]


def _faults(texts: Sequence[tuple[Path, str]], file: Key | None) -> Iterator[Fault]:
    """The first of each sort in a text; all texts are looked through at once, which is quicker."""
    together = _BETWEEN.join(text for _, text in texts)
    found = sorted(secrets(together), key=lambda secret: secret.start)
    if not found:
        return
    starts = [0, *accumulate(len(text) + 1 for _, text in texts)]
    told: set[tuple[Path, str]] = set()
    for secret in found:
        path = texts[bisect_right(starts, secret.start) - 1][0]
        if (path, secret.sort) not in told:
            told.add((path, secret.sort))
            shown = f" ({secret.beginning}…)" if secret.beginning else ""
            words = together[secret.start : secret.end]
            message = f"here stands {secret.sort}{shown}"
            yield Fault(path, message, _HINT, excerpt=words, file=file, secret=True)


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
    check=_check,
    across=_across,
)
