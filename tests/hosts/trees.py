"""Built sites as trees of files, to be compared."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

Tree = Mapping[str, bytes]
"""Path in the site → the file's bytes."""


def tree(site: Path) -> Tree:
    """Every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def differences(one: Tree, other: Tree, own: Callable[[str, bytes], bytes] | None = None) -> str:
    """Each file that is not the same, and its first lines that are not; nothing where all are.

    `own` takes out of a file what may differ.
    """
    said = [f"only in one of them: {path}" for path in sorted(set(one) ^ set(other))]
    for path in sorted(set(one) & set(other)):
        a, b = (own(path, tree[path]) if own else tree[path] for tree in (one, other))
        if a != b:
            lines = [text.decode("utf-8", errors="replace").splitlines() for text in (a, b)]
            changed = difflib.unified_diff(*lines, lineterm="", n=0)
            said.append("\n".join([path, *(line[:300] for line in islice(changed, 9))]))
    return "\n".join(said)
