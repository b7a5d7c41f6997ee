"""A text that is read in the middle of a step is too long."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

MOST = 40
"""How many words a text may have: two sentences of the 20 words that ASD-STE100, the controlled
language of aircraft manuals, allows an instruction."""

_SHORTEST = 2 * MOST
"""No text of so few characters has more words than `MOST`."""


def _check(subject: Subject) -> Iterator[Fault]:
    """Words are told by the spaces between them; a script without spaces is not judged."""
    for name, step in subject.flow.steps.items():
        verb = step.VERB
        fields = (verb, "undo") if verb == "do" else (verb,) if verb == "decide" else ()
        for field in (*fields, "expect", "point_of_no_return"):
            text = getattr(step, field)
            if text is None or len(text) <= _SHORTEST:
                continue
            words = len(text.split())
            if words > MOST:
                message = f"'{field}' of step '{name}' has {words} words"
                hint = f"say in {MOST} what has to be read now, and move the rest to 'note'"
                yield Fault(subject.at(name, field), message, hint)


RULE = Rule(
    module=__name__,
    level="warning",
    why="At three in the morning nobody reads a paragraph to its end, and what matters may stand "
    "there.",
    bad="""\
steps:
  close:
    do: >-
      Set the release to *blocked* in the registry, which is the one that the team of the platform
      runs and not the older one, since that is read by nobody any more although its page still
      opens, and remember that the button is hidden behind the menu of the release.
""",
    good="""\
steps:
  close:
    do: Set the release to *blocked* in the registry.
    note: The button is in the menu of the release. The older registry is read by nobody.
""",
    check=_check,
)
