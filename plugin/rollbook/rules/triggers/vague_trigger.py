"""A human call leans on a word such as "unusual", and on no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rollbook.model.trigger import HumanCall
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_VAGUE = re.compile(
    r"""\b(?<![`/.$-])(?:
    (?:significant|substantial|suspicious|excessive|abnormal|unusual|anomalous|weird|strange|odd
      |dramatic|drastic)(?:al)?(?:ly)?
    |(?:noticeabl|considerabl|unacceptabl|unreasonabl)[ey]
    |badly|poorly
    |(?:bad|poor)(?![ ](?:release|version|model|build|image|node|commit|deploy|config|batch|prompt
      |request|gateway|actor))
    |too[ ](?:many|much|few|little|often|rarely|high|low|long|short|slow|large|small|big)
    |(?<!as[ ])(?<!how[ ])many
    |a[ ]lot|lots[ ]of
    |(?:more|less|fewer|higher|lower|slower|longer|worse)[ ]than[ ](?:usual|normal|expected)
    )(?![\w`/-])""",
    re.VERBOSE,
)
_FIGURE = re.compile(r"[<>=≤≥~±$€£]{0,3}[0-9]+(?:[.,][0-9]+)*([a-z%‰]{0,4})\+?")
_NUMBER_WORD = re.compile(
    r"""zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty
    |fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half|twice|single|double[ds]?
    |tripled?""",
    re.VERBOSE,
)
# What stands behind these is a name: version 42, HTTP 500, tier 1.
_NAMING = re.compile(
    r"""version|release|build|revision|edition|step|stage|phase|tier|level|severity|priority|line
    |http|status|code|errors?|article|section|clause|page|model|region|zone""",
    re.VERBOSE,
)
# Behind these, "one" is a pronoun: the wrong one, no one.
_PRONOUN = re.compile(
    "the|this|that|which|same|any|no|some|every|each|right|wrong|other|another|new|old"
)


def _check(subject: Subject) -> Iterator[Fault]:
    """One word of each trigger: a number settles all of them."""
    for name, trigger in subject.sop.triggers.items():
        if not isinstance(trigger, HumanCall) or not _in_english(subject):
            continue
        evidence = trigger.evidence or ""
        for field, text in (("judgement", trigger.judgement), ("evidence", evidence)):
            if match := _VAGUE.search(text.lower()):
                if not _measured(trigger.judgement) and not _measured(evidence):
                    yield Fault(
                        ("triggers", name, field),
                        f"trigger '{name}' leans on '{match[0]}', and on no number",
                        "say how many, how often or compared with what, such as "
                        "'five tickets within an hour'",
                        excerpt=text[match.start() : match.end()],
                    )
                break


def _in_english(subject: Subject) -> bool:
    language = subject.sop.lang or subject.handbook.shared.lang
    return language.lower().split("-")[0] == "en"


def _measured(text: str) -> bool:
    words = [word.strip(".,;:!?()[]{}\"'`*") for word in text.lower().split()]
    return any(_is_number(before, word) for before, word in pairwise(["", *words]))


def _is_number(before: str, word: str) -> bool:
    """Digits in a name count nothing: p99, GPT-4, INC-31, 5xx, 1.4.2, 2026-10-02."""
    first, *others = word.replace("–", "-").split("-")
    if first == "one":
        return not others and not _PRONOUN.fullmatch(before)
    if first in ("third", "quarter"):
        return not others and before in ("a", "one")
    figure = _FIGURE.fullmatch(first.split("/")[0])
    if figure is None:
        return _NUMBER_WORD.fullmatch(first) is not None
    return not (
        len(others) > 1
        or first.count(".") > 1
        or first == "24/7"
        or figure[1] == "xx"
        or _NAMING.fullmatch(before)
    )


RULE = Rule(
    module=__name__,
    level="warning",
    why="What one person on call finds unusual is an ordinary Monday to the next.",
    bad="""\
triggers:
  complaints:
    judgement: Results look unusual to users
    by: initiator
    evidence: Tickets that name search
""",
    good="""\
triggers:
  complaints:
    judgement: Results look unusual to users
    by: initiator
    evidence: Five tickets within an hour that name search
""",
    check=_check,
)
