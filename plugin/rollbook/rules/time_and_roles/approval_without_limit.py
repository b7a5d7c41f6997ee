"""Nothing says what happens when an approval does not come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.role import Role
from rollbook.rules.facts.approval import approvals
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_LIMIT = re.compile(
    r"[0-9][\s-]?(?:[smhd]\b|min|sec|hr)|\b(?:second|minute|hour|day)s?\b", re.IGNORECASE
)
_MATTER = re.compile(
    r"\b(?:approv|sign(?:s|ed)?[- ]?off|yes\b|reach|answer|respon[ds]|repl(?:y|ies)|acknowledg)",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"(?:\d|[一二三四五六七八九十百半])[\s-]{0,3}[^\W\d_]")
_WORD = re.compile(r"\w+")
_EVERYWHERE = frozenset(("on", "call", "oncall", "team", "and", "the", "of", "for", "in", "at"))


def _check(subject: Subject) -> Iterator[Fault]:
    """One entry in `escalation` answers for all approvals of a role: it is asked for once."""
    asked: set[str] = set()
    for name, step in approvals(subject.flow.steps).items():
        if step.on_fail or step.otherwise or step.approve in asked:
            continue
        if not _limited(subject, step.approve, step.note):
            asked.add(step.approve)
            message = f"nothing says what happens when '{name}' gets no answer"
            entry = f"{{if: the approval takes longer than {step.takes}, to: …}}"
            hint = f"add {entry} to 'escalation', or give the step an 'on_fail'"
            yield Fault(subject.at(name), message, hint)


def _limited(subject: Subject, role: str, note: str | None) -> bool:
    """A text that is not in English is not read: a number of something counts as a limit."""
    cases = [entry.if_ for entry in subject.sop.escalation]
    language = subject.sop.lang or subject.handbook.shared.lang
    if language.lower().split("-")[0] != "en":
        return any(_NUMBER_OF.search(text) for text in (*cases, note or ""))
    timed = [text for text in (*cases, note or "") if _LIMIT.search(text)]
    if any(_MATTER.search(text) for text in timed):
        return True
    known = _words_of(subject, role, subject.sop.roles[role]) if timed else frozenset()
    return any(not known.isdisjoint(_words(text)) for text in timed)


def _words_of(subject: Subject, name: str, role: Role) -> frozenset[str]:
    """The words by which people call a role and its teams."""
    teams = subject.handbook.shared.teams
    texts = [name]
    for team in (role.who, role.deputy):
        if team in teams:
            texts += (team, teams[team].name)
    return frozenset(word for text in texts for word in _words(text)) - _EVERYWHERE


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


RULE = Rule(
    module=__name__,
    level="warning",
    why="Whoever may say yes is sometimes on a train, and without a limit all wait for them while "
    "users are served wrongly.",
    bad="""\
escalation:
  - {if: the RTO is missed, to: Incident commander}
""",
    good="""\
escalation:
  - {if: the approval takes longer than 5m, to: Head of search}
  - {if: the RTO is missed, to: Incident commander}
""",
    check=_check,
)
