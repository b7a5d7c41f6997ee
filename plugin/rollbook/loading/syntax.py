"""What libyaml says of a broken file, in plain words."""

from __future__ import annotations

from yaml import MarkedYAMLError

_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "there is a ': ' in the middle of a text, or this line is indented too far",
        "put the text in quotes, or align the line with its neighbours",
    ),
    (
        "could not find expected ':'",
        "a ':' is missing",
        "write 'name: value', and put a text of several lines in quotes or after '|'",
    ),
    (
        "did not find expected key",
        "this does not line up with the lines above, or a quote or bracket before it is not closed",
        "give all entries of one mapping the same indentation, in spaces",
    ),
    (
        "did not find expected '-' indicator",
        "this does not line up with the list above",
        "give all '-' of one list the same indentation",
    ),
    (
        "did not find expected ',' or ']'",
        "this list is not closed, or a ',' is missing in it",
        "close it with ']'",
    ),
    (
        "did not find expected ',' or '}'",
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
)
_FROM_THE_START = ("end of stream", "',' or")
"""Problems that are noticed at the end of what was opened, and mended at its beginning."""


def explained(error: MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """Line and column from 1, a message and a hint."""
    problem = str(error.problem or "this is not YAML")
    mark = error.problem_mark
    if error.context_mark is not None and any(words in problem for words in _FROM_THE_START):
        mark = error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    message, hint = _words(problem, line, column, text)
    return line + 1, column + 1, message, hint


def _words(problem: str, line: int, column: int, text: str) -> tuple[str, str]:
    if "cannot start any token" in problem:
        lines = text.splitlines()
        character = lines[line][column : column + 1] if line < len(lines) else ""
        if character == "\t":
            return "a tab cannot indent", "indent with spaces"
        return f"a text cannot begin with '{character}'", "put the text in quotes"
    for words, message, hint in _WORDS:
        if words in problem:
            return message, hint
    return problem, ""
