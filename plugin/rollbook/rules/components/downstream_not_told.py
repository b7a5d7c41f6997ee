"""A team whose component feels the rollback is not told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.loading.shapes import Path
from rollbook.model.restoring import needed
from rollbook.model.step import Do, Notify
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.language import in_english
from rollbook.rules.words.spoken import listed

_TELLS = re.compile(r"\b(?:tell|page|call|ask|inform|notify|warn|message|contact|ring|write to)\b")
_ALL = re.compile(r"\b(?:owners?|every(?:one|body)|all teams|whole company|all engineers)\b")
_NAMED = 3


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each team."""
    known = _known(subject)
    unknown = {
        name: part.owner
        for name, part in subject.components.items()
        if part.owner and part.owner not in known and name not in known
    }
    felt: dict[str, list[str]] = {}
    for name in subject.downstream if unknown else ():
        if owner := unknown.get(name):
            felt.setdefault(owner, []).append(name)
    for owner, names in felt.items():
        if not _in_words(subject, owner, names):
            yield _fault(subject, owner, names)


def _known(subject: Subject) -> set[str]:
    """The teams that play a role or get a notice, and the components that are run again."""
    known: set[str] = set()
    for role in subject.sop.roles.values():
        known.update((role.who, role.deputy or role.who))
    for step in subject.flow.steps.values():
        if isinstance(step, Notify):
            known.update(subject.notices[step.notify].to)
        elif step.reprocess:
            known.update(step.reprocess.then)
    return known


def _in_words(subject: Subject, owner: str, names: list[str]) -> bool:
    """Whether a text names who is told: the recipients of a notice, or something to do.

    What is not in English may name anybody.
    """
    teams = subject.handbook.shared.teams
    sent = [to for to in _recipients(subject) if to not in teams]
    done = [step.do.lower() for step in subject.flow.steps.values() if isinstance(step, Do)]
    if not in_english(subject):
        return bool(sent or done)
    if any(_ALL.search(text.lower()) for text in sent):
        return True
    team = _called(owner, teams[owner].name)
    parts = [_called(name, subject.components[name].name) for name in names]
    return any(team.search(text) for text in done if _TELLS.search(text)) or any(
        called.search(text.lower()) for text in sent for called in (team, *parts)
    )


def _called(*words: str) -> re.Pattern[str]:
    forms = "|".join(re.escape(word.lower()) for word in words)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


def _recipients(subject: Subject) -> Iterator[str]:
    for step in subject.flow.steps.values():
        if isinstance(step, Notify):
            yield from subject.notices[step.notify].to


def _fault(subject: Subject, owner: str, names: list[str]) -> Fault:
    parts = [f"'{name}'" for name in names]
    if len(parts) > _NAMED:
        parts[_NAMED:] = [f"{len(parts) - _NAMED} more"]
    feel = "feels" if len(names) == 1 else "feel"
    return Fault(
        _place(subject, names[0]),
        f"nobody tells '{owner}', whose {listed(parts)} {feel} the rollback",
        f"add '{owner}' to the 'to' of a notice that a step sends",
    )


def _place(subject: Subject, name: str) -> Path:
    """The recipients of the first notice, if there is one; else what goes back."""
    for step_name, step in subject.flow.steps.items():
        if isinstance(step, Notify):
            if step.notify in subject.sop.notices:
                return ("notices", step.notify, "to")
            return subject.at(step_name, "notify")
    needs = needed(subject.components, name)
    for step_name, step in subject.flow.steps.items():
        if step.restores in needs:
            return subject.at(step_name, "restores")
    return ("targets",)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Whoever is not told takes the effect of the rollback for a failure of their own, and "
    "starts a second incident.",
    bad="""\
components:
  digest: {name: Weekly digest, kind: service, owner: news, needs: [model]}
teams:
  news: {name: Newsletters, contact: "https://pager.example/news"}
""",
    good="""\
components:
  digest: {name: Weekly digest, kind: service, owner: news, needs: [model]}
teams:
  news: {name: Newsletters, contact: "https://pager.example/news"}
notices:
  status: {to: [oncall, leads, news], within: 20m}
""",
    place="handbook",
    check=_check,
)
