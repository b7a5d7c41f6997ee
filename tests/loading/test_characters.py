"""Characters that nobody sees."""

from __future__ import annotations

import sys

from rollbook.loading.characters import FORBIDDEN, first_forbidden


def test_every_forbidden_character_is_found_alone_and_among_others() -> None:
    """Of all that Unicode has, the quick look for them misses none."""
    every = FORBIDDEN.findall("".join(map(chr, range(sys.maxunicode + 1))))
    assert len(every) > 2000
    assert [c for c in every if first_forbidden(c) != c] == []
    assert [c for c in every if first_forbidden(f"é\n{c}\u202e") != c] == []


def test_what_only_looks_like_one_is_no_finding() -> None:
    """A tab, a hard space, the joiner of an emoji and lines of Windows are fine."""
    assert first_forbidden("a\tb\u00a0c\r\n\U0001f469\u200d\U0001f4bb\u3000") == ""
