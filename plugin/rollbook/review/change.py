"""Changes: what a new edition does to a procedure, as a reviewer has to know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["added", "removed", "changed", "moved", "renamed"]
"""What happened to a thing."""

Risk = Literal["cosmetic", "procedural", "weakening"]
"""Whether people act differently, and whether the control is weaker, from mild to grave."""

RISKS: tuple[Risk, ...] = ("cosmetic", "procedural", "weakening")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a reviewer has to know.

    `what` is the sort of thing (`step`, `trigger`, `target`, `critical-path`, …) and `name` its id,
    empty for a field of the SOP itself. In the plain `sentence` ids and values stand between ‹ and
    ›. `rule` is the id of what decided the risk, `why` its reason. `derived` follows from other
    changes. `before` and `after` are how it was and is, in short. `file`, `line` and `column`, from
    1, say where it stands: in the new edition, or in the old one where it is gone.
    """

    kind: Kind
    what: str
    name: str
    sentence: str
    risk: Risk
    rule: str
    why: str = ""
    before: str | None = None
    after: str | None = None
    derived: bool = False
    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """Who has to look at a change, and why: a team's id and name, or an entry of `CODEOWNERS`."""

    who: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class SopReview:
    """What has become of one SOP; a version is missing where the SOP is new or gone.

    `unsaid` are the faults that `--check` fails for, in sentences: a weakening without a reason, or
    a changed procedure under its old version number. `reason` is the one on record.
    """

    sop: str
    title: str
    version_before: int | None
    version_after: int | None
    changes: Sequence[Change]
    readers: Sequence[Reader] = ()
    unsaid: Sequence[str] = ()
    reason: str = ""

    @property
    def risk(self) -> Risk:
        """The gravest of its changes."""
        return max((change.risk for change in self.changes), key=RISKS.index, default="cosmetic")


@dataclass(frozen=True, slots=True)
class Stale:
    """An SOP that a changed file calls into question: the file, and the glob that it fits."""

    sop: str
    title: str
    owner: str
    contact: str
    file: str
    glob: str


@dataclass(frozen=True, slots=True)
class Review:
    """What lies between two editions of a handbook, gravest SOPs first."""

    base: str
    head: str
    sops: Sequence[SopReview]
    stale: Sequence[Stale] = ()

    @property
    def risk(self) -> Risk:
        """The gravest of all changes."""
        return max((sop.risk for sop in self.sops), key=RISKS.index, default="cosmetic")
