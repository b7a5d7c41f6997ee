"""A story or an answer names something that the SOP does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from itertools import chain, islice

from rollbook.loading.shapes import Path
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_SPAN = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STEP = re.compile(
    r"(?:approve|ask|call|check|close|confirm|cut|decide|drain|freeze|inform|keep|notify|open|page"
    r"|pause|reopen|replay|reprocess|restart|restore|resume|revert|roll|rollback|save|settle|shift"
    r"|sign|stop|switch|tell|thaw|undo|verify|wait|warm|watch)-"
)
"""How ids of steps begin: `pause-ramp`. Other names with a hyphen may be anybody's."""
_ENDING = re.compile(r"(?:e[dr]?|e?s|ers|ing)$")
_NEAR = 0.8
"""How alike two names are of which one was meant to be the other: `revert-modell`."""
_SHOWN = 60
_MOST = 20
"""How many names of one SOP are looked at: nobody mends more at once."""


def _check(subject: Subject) -> Iterator[Fault]:
    """Each name once: mending one shows whether there are more of it."""
    unknown: dict[str, Path] = {}
    for path, name in _mentions(subject):
        if name not in unknown and not _is_id(subject, name):
            unknown[name] = path
    if not unknown:
        return
    commanded = _commanded(subject)
    for name, path in islice(unknown.items(), _MOST):
        if name not in commanded and (hint := _hint(subject, name)):
            message = f"nothing here is called '{name[:_SHOWN]}'"
            yield Fault(path, message, hint, excerpt=name)


def _mentions(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The code spans that look like an id."""
    for path, text in _told(subject):
        for span in _SPAN.finditer(text) if "`" in text else ():
            if _ID.fullmatch(span[1]):
                yield path, span[1]


def _told(subject: Subject) -> Iterator[tuple[Path, str]]:
    """The texts that tell of the SOP, which nobody else compares with it."""
    for name, example in subject.sop.examples.items():
        path: Path = ("examples", name)
        yield (*path, "story"), example.story
        if example.outcome:
            yield (*path, "outcome"), example.outcome
        for index, lesson in enumerate(example.lessons or ()):
            yield (*path, "lessons", index), lesson
    for index, question in enumerate(subject.sop.faq):
        yield ("faq", index, "q"), question.q
        yield ("faq", index, "a"), question.a


def _ids(subject: Subject) -> Iterator[Collection[str]]:
    """The ids of all that has one, but those of the other SOPs."""
    sop, shared = subject.sop, subject.handbook.shared
    yield from (sop.all_steps, sop.triggers, sop.checks, sop.roles, sop.inputs, sop.values)
    yield from (sop.examples, subject.components, subject.metrics, subject.notices)
    yield from (shared.values, shared.teams, (sop.system,))


def _is_id(subject: Subject, name: str) -> bool:
    if name in subject.sops or name in subject.rules:
        return True
    return any(name in names for names in _ids(subject))


def _commanded(subject: Subject) -> set[str]:
    """The words of commands, and of code that is no name: flags, queues, fields."""
    code = [text for _, text in subject.commands]
    code += [metric.query for metric in subject.metrics.values() if metric.query]
    spans = (s[1] for _, text in subject.texts if "`" in text for s in _SPAN.finditer(text))
    code += [span for span in spans if not _ID.fullmatch(span)]
    return {word for text in code for word in _WORD.findall(text)}


def _hint(subject: Subject, name: str) -> str:
    """What was meant; nothing for a name that may well be somebody else's.

    A word in another form, such as `approved` beside `approver`, is no other name.
    """
    known = {*subject.sops, *chain.from_iterable(_ids(subject))}
    near = get_close_matches(name[:_SHOWN], sorted(known), cutoff=_NEAR)
    stem = _ENDING.sub("", name)
    if near and all(_ENDING.sub("", other) != stem for other in near):
        return f"did you mean '{near[0]}'?"
    return "name what takes its place, or say it in words" if _STEP.match(name) else ""


RULE = Rule(
    module=__name__,
    level="warning",
    why="A reader who looks for a step that is gone doubts the whole procedure.",
    bad="""\
faq:
  - q: May I skip the approval at night?
    a: No. Page the deputy; `pause-traffic` needs none.
""",
    good="""\
faq:
  - q: May I skip the approval at night?
    a: No. Page the deputy; `confirm` needs none.
""",
    check=_check,
)
