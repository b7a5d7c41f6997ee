"""Following: the local branch and tag go where those of the remote went."""

from __future__ import annotations

from rollbook.publishing.branch.asking import NoBranch, ask
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.reading import Tip, commit_of, is_ancestor, ref_of
from rollbook.publishing.names import tag_of


def follow(branch: Branch, new: Tip, edition: str, tag: str) -> str:
    """Bring the local branch and tag to where the remote's are; why not, where that fails.

    Nothing that stands on the local branch alone is given up.
    """
    repository, name = branch.repository, branch.name
    label = f"refs/tags/{tag_of(edition)}"
    try:
        if tag and ref_of(repository, label) is None:
            ask(repository, "update-ref", label, tag)
        local = commit_of(repository, f"refs/heads/{name}")
        if local == new.commit:
            return ""
        if local is not None and (said := _in_the_way(branch, Tip(repository, local), new)):
            return said
        ask(repository, "update-ref", f"refs/heads/{name}", new.commit, local or "")
    except NoBranch as error:
        return f"the local branch {name} was left as it is: {error}"
    return ""


def _in_the_way(branch: Branch, local: Tip, new: Tip) -> str:
    name = branch.name
    trees = ask(branch.repository, "worktree", "list", "--porcelain").splitlines()
    if f"branch refs/heads/{name}" in trees:
        return f"the local branch {name} is checked out, and was left as it is"
    if is_ancestor(branch.repository, local.commit, new.commit):
        return ""
    own = sorted(name for name, tree in local.editions.items() if new.trees.get(name) != tree)
    if own:
        return (
            f"the local branch {name} has {', '.join(own)}, which {branch.where} has not, and was "
            f"left as it is; 'rollbook publish {own[0]} --push' publishes that, and 'git branch "
            f"-D {name}' gives it up"
        )
    return ""
