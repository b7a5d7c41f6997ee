"""Names of editions and aliases: each is a folder of the site, and the name of a tag."""

from __future__ import annotations

import re

LATEST = "latest"
"""The alias of the edition in force."""

TAGS = "handbook/"
"""What the tag of an edition begins with."""

EDITION_FORM = r"v?[0-9]+[0-9A-Za-z]*(?:[._-][0-9A-Za-z]+)*"
ALIAS_FORM = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_PART = r"(?!\.)(?:(?!\.\.|@\{)[^\x00-\x20\x7f~^:?*\[\\/])+(?<!\.)(?<!\.lock)"
_BRANCH = re.compile(rf"(?!-){_PART}(?:/{_PART})*")
"""What git allows."""
_LONGEST = 40
_TAKEN = frozenset(
    {"assets", "changes", "editions", "examples", "faq", "guide", "health", "incidents"}
    | {"practice", "roles", "search", "sops", "t"}
)
"""Folders of the site itself, today or in times when it had no editions."""


def tag_of(edition: str) -> str:
    """The tag that says which commit an edition was made from."""
    return f"{TAGS}{edition}"


def wrong_edition(name: str) -> str:
    """Why no edition can have this name, in words; nothing where it can."""
    if not re.fullmatch(EDITION_FORM, name) or name.endswith(".lock"):
        return (
            f"'{name}' is no name for an edition: begin with a number, and go on with letters and "
            "digits between single dots, hyphens or underscores, such as 2026.11 or 3.2"
        )
    return _too_long(name)


def wrong_alias(name: str) -> str:
    """Why no alias can have this name, in words; nothing where it can."""
    if not re.fullmatch(ALIAS_FORM, name) or re.fullmatch(EDITION_FORM, name):
        return (
            f"'{name}' is no name for an alias: begin with a small letter, and go on with small "
            "letters and digits between single hyphens, such as latest or stable"
        )
    if name in _TAKEN:
        return f"'{name}' is no name for an alias: the site has a folder of that name"
    return _too_long(name)


def wrong_branch(name: str) -> str:
    """Why no branch can have this name, in words; nothing where it can."""
    if name.startswith("refs/"):
        return f"'{name}' is no name for a branch: write it without refs/heads/"
    if name in ("@", "HEAD") or not _BRANCH.fullmatch(name):
        return f"'{name}' is no name for a branch"
    return ""


def wrong_remote(name: str) -> str:
    """Why this can be neither the name of a remote nor its address; nothing where it can."""
    if name.startswith("-") or not name.strip() or not name.isprintable():
        return f"'{name}' is no name for a remote"
    return ""


def _too_long(name: str) -> str:
    if len(name) > _LONGEST:
        return f"'{name}' is too long for a name: {_LONGEST} characters are enough"
    return ""
