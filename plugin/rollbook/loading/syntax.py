"""What libyaml says of a broken file, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import yaml
from yaml import MarkedYAMLError

_COLON = (
    "a ':' is missing",
    "write 'name: value', and put a text of several lines in quotes or after '|'",
)

_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "there is a ': ' in the middle of a text, or this line is indented too far",
        "put the text in quotes, or align the line with its neighbours",
    ),
    ("could not find expected ':'", *_COLON),
    (
        "did not find expected key",
        "this does not line up with the lines above, or a quote or bracket before it is not closed",
        "give all entries of one mapping the same indentation, in spaces",
    ),
    (
        "did not find expected <document start>",
        "this does not line up with the lines above",
        "begin the names at the top of the file at the start of their lines",
    ),
    (
        "did not find expected '-' indicator",
        "this does not line up with the list above",
        "give all '-' of one list the same indentation",
    ),
    (
        "',' or ']'",
        "this list is not closed, or a ',' is missing in it",
        "close it with ']'",
    ),
    (
        "',' or '}'",
        "this mapping is not closed, or a ',' is missing in it",
        "close it with '}'; put a text that holds ', ' or ': ' in quotes",
    ),
    ("found unexpected end of stream", "this quote is never closed", "close it on the same line"),
    (
        "found unknown escape character",
        "a backslash means something else in double quotes",
        "use single quotes, or write it twice",
    ),
    (
        "found a tab character",
        "a tab cannot indent",
        "indent with spaces",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot begin here",
        "begin it on a line of its own below the key",
    ),
    (
        "found undefined tag handle",
        "tags are not part of the language",
        "leave the tag out",
    ),
    (
        "expected alphabetic or numeric character",
        "anchors and aliases are not part of the language",
        "put a text that begins with '&' or '*' in quotes",
    ),
    (
        "expected comment or line break",
        "nothing can stand behind this '|' or '>'",
        "begin the text on the next line, or put all of it in quotes",
    ),
    ("directive", "a line cannot begin with '%'", "put the text in quotes"),
)
_FROM_THE_START = ("end of stream", "',' or", "could not find expected ':'")
"""Problems that are noticed at the end of what was opened, and mended at its beginning."""
_ALIGNED = ("expected key", "expected <document start>")
"""Problems of a line that may be the fault of the one before."""


def explained(error: MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """Line and column from 1, a message and a hint."""
    problem = str(error.problem or "this is not YAML")
    mark = error.problem_mark
    if mark and (earlier := _earlier(problem, mark, text)):
        return earlier
    if error.context_mark is not None and any(words in problem for words in _FROM_THE_START):
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message, hint = _words(problem, line, column, text)
    end = text.rstrip()
    if mark and mark.index > len(end):
        line, column = end.count("\n"), len(end) - end.rfind("\n") - 1
    return line + 1, column + 1, message, hint


def _earlier(problem: str, mark: yaml.Mark, text: str) -> tuple[int, int, str, str] | None:
    """Where the fault is in what stands before the place at which libyaml noticed it."""
    tokens = [None, None, *_tokens_until(mark, text)]
    before, last = tokens[-2:]
    if mark.index >= len(text.rstrip()) and (bracket := _left_open(tokens)):
        start = bracket.start_mark
        of = "',' or ']'" if isinstance(bracket, yaml.FlowSequenceStartToken) else "',' or '}'"
        return (start.line + 1, start.column + 1, *_words(of, 0, 0, text))
    if not isinstance(last, yaml.ScalarToken):
        return None
    start, end = last.start_mark, last.end_mark
    place = start.line + 1, start.column + 1
    if last.style in ("'", '"') and start.line < end.line == mark.line:
        return (*place, f"this quote is closed only in line {end.line + 1}", "close it on its line")
    if text[start.index - start.column : start.index].strip() or start.line == mark.line:
        return None
    takes_in = "mapping values are not allowed" in problem
    stands_alone = any(words in problem for words in _ALIGNED) and not isinstance(
        before, yaml.KeyToken | yaml.BlockEntryToken
    )
    return (*place, *_COLON) if takes_in or stands_alone else None


def _tokens_until(mark: yaml.Mark, text: str) -> Iterator[yaml.Token]:
    """The tokens that end before a place."""
    try:
        for token in yaml.scan(text, Loader=yaml.CLoader):
            if token.end_mark.index > mark.index or token.start_mark.index == mark.index:
                break
            yield token
    except yaml.YAMLError:
        # It is the one that is being explained.
        pass


def _left_open(tokens: Iterable[yaml.Token | None]) -> yaml.Token | None:
    """The last bracket that is not closed."""
    opened: list[yaml.Token] = []
    for token in tokens:
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            opened.pop()
    return opened[-1] if opened else None


def _words(problem: str, line: int, column: int, text: str) -> tuple[str, str]:
    if "cannot start any token" in problem or "expected node content" in problem:
        lines = text.splitlines()
        character = lines[line][column : column + 1] if line < len(lines) else ""
        if character == "\t":
            return "a tab cannot indent", "indent with spaces"
        return f"a text cannot begin with '{character}'", "put the text in quotes"
    for words, message, hint in _WORDS:
        if words in problem:
            return message, hint
    return problem, ""
