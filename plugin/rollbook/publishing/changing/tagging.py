"""The tag of an edition: kept where there is one that fits, and else made."""

from __future__ import annotations

import os
from pathlib import Path

from rollbook.loading.git import git
from rollbook.loading.repository import Repository
from rollbook.publishing.branch.reading import object_of
from rollbook.publishing.edition.manifest import TRAILER, Manifest
from rollbook.publishing.git import GitRefused, run_git
from rollbook.publishing.names import tag_of
from rollbook.publishing.refusing import Refused

_SIGNING = r"^(user|gpg|tag|committer)\."
_SIGNATURES = (b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN SSH SIGNATURE-----")


def fitting(
    repository: Repository, manifest: Manifest, ours: str | None, theirs: str | None, sign: bool
) -> str | None:
    """The tag that is there, here or at the remote; where it does not fit, raise `Refused`."""
    name = tag_of(manifest.edition)
    tag = theirs or ours
    if tag is None:
        return None
    if ours and theirs and ours != theirs:
        raise Refused(
            f"the tag {name} is another one here than at the remote: look at both, and take yours "
            f"away with 'git tag -d {name}' if it is the wrong one"
        )
    if git(repository.top, "cat-file", "-t", tag).strip() != b"tag":
        raise Refused(
            f"the tag {name} is a mere name without a message, which says nothing of who made it: "
            f"make it anew with 'git tag -a -f {name}', or '-s' to sign it"
        )
    commit = manifest.source.commit
    tagged = object_of(repository, f"{tag}^{{commit}}")
    if tagged != commit:
        raise Refused(
            f"the tag {name} is at another commit ({(tagged or '')[:12]}) than "
            f"what is checked out ({commit[:12]}): check it out, or publish under another name"
        )
    text = git(repository.top, "cat-file", "tag", tag)
    digest = digest_in(text)
    if digest and digest != manifest.digest:
        raise Refused(
            f"the tag {name} is for another manifest ({digest[:19]}…) than this build gives "
            f"({manifest.digest[:19]}…): build with the same versions of the same tools"
        )
    if sign and not is_signed(text):
        raise Refused(
            f"the tag {name} is there, and not signed: publish without --sign, or, if nobody else "
            f"has it yet, take it away with 'git tag -d {name}'"
        )
    return tag


def digest_in(text: bytes) -> str:
    """The digest of the manifest that a tag is for; empty where it says nothing of one."""
    lines = text.decode("utf-8", "replace").splitlines()
    return next((li.removeprefix(TRAILER) for li in lines if li.startswith(TRAILER)), "")


def is_signed(text: bytes) -> bool:
    """Whether a tag holds a signature, whosesoever."""
    return any(mark in text for mark in _SIGNATURES)


def made(repository: Repository, copy: Path, manifest: Manifest, sign: bool) -> str:
    """Make the tag, in a copy of the repository from which it then is fetched; gives its object.

    It is signed as git is set up to, or where `tag.gpgSign` wants it in any case.
    """
    name = tag_of(manifest.edition)
    message = f"Edition {manifest.edition}\n\n{TRAILER}{manifest.digest}\n"
    settings = [word for setting in _settings(repository) for word in ("-c", setting)]
    options = ("-s",) if sign else ("-a",)
    try:
        run_git(
            copy, *settings, "tag", "--force", *options, "-m", message, name, manifest.source.commit
        )
        return os.fsdecode(run_git(copy, "rev-parse", f"refs/tags/{name}")).strip()
    except GitRefused as error:
        raise Refused(f"the tag {name} cannot be made: {error}") from None


def _settings(repository: Repository) -> list[str]:
    """What the repository says of who signs, and with what."""
    try:
        said = run_git(repository.top, "config", "-z", "--get-regexp", _SIGNING)
    except GitRefused:
        return []
    entries = (entry.partition("\n") for entry in os.fsdecode(said).split("\0") if entry)
    return [f"{key}={value}" for key, _, value in entries]
