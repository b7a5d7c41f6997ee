"""Nobody stands in for a role that the procedure cannot go without."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.role import REQUIRED_ROLES
from rollbook.rules.facts.approval import approvals
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """The four roles and those that approve: without their yes nothing goes on."""
    roles = subject.sop.roles
    given = approvals(subject.flow.steps).values()
    for name in dict.fromkeys((*REQUIRED_ROLES, *(step.approve for step in given))):
        role = roles[name]
        hint = f"name the team that takes over when '{role.who}' cannot be reached"
        if role.deputy is None:
            yield Fault(("roles", name), f"role '{name}' has no 'deputy'", hint)
        elif role.deputy == role.who:
            message = f"the deputy of '{name}' is the team '{role.who}' itself"
            yield Fault(("roles", name, "deputy"), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Sooner or later an incident falls on a night when the first team does not pick up.",
    bad="""\
roles:
  approver: {who: leads, deputy: ~}
""",
    good="""\
roles:
  approver: {who: leads, deputy: managers}
""",
    check=_check,
)
