"""An order to build an edition, as it reaches the build: in its environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

_EDITION = "ROLLBOOK_EDITION"
_SINCE = "ROLLBOOK_SINCE"
_SINCE_COMMIT = "ROLLBOOK_SINCE_COMMIT"


@dataclass(frozen=True, slots=True)
class Order:
    """Build this edition, and say what has changed since another one.

    `since` is the name of the edition before it, `since_commit` what that was made from; both are
    empty where there is none.
    """

    edition: str
    since: str = ""
    since_commit: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """What a build's environment has to hold."""
        return {
            _EDITION: self.edition,
            _SINCE: self.since,
            _SINCE_COMMIT: self.since_commit,
        }

    @classmethod
    def given(cls) -> Order | None:
        """The order that this process was started with; none in a build for any other purpose."""
        edition = os.environ.get(_EDITION, "")
        if not edition:
            return None
        return cls(edition, os.environ.get(_SINCE, ""), os.environ.get(_SINCE_COMMIT, ""))
