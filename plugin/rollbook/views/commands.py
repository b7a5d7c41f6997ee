"""Commands: what the programs that run a CI's jobs obey where they find it in a log."""

from __future__ import annotations

import re

OBEYED = re.compile(
    # GitHub obeys what begins a line, and others break lines: any word may come to stand there.
    r"(?<!\S)(?=::)"
    # GitHub (`##[`), Azure Pipelines (`##vso[`) and TeamCity obey it anywhere.
    r"|(?<=#)(?=#[\w.-]*\[)"
)
"""The places at which a sign has to stand; where one does, there is none any more."""

SIGN = "\\"


def signed(text: str) -> str:
    """The text with a sign before what would be obeyed."""
    return OBEYED.sub(re.escape(SIGN), text)
