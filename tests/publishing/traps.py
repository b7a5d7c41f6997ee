"""A clone in which every hook, and every setting that names a program, is a trap."""

from __future__ import annotations

from pathlib import Path

from tests.publishing.repositories import Clone

HOOKS = (
    *("applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit"),
    *("prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout"),
    *("post-merge", "pre-push", "pre-receive", "update", "proc-receive", "post-receive"),
    *("post-update", "reference-transaction", "push-to-checkout", "pre-auto-gc", "post-rewrite"),
    *("sendemail-validate", "fsmonitor-watchman", "post-index-change"),
    *("p4-changelist", "p4-prepare-changelist", "p4-post-changelist", "p4-pre-submit"),
)
"""What `git help hooks` lists."""

PROGRAMS = (
    *("core.alternateRefsCommand", "core.askPass", "core.editor", "core.fsmonitor"),
    *("core.gitProxy", "core.pager", "core.sshCommand", "sequence.editor", "credential.helper"),
    *("diff.external", "diff.trap.command", "diff.trap.textconv", "interactive.diffFilter"),
    *("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "merge.trap.driver"),
    *("gc.recentObjectsHook", "gpg.program", "gpg.openpgp.program", "gpg.ssh.program"),
    *("gpg.x509.program", "gpg.ssh.defaultKeyCommand", "hook.trap.command"),
    *("pager.diff", "pager.log", "pager.show", "pager.status", "pager.tag"),
    *("trailer.trap.command", "uploadpack.packObjectsHook"),
)
"""Settings that name a program."""

COMMANDS = (
    *("cat-file", "checkout", "clone", "commit-tree", "config", "diff", "fast-import", "fetch"),
    *("for-each-ref", "log", "ls-files", "ls-remote", "ls-tree", "merge-base", "mktree", "push"),
    *("rev-list", "rev-parse", "show", "show-ref", "status", "tag", "update-ref", "verify-tag"),
    *("worktree", "read-tree", "write-tree"),
)
"""What an alias may stand in the place of."""

SETTINGS = {
    "commit.gpgSign": "true",
    "fetch.recurseSubmodules": "true",
    "gc.auto": "1",
    "gc.autoDetach": "false",
    "hook.trap.event": "reference-transaction",
    "log.showSignature": "true",
    "maintenance.auto": "true",
    "push.gpgSign": "if-asked",
    "push.recurseSubmodules": "on-demand",
    "submodule.recurse": "true",
}
"""Settings after which git does more than it was asked for."""


def lay(clone: Clone, folder: Path) -> Path:
    """Lay the traps; gives the file in which each that was run has written its name."""
    ran = folder / "ran"
    hooks = folder / "hooks"
    hooks.mkdir()
    for place in (hooks, clone.folder / ".git/hooks"):
        for name in HOOKS:
            _trap(place / name, name, ran)
    programs = folder / "programs"
    programs.mkdir()
    for key in PROGRAMS:
        _trap(programs / key, key, ran)
        clone.git("config", key, str(programs / key))
    for name in COMMANDS:
        clone.git("config", f"alias.{name}", f"!echo alias.{name} >>{ran}")
    for key, value in SETTINGS.items():
        clone.git("config", key, value)
    clone.git("config", "core.hooksPath", str(hooks))
    return ran


def _trap(place: Path, name: str, ran: Path) -> None:
    place.write_text(f"#!/bin/sh\necho {name} >>{ran}\n", "utf-8")
    place.chmod(0o755)
