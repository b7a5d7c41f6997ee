"""Whoever carries the rollback out can be the one who allows or verifies it."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.role import Role
from rollbook.rules.facts.approval import approvals
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Every role that says yes is held against the executor, and the verifier."""
    roles = subject.sop.roles
    executor = roles["executor"]
    given = approvals(subject.flow.steps)
    for name in dict.fromkeys(("approver", *(step.approve for step in given.values()), "verifier")):
        role = roles[name]
        if name == "executor":
            yield from _own_approval(subject, [s for s in given if given[s].approve == name])
        elif role.not_ != "executor" and executor.not_ != name:
            yield from _shared_team(executor, name, role)


def _own_approval(subject: Subject, steps: list[str]) -> Iterator[Fault]:
    for step in steps:
        message = f"in '{step}' the executor approves what it does itself"
        yield Fault(subject.at(step, "approve"), message, "let another role approve it")


def _shared_team(executor: Role, name: str, role: Role) -> Iterator[Fault]:
    """A team that two roles share is named once, though both may be the other's deputy."""
    for field, team in (("who", role.who), ("deputy", role.deputy)):
        if team is not None and team in (executor.who, executor.deputy):
            parts = (_part("executor", executor, team), _part(name, role, team))
            message = f"team '{team}' can be both {parts[0]} and {parts[1]}"
            hint = f"name another team, or add 'not: executor' to '{name}' to have two people"
            yield Fault(("roles", name, field), message, hint)
            return


def _part(name: str, role: Role, team: str) -> str:
    return f"'{name}'" if role.who == team else f"the deputy of '{name}'"


RULE = Rule(
    module=__name__,
    level="error",
    why="Whoever has worked on it for an hour wants to see that it worked; somebody else sees what "
    "is there.",
    bad="""\
roles:
  executor: {who: mlops, deputy: platform}
  verifier: {who: analytics, deputy: platform}
""",
    good="""\
roles:
  executor: {who: mlops, deputy: platform}
  verifier: {who: analytics, deputy: platform, not: executor}
""",
    check=_check,
)
