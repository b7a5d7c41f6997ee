"""The branch of the editions and their tags are those of these names, whatever else bears them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.repositories import Clone, Remote
from tests.publishing.repositories import rollbook_within as rollbook

Mail = tuple[Remote, Clone]
LIKE = (
    *("refs/tags/gh-pages", "refs/tags/origin/gh-pages", "refs/heads/origin/gh-pages"),
    *("refs/tags/refs/heads/gh-pages", "refs/tags/refs/remotes/origin/gh-pages"),
    *("refs/heads/refs/heads/gh-pages", "refs/heads/handbook/2026.3", "refs/handbook/2026.3"),
    *("refs/tags/refs/tags/handbook/2026.3", "refs/heads/refs/tags/handbook/2026.3"),
    *("refs/gh-pages", "refs/remotes/gh-pages"),
)
"""What git takes for one of them where it is asked by a part of its name."""


def test_no_other_ref_is_taken_for_the_branch_or_a_tag(mail: Mail, tmp_path: Path) -> None:
    """Neither here nor at the remote, whether or not the local branch is there."""
    remote, clone = mail
    for ref in LIKE:
        remote.git("update-ref", ref, "main")
    clone.git(
        "fetch", "--quiet", "origin", "+refs/*:refs/*", "^refs/heads/main", "^refs/heads/gh-pages"
    )
    clone.git("update-ref", "-d", "refs/heads/gh-pages")
    said = rollbook(clone, "editions")
    assert (said.code, "2026.2" in said.output) == (0, True), said.output
    assert rollbook(clone, "verify", "2026.2").code == 0
    before = remote.trees()
    assert rollbook(clone, "publish", "2026.3", "--push").code == 0
    assert remote.trees().items() >= {n: t for n, t in before.items() if n != "latest"}.items()
    assert remote.git("cat-file", "-t", "refs/tags/handbook/2026.3") == "tag"
    assert remote.git("rev-parse", "refs/tags/gh-pages") == remote.git(
        "rev-parse", "refs/heads/main"
    )
    clone.git("update-ref", "-d", "refs/remotes/origin/gh-pages")
    clone.git("update-ref", "-d", "refs/heads/gh-pages")
    nothing = rollbook(clone, "editions")
    assert (nothing.code, "there is no branch gh-pages here" in nothing.output) == (2, True)


@pytest.mark.parametrize(
    "name",
    [
        *("-d", "a..b", "gh-pages^{tree}", "gh-pages~1", "gh-pages:latest", "@{u}", "@", "HEAD"),
        *("a b", "a*", "a//b", "/a", "a/", "a.lock", "a/.b", "a.", "a\\b", "a\x7f", "a?", "[a]"),
    ],
)
def test_a_branch_has_the_name_of_a_branch(mail: Mail, name: str) -> None:
    """And nothing that git would read as more than that."""
    for command in (["editions"], ["verify", "2026.2"], ["retract", "2026.2", "--reason", "No"]):
        result = rollbook(mail[1], *command, f"--branch={name}")
        assert (result.code, "is no name for a branch" in result.output) == (2, True), result.output


def test_the_whole_name_of_a_branch_is_asked_to_be_shortened(mail: Mail) -> None:
    result = rollbook(mail[1], "editions", "--branch=refs/heads/gh-pages")
    assert result.code == 2
    assert "write it without refs/heads/" in result.output
