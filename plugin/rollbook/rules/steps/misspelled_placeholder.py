"""A placeholder is not written as one, so that it is copied as it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.files import SHARED
from rollbook.loading.shapes import Path
from rollbook.model.placeholders import FIELDS, WORDS, placeholders
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.near_placeholders import Keys, may_be_near, near_placeholders

_UNFILLED = ("live", "logs", "query")
"""What is copied from the handbook and has no placeholders."""


def _check(subject: Subject) -> Iterator[Fault]:
    keys: Keys = {}
    for path, text in subject.texts:
        if path[-1] in FIELDS and may_be_near(text):
            keys = keys or _keys(subject)
            # At most one in a text: mending it shows whether there are more.
            for near in near_placeholders(text, keys):
                yield _misspelled(path, near.words, near.meant)
                break
        elif path[-1] in _UNFILLED and "${" in text:
            yield from _unfilled(path, text)


def _keys(subject: Subject) -> Keys:
    sop = subject.sop
    return {
        "targets": sop.targets,
        "live": subject.components,
        "values": subject.handbook.values(sop),
        "inputs": sop.inputs,
    }


def _across(overview: Overview) -> Iterator[Fault]:
    """What several SOPs share; the targets and inputs are those of each."""
    shared = overview.shared
    keys: Keys = {"live": shared.components, "values": shared.values}
    for name, notice in shared.notices.items():
        for near in near_placeholders(notice.say, keys):
            yield _misspelled(("notices", name, "say"), near.words, near.meant, shared=True)
            break
    for name, component in shared.components.items():
        yield from _unfilled(("components", name, "live"), component.live or "", shared=True)
    for name, metric in shared.metrics.items():
        yield from _unfilled(("metrics", name, "query"), metric.query or "", shared=True)


def _misspelled(path: Path, words: str, meant: str, *, shared: bool = False) -> Fault:
    message = f"'{words}' is no placeholder, and is copied as it stands"
    file = SHARED if shared else None
    return Fault(path, message, f"write {meant}", excerpt=words, file=file)


def _unfilled(path: Path, text: str, *, shared: bool = False) -> Iterator[Fault]:
    named = [each for each in placeholders(text) if each.word in WORDS]
    for placeholder in named[:1]:
        message = f"nothing takes the place of {placeholder.text} in '{path[-1]}'"
        hint = "write out what is meant, or leave it to a variable of the shell"
        file = SHARED if shared else None
        yield Fault(path, message, hint, excerpt=placeholder.text, file=file)


RULE = Rule(
    module=__name__,
    level="error",
    why="What is meant as a placeholder and is none reaches the shell, which makes nothing or "
    "something else of it.",
    bad="""\
steps:
  revert:
    run: ops/search ${ targets.model }
""",
    good="""\
steps:
  revert:
    run: ops/search ${targets.model} --as "${USER}"
""",
    check=_check,
    across=_across,
)
