"""Near placeholders: what was meant as `${targets.model}`, and is written otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rollbook.loading.suggest import did_you_mean
from rollbook.model.placeholders import WORDS, Placeholder, split, without_placeholders

Keys = Mapping[str, Collection[str]]
"""What a placeholder begins with → the ids that it can name."""

_SIGN = re.compile(r"[${}<\\]")
_NEAR = re.compile(
    r"""
    (?P<open> (?:[$%#@][ ]?)?\{{1,2} | \$\(? | < ) \s{0,9}
    (?P<word> [A-Za-z]{4,8} ) (?P<dot> \s{0,9}\.\s{0,9} )
    (?P<key> [A-Za-z0-9][A-Za-z0-9_-]{0,99} ) (?P<id> \.(?i:id)\b )?
    \s{0,9} (?P<close> \}{1,2} | \) | > )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Near:
    """The words as they stand, and as they are meant."""

    words: str
    meant: str


def may_be_near(text: str) -> bool:
    """Whether a text has to be looked at: a quick first look."""
    if not ("$" in text or "{" in text or "<" in text):
        return False
    return _SIGN.search(without_placeholders(text)) is not None


def near_placeholders(text: str, keys: Keys) -> Iterator[Near]:
    """Everything in a text that was meant as a placeholder and is none.

    `${` and a name with a dot in it are nothing to a shell. All else may be its own or another
    language's: that is meant as a placeholder where it names an id that there is.
    """
    before = ""
    for part in split(text):
        if isinstance(part, Placeholder):
            if part.word in WORDS and before.endswith(("$", "\\")):
                yield Near(before[-1] + part.text, part.text)
            before = part.text
            continue
        if before.startswith("${") and part.startswith("}") and _closes_more(text):
            yield Near(before + "}", before)
        for match in _NEAR.finditer(part):
            if meant := _meant(match, keys):
                yield Near(match[0].rstrip(), meant)
        before = part


def _closes_more(text: str) -> bool:
    return text.count("}") > text.count("{")


def _meant(match: re.Match[str], keys: Keys) -> str:
    """The placeholder that is meant; nothing where none is."""
    small = match["word"].lower()
    word = small if small in WORDS else did_you_mean(small, WORDS)
    if word is None:
        return ""
    is_ours = match["open"].lstrip("%#@").startswith("${")
    if not is_ours and not (match["key"] in keys.get(word, ()) and _is_whole(match)):
        return ""
    version = ".id" if match["id"] and word == "targets" else ""
    return f"${{{word}.{match['key']}{version}}}"


def _is_whole(match: re.Match[str]) -> bool:
    """Whether what is opened is closed; a `$` opens nothing."""
    return match["open"] == "$" or match["close"] is not None
