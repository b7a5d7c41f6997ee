"""Read a diff from standard input, and write its Markdown, or why it is none."""

from __future__ import annotations

import sys

from rollbook.views.changes.as_markdown import as_markdown
from rollbook.views.changes.from_json import from_json

_LIMIT = 4 * 1024 * 1024
_REFUSED = 3


def main() -> int:
    """Exit with 0 and the Markdown, or with 3 and what is wrong with the diff."""
    text = sys.stdin.buffer.read(_LIMIT + 1).decode("utf-8")
    try:
        review = from_json(text, _LIMIT)
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return _REFUSED
    if review.sops or review.stale:
        sys.stdout.buffer.write(as_markdown(review).encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
