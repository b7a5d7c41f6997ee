"""History: which files of the project were changed on which day, from git."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rollbook.loading.git import GitFailed, git
from rollbook.loading.globs import matched
from rollbook.loading.links import leads_out

_YEARS = 3
"""How far back it is read: whoever has not reviewed an SOP for longer knows without git."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file, named from the top of the repository, and the day of its last commit."""

    day: datetime.date
    file: str


@dataclass(frozen=True)
class History:
    """What git knows of the project around a folder, as of `today`; nothing where there is no git.

    git is asked once, and only where somebody asks.
    """

    folder: Path | None
    today: datetime.date

    def changes(self, globs: Sequence[str], after: datetime.date) -> list[Change]:
        """The files that the globs fit and that were changed after a day, newest first.

        The globs are read as git reads those of `.gitignore`, from the top of the repository.
        """
        files = self._files
        names = matched(globs, self._names) if files else ()
        found = [Change(files[name], name) for name in names if files[name] > after]
        return sorted(found, key=lambda change: (-change.day.toordinal(), change.file))

    @cached_property
    def _names(self) -> Sequence[str]:
        return sorted(self._files)

    @cached_property
    def _files(self) -> Mapping[str, datetime.date]:
        """File → the day of its last commit until today."""
        if self.folder is None or leads_out(self.folder):
            return {}
        since = f"--since={self.today.year - _YEARS}-01-01"
        form = "--format=%x00%cs %P"
        log = _git(self.folder, "log", "-z", "--name-only", "--no-renames", since, form)
        shallow = log and _git(self.folder, "rev-parse", "--is-shallow-repository")
        files: dict[str, datetime.date] = {}
        for day, file in _read(log, shallow.strip() == "true"):
            if day <= self.today and files.get(file, day) <= day:
                files[file] = day
        return files


def _read(log: str, shallow: bool) -> Iterator[tuple[datetime.date, str]]:
    """What the log says: an empty word, a commit, a line break, its files, and so on.

    A merge names no file: what it brings was changed by the commits that it merges. Where history
    is cut off, the first commit seems to have made every file, and is left out.
    """
    words = iter(log.split("\0"))
    day: datetime.date | None = None
    first = False
    for word in words:
        if not word:
            written, _, parents = next(words, "").partition(" ")
            day = None if shallow and not parents.strip() else _day(written)
            first = True
            continue
        if day is not None:
            yield day, word.removeprefix("\n") if first else word
        first = False


def _day(text: str) -> datetime.date | None:
    """The day, or nothing where a commit says that it is from beyond the calendar."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _git(folder: Path, *arguments: str) -> str:
    """What git answers; nothing where it cannot be asked."""
    try:
        return git(folder, *arguments).decode("utf-8", "replace")
    except GitFailed:
        return ""
