"""A proof: one thing that is claimed of an edition, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_BESIDE = frozenset(("ledger", "site"))
"""The proofs of what is said of an edition, and of what leads to it."""

Outcome = Literal["proved", "failed", "not proven"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was looked at, and what came of it.

    `says` begins with a clause that sums it up; what follows says more, a sentence each.
    """

    name: str
    outcome: Outcome
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all proofs say together."""

    edition: str
    proofs: Sequence[Proof]

    @property
    def outcome(self) -> Outcome:
        """The worst of all outcomes."""
        found = {proof.outcome for proof in self.proofs}
        return (
            "failed" if "failed" in found else "not proven" if "not proven" in found else "proved"
        )

    @property
    def sentence(self) -> str:
        """The same for people, with the reasons."""
        reasons = "; ".join(p.says[0] for p in self.proofs if p.outcome == self.outcome)
        if self.outcome == "failed":
            failed = {proof.name for proof in self.proofs if proof.outcome == "failed"}
            but = "is as it was published, but not what stands beside it"
            return (
                f"{self.edition} {but if failed <= _BESIDE else 'is not as it was published'}: "
                f"{reasons}."
            )
        if self.outcome == "not proven":
            return (
                f"{self.edition} is as it was published, as far as can be proved here: {reasons}."
            )
        return f"{self.edition} is as it was published."
