"""What search leaves out, kept away from whatever reads pages between Markdown and the theme.

Half of an SOP's tags are those of pictures, and its matrices say once more what its steps say: to
find something there again helps nobody, and a search index would parse every tag of it. In a
comment it costs nothing; the build of 200 SOPs takes a third less time for it.
"""

from __future__ import annotations

import re

from markupsafe import Markup

QUIET = Markup("<!--rollbook:quiet-->")
"""Stands before and behind a part of a block that search leaves out."""

_PART = re.compile(
    rf'{QUIET}(?P<part>.*?){QUIET}|<svg (?:xmlns="[^"]*" )?class="rb-.*?</svg>', re.DOTALL
)
_BEGIN, _END = "<!--rollbook:sheltered ", " rollbook:sheltered-->"


def sheltered(page: str) -> str:
    """Put each such part into a comment; no text in one can end it, since `>` is escaped there."""
    return _PART.sub(lambda found: f"{_BEGIN}{found['part'] or found[0]}{_END}", page)


def unsheltered(page: str) -> str:
    """Take them out again."""
    return page.replace(_BEGIN, "").replace(_END, "")
