"""Settling: a plan is carried out against a branch that others may be changing."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.following import follow
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.composing import compose
from rollbook.publishing.changing.plan import Plan
from rollbook.publishing.refusing import Unreached

_TRIES = 25

Tell = Callable[[str], None]
"""Says what is being done, while it is."""

Decide = Callable[[State | None], Plan]
"""Works out what is to be done, from the branch as it is; there may be none yet."""


@dataclass(frozen=True)
class Settled:
    """What became of a plan.

    `state` is the branch that it was made for, and `commit` what became of that, if anything was
    done. `left` says why the local branch was not moved with the remote's.
    """

    plan: Plan
    state: State | None
    commit: str = ""
    left: str = ""


def settle(
    branch: Branch, edition: str, decide: Decide, site: str, tell: Tell, *, dry: bool
) -> Settled:
    """Decide, compose and move the branch; where somebody else was faster, do so again.

    Whatever stops it, the branch is as it was, or as the plan wants it. It has to be `opened`.
    """
    for attempt in range(_TRIES):
        tell(f"Reading {branch.where}")
        tip = branch.look(edition)
        state = State(tip) if tip else None
        plan = decide(state)
        if dry or plan.is_done:
            return Settled(plan, state)
        tell(f"Committing to {branch.name}")
        new = compose(branch, state, plan, site)
        tell(f"Pushing to {branch.remote}" if branch.push else f"Moving {branch.name}")
        if branch.move(tip, new, edition, plan.tag):
            left = follow(branch, new, edition, plan.tag) if branch.push else ""
            return Settled(plan, state, new.commit, left)
        tell("Somebody else was faster: trying again")
        time.sleep(random.uniform(0.05, 0.2) * min(attempt + 1, 10))
    raise Unreached(f"others changed {branch.where} {_TRIES} times meanwhile: try again later")
