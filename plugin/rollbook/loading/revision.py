"""Revisions: the one commit that a name means, or that it means several."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from rollbook.loading.git import GitFailed, git

_CHECKED_OUT = frozenset(("@", "HEAD", "FETCH_HEAD", "MERGE_HEAD", "ORIG_HEAD"))
"""What git itself keeps under these names is meant, whatever else bears them."""

_KINDS = {
    "refs/heads/{}": "a branch",
    "refs/remotes/{}": "a branch of a remote",
    "refs/remotes/{}/HEAD": "a branch of a remote",
    "refs/tags/{}": "a tag",
    "refs/{}": "a ref",
}
"""Where a name without `refs/` may stand."""

_NAME = re.compile(r"(?:(?!@\{)[^~^:])*")
"""What is left of a revision without `~3`, `^{commit}`, `@{1}` or `:path`."""
_FOLLOWED = re.compile(r"@\{(?:u|upstream|push)\}", re.IGNORECASE)
"""What only a branch has."""
_SHORT = re.compile(r"[0-9a-f]{7,63}")
"""The beginning of a commit; fewer digits are a year as well."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class Ambiguous(Exception):
    """A name that means several commits; the text says which, and how each is named."""


def exactly(top: Path, ref: str) -> str | None:
    """The object that the ref of this whole name leads to; git itself would look elsewhere too."""
    try:
        found = git(top, "show-ref", "--verify", "--hash", "--", ref)
    except GitFailed:
        return None
    return found.decode("ascii", "replace").strip()


def commit_named(top: Path, revision: str) -> str | None:
    """The commit that a revision means, in full; nothing where there is none.

    Where it means one to git, and another one as a branch, a tag or the beginning of a commit,
    raise `Ambiguous`: whoever may push can give a ref any name.
    """
    name = _NAME.match(revision)[0]  # type: ignore[index]
    rest = revision[len(name) :]
    if not name or name in _CHECKED_OUT or _COMMIT.fullmatch(name) or _FOLLOWED.match(rest):
        return _commit(top, revision)
    if name.startswith("refs/"):
        return _commit(top, revision) if exactly(top, name) else None
    found = dict(_candidates(top, name))
    if len(set(found.values())) > 1:
        kinds = [next(k for f, k in _KINDS.items() if f.format(name) == r) for r in found if r]
        kinds += ["a commit"] if "" in found else []
        ways = " or ".join(f"'{ref}'" if ref else "more of the commit" for ref in found)
        raise Ambiguous(f"'{name}' is {' and '.join(kinds)}, at different commits: write {ways}")
    return _commit(top, (next(iter(found), "") or name) + rest)


def _candidates(top: Path, name: str) -> Iterator[tuple[str, str]]:
    """Each ref that has this name → its commit; the empty ref is a commit of that beginning."""
    refs = [form.format(name) for form in _KINDS]
    for ref in refs:
        commit = _peeled(top, ref)
        if commit:
            yield ref, commit
    if _SHORT.fullmatch(name):
        try:
            alike = git(top, "rev-parse", f"--disambiguate={name}").decode("ascii").split()
        except GitFailed:
            alike = []
        commits = {commit for one in alike if (commit := _commit(top, one)) == one}
        if len(commits) == 1:
            yield "", commits.pop()


def _peeled(top: Path, ref: str) -> str | None:
    found = exactly(top, ref)
    return _commit(top, found) if found else None


def _commit(top: Path, revision: str) -> str | None:
    try:
        found = git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitFailed:
        return None
    said = os.fsdecode(found).strip()
    return said if _COMMIT.fullmatch(said) else None
