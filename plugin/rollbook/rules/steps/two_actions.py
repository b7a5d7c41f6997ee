"""A step does two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.step import Do, Run
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.command_line import commands

_PREPARES = re.compile(
    r"""
    cd | pushd | popd | export | set | unset | source | \. | alias | local | declare | readonly
    | typeset | umask | ulimit | shopt | eval | trap | wait | sleep | read | true | false | :
    | exit | return | test | \[\[? | echo | printf | clear | mkdir | mktemp
    | cat | ls | e?grep | jq | yq | head | tail | less | more | diff | ps | top | df | du | stat
    | wc | sort | uptime | hostname | whoami | which | env | printenv | date | pwd | watch | dig
    | nslookup | ping
    """,
    re.VERBOSE,
)
"""Programs that get ready, wait or look."""

_LOOKS = re.compile(
    r"""
    get | describe | logs | wait | status | history | list | ls | show | diff | inspect | ps | top
    | version | is-active | validate | plan | init | login | auth | sso | config | configure
    | use-context | daemon-reload | fetch | --(?:show|list|status|version)
    | (?:get|list|describe)-.*
    """,
    re.VERBOSE,
)
"""What the other programs are told when they do no more, such as `kubectl get`."""

_SENDS = ("-X", "--request", "-d", "--data", "-F", "--form", "-T", "--upload-file", "--json")
"""The beginnings of the options with which `curl` does more than read."""

_NUMBERED = re.compile(r"^[ \t]*\d{1,3}[.)][ \t]+\S", re.MULTILINE)
_DOTTED = re.compile(r"^[ \t]*[-*+][ \t]+\S", re.MULTILINE)
_THEN = re.compile(
    r"(?:[,;.]\s|\band\s)(?:and\s)?(then|after that|afterwards)\b,?\s\w", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:if|when|where|once|until|unless|should|as soon as)\b", re.IGNORECASE)
_END = re.compile(r"[.;]\s")
_SENTENCE = 300
"""How many characters before a word its sentence can begin."""
_HINT = "make each a step of its own, with its own 'expect' and 'undo'"


def _check(subject: Subject) -> Iterator[Fault]:
    for name, step in subject.flow.steps.items():
        if isinstance(step, Run):
            if words := _second_command(step.run):
                message = f"step '{name}' runs several commands that change something"
                yield Fault(subject.at(name, "run"), message, _HINT, excerpt=words)
        elif isinstance(step, Do) and (words := _second_thing(step.do)):
            message = f"step '{name}' has two things to do"
            yield Fault(subject.at(name, "do"), message, _HINT, excerpt=words)


def _second_command(text: str) -> str:
    """The first line of a command that changes something else than the first one does."""
    if "\n" not in text and ";" not in text and "&" not in text:
        return ""
    first: tuple[str, ...] = ()
    for command in commands(text):
        said = command.said
        if said and not _prepares(said):
            if first and not _same(said, first):
                return command.text.partition("\n")[0]
            first = first or said
    return ""


def _prepares(said: tuple[str, ...]) -> bool:
    program = said[0].rpartition("/")[2]
    if program == "curl":
        return not any(word.startswith(_SENDS) for word in said)
    words = [word for word in said[1:] if _LOOKS.fullmatch(word) or not word.startswith("-")]
    return bool(_PREPARES.fullmatch(program)) or any(map(_LOOKS.fullmatch, words[:3]))


def _same(said: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two commands differ in one word behind the verb.

    What git does takes effect with its last command, the push.
    """
    if said[0] != other[0] or len(said) != len(other):
        return said[0] == other[0] == "git"
    differing = [place for place, word in enumerate(said) if word != other[place]]
    return len(differing) < 2 and (differing != [1] or len(said) == 2)


def _second_thing(text: str) -> str:
    """The words with which a second thing to do begins, if there is one.

    The points of a list behind a colon are what one thing is done to, and what stands behind a
    condition is done once it is met.
    """
    if "\n" in text:
        items = _NUMBERED.findall(text)
        if len(items) < 2 and (first := _DOTTED.search(text)):
            items = [] if text[: first.start()].rstrip().endswith(":") else _DOTTED.findall(text)
        if len(items) > 1:
            return str(items[1]).strip()
    for match in _THEN.finditer(text) if "hen" in text or "fter" in text else ():
        before = text[max(0, match.start() - _SENTENCE) : match.start()]
        if not _CONDITION.search(_END.split(before)[-1]):
            return match[1]
    return ""


RULE = Rule(
    module=__name__,
    level="warning",
    why="When the second of two actions fails, nobody can say in which state the system is, and "
    "which way leads back.",
    bad="""\
steps:
  revert:
    run: |
      ops/search ${targets.model}
      flagctl set search-cache off
""",
    good="""\
steps:
  revert:
    run: ops/search ${targets.model}
  cache-off:
    run: flagctl set search-cache off
    by: executor
    after: revert
    takes: 1m
    expect: The flag shows *off*
    undo: flagctl set search-cache on
  revert-index:
    after: cache-off
""",
    check=_check,
)
