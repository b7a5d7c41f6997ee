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
    targets of a component have failed. `checked` are the steps that have restored something, or
    failed to, each with the checks behind it that have passed since. `back` are the ways back that
    were gone.
    `stopped` is the step by which the run was stopped, if it was, and `cut` what was open then.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    open: Mapping[str, Causes] = field(default_factory=dict)
    carried: Mapping[str, Causes] = field(default_factory=dict)
    given: frozenset[str] = NONE
    forgiven: frozenset[tuple[str, str, str]] = frozenset()
    returned: frozenset[str] = NONE
    tried: Mapping[str, int] = field(default_factory=dict)
    checked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    back: frozenset[tuple[str, str]] = frozenset()
    stopped: str = ""
    cut: frozenset[str] = NONE

    @property
    def unchecked(self) -> frozenset[str]:
        """The steps that have restored something, or failed to, and that nothing has checked."""
        return frozenset(name for name, checks in self.checked.items() if not checks)

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
            frozenset(self.checked.items()),
            self.back,
            self.stopped,
            self.cut,
        )
