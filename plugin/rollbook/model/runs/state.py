"""State: where a run stands, whoever answered what in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rollbook.model.runs.answering import Answer

Causes = frozenset[str]
"""The steps at which the main line was left, by whose ways something came about."""

NONE: Causes = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """A run after some answers.

    `answers` holds what counts; `open` the steps that can be answered, and `carried` the ones of
    the fallback that were, each with the causes whose ways came there. `given` are the approvals
    that may come late and whose turn has come, answered or not. `forgiven` are the causes whose
    losses were made good, each with the join at which that counts and the step at which its way
    came back, and `returned` the causes whose ways have come back anywhere. `tried` is how many
    targets of a component have failed. `unchecked` are the steps that have restored something, or
    failed to, and behind which no check has passed since. `back` are the ways back that were gone.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    open: Mapping[str, Causes] = field(default_factory=dict)
    carried: Mapping[str, Causes] = field(default_factory=dict)
    given: frozenset[str] = NONE
    forgiven: frozenset[tuple[str, str, str]] = frozenset()
    returned: frozenset[str] = NONE
    tried: Mapping[str, int] = field(default_factory=dict)
    unchecked: frozenset[str] = NONE
    back: frozenset[tuple[str, str]] = frozenset()
    stopped: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two states the same, whatever order led there."""
        return (
            frozenset(self.answers.items()),
            frozenset(self.open.items()),
            frozenset(self.carried.items()),
            self.given,
            self.forgiven,
            self.returned,
            frozenset(self.tried.items()),
            self.unchecked,
            self.back,
            self.stopped,
        )
