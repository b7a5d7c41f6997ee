"""`CODEOWNERS`: who is asked about which file, as the hosts of repositories read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rollbook.loading.globs import matched

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where it is looked for; the first that there is counts."""
MAX_BYTES = 3 << 20
"""What GitHub reads of it."""
_WORDS = re.compile(r"(?:\\.|[^\s\\])+")


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The entries of a file, in its order: a pattern, and the people who are asked."""

    entries: Sequence[tuple[str, Sequence[str]]] = ()

    def of(self, file: str) -> Sequence[str]:
        """Who is asked about a file, named from the top: the last entry that fits says so."""
        for pattern, owners in reversed(self.entries):
            if _fits(pattern, file):
                return owners
        return ()


def code_owners(text: str) -> CodeOwners:
    """Read the text; lines that GitHub does not act on, and headings of GitLab, are left out."""
    entries = []
    for line in text.splitlines():
        words = _WORDS.findall(line)
        if words and not words[0].startswith(("#", "!", "[", "^[")) and "[" not in words[0]:
            end = next((at for at, word in enumerate(words) if word.startswith("#")), len(words))
            entries.append((words[0], tuple(words[1:end])))
    return CodeOwners(tuple(entries))


def _fits(pattern: str, file: str) -> bool:
    """As in `.gitignore`, but that `docs/*` means what stands in the folder itself."""
    if not matched([pattern], [file]):
        return False
    if pattern.endswith("/*") and "**" not in pattern:
        return file.count("/") == pattern.strip("/").count("/")
    return True
