"""Nobody can be reached who plays a role."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.role import Role
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject


def _check(subject: Subject) -> Iterator[Fault]:
    """Each team is named once, at the first role of it that takes a step."""
    silent = {
        name
        for name, team in subject.handbook.shared.teams.items()
        if not (team.contact or team.members)
    }
    if not silent:
        return
    acting = {step.performer for step in subject.flow.steps.values()}
    named: set[str] = set()
    for name, role in subject.sop.roles.items():
        teams = _teams(role)
        if name in acting and silent.issuperset(teams) and not named.issuperset(teams):
            named.update(teams)
            message = f"nobody can be reached as '{name}': {_lacking(teams)}"
            hint = f"give '{role.who}' a 'contact' in handbook.yml"
            yield Fault(("roles", name, "who"), message, hint)


def _teams(role: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys((role.who, role.deputy or role.who)))


def _lacking(teams: tuple[str, ...]) -> str:
    if len(teams) == 1:
        return f"'{teams[0]}' has neither 'contact' nor 'members'"
    return f"'{teams[0]}' and '{teams[1]}' have neither 'contact' nor 'members'"


RULE = Rule(
    module=__name__,
    level="warning",
    why="To look for the right telephone number takes longer than the step, and at night nobody is "
    "there to ask.",
    bad="""\
teams:
  mlops: {contact: ~}
  platform: {contact: ~}
""",
    good="""\
teams:
  mlops: {contact: "https://pager.example/mlops"}
  platform: {contact: "https://pager.example/platform"}
""",
    place="handbook",
    check=_check,
)
