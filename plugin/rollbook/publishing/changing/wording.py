"""Wording: what the commands say of what was done, or would be."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.ledger import Entry
from rollbook.publishing.branch.reading import Tip, commit_of
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.plan import Plan
from rollbook.publishing.changing.pruning import Pruned
from rollbook.publishing.changing.settling import Settled
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.names import LATEST, tag_of
from rollbook.views.report import counted, visible

_SHOWN = 8


def of_publishing(done: Settled, branch: Branch, site: str, *, dry: bool) -> Iterator[str]:
    """What became of an edition."""
    plan, state = done.plan, done.state
    edition = plan.edition
    there = state.manifests.get(edition) if state else None
    manifest = plan.new.manifest if plan.new else there
    assert manifest is not None
    size = f"{counted(len(manifest.sops), 'SOP')}, {counted(len(manifest.files), 'file')}"
    commit = manifest.source.commit[:12]
    if plan.new is None:
        yield f"{edition} is published already, with the same content ({commit}: {size})"
    elif dry:
        yield f"Would publish {edition} from {commit}: {size}"
    else:
        yield f"Published {edition} from {commit}: {size}"
    if not plan.is_done:
        yield from map(_line, _facts(plan, state, manifest))
        yield _line(("branch", f"{branch.where}{f' at {done.commit[:12]}' if done.commit else ''}"))
        if site:
            yield _line(("site", f"{site.rstrip('/')}/{LATEST if _held(plan) else edition}/"))
    if state and state.has_site_without_editions:
        yield (
            f"At the top of {branch.where} stand pages of a site without editions, which are left "
            "as they are and shown as if they were of today: remove them from the branch"
        )
    if done.left:
        yield visible(done.left)
    if not branch.push and not dry and not _is_shared(branch, edition):
        yield f"Nobody else has it yet: 'rollbook publish {edition} --push' pushes it"


def _is_shared(branch: Branch, edition: str) -> bool:
    """Whether the remote had an edition when somebody last looked there."""
    theirs = commit_of(branch.repository, f"refs/remotes/{branch.remote}/{branch.name}")
    return theirs is not None and edition in Tip(branch.repository, theirs).trees


def _facts(plan: Plan, state: State | None, manifest: Manifest) -> Iterator[tuple[str, str]]:
    before = state.current if state else None
    if _held(plan):
        after = f", in the place of {before}" if before and before != plan.edition else ""
        yield "in force", f"from now on{after}"
    else:
        yield "in force", f"no; {before or 'none'} is"
    others = [alias for alias in plan.aliases if alias != LATEST]
    if others:
        yield "aliases", ", ".join(others)
    if plan.new is not None and manifest.since is not None and state is not None:
        old = state.manifests[manifest.since.edition]
        yield "changes", _changes(old, manifest)
    yield "manifest", manifest.digest
    yield "tag", tag_of(plan.edition)


def _changes(old: Manifest, new: Manifest) -> str:
    """Which procedures are new, others or gone since the edition before."""
    said = []
    now, was = new.sops, old.sops
    changed = [n for n in now if n in was and now[n].procedure != was[n].procedure]
    for word, names in (
        ("new", [n for n in now if n not in was]),
        ("changed", changed),
        ("gone", [n for n in was if n not in now]),
    ):
        if names:
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            said.append(f"{word}: {', '.join(names[:_SHOWN])}{more}")
    return visible("; ".join(said) or "no procedure is another") + f" (since {old.edition})"


def _held(plan: Plan) -> bool:
    return plan.current == plan.edition


def _line(fact: tuple[str, str]) -> str:
    return f"  {fact[0]:<10}{fact[1]}"


def of_retracting(done: Settled, branch: Branch, edition: str, *, dry: bool) -> Iterator[str]:
    """What became of an edition that is to be used no more."""
    plan, state = done.plan, done.state
    if plan.is_done:
        yield f"{edition} is retracted already"
    else:
        yield f"{'Would retract' if dry else 'Retracted'} {edition}; its pages stay, and say so"
        before = state.current if state else None
        if plan.current != before:
            yield f"  in force  {plan.current or 'none'}"
    yield from _rest(done, branch, dry=dry)


def of_pruning(pruned: Pruned, branch: Branch, *, dry: bool) -> Iterator[str]:
    """What became of old editions."""
    removed = pruned.removed
    if removed:
        verb = "Would remove" if dry else "Removed"
        yield f"{verb} the pages of {', '.join(removed)}"
    else:
        yield "There is nothing to remove"
    for edition, why in pruned.kept:
        yield f"  {edition} stays: {why}"
    yield from _rest(pruned.settled, branch, dry=dry)


def _rest(done: Settled, branch: Branch, *, dry: bool) -> Iterator[str]:
    if done.left:
        yield visible(done.left)
    if done.commit and not branch.push and not dry:
        yield "Nobody else has this yet: the same with --push pushes it"


def of_editions(state: State, between: tuple[str, str] | None) -> Iterator[str]:
    """A line for each edition, or for those that were in force between two moments."""
    rows = [
        (entry.edition, _when(entry), _what(entry, state))
        for entry in state.ledger.editions
        if between is None or entry.held(*between)
    ]
    width = max((len(row[0]) for row in rows), default=0)
    for edition, when, what in rows:
        yield visible(f"{edition:<{width}}  {when:<25}{what}").rstrip()
    others = [str(v.version) for v in state.versions if str(v.version) not in state.manifests]
    if others and between is None:
        yield visible(f"not published by Rollbook: {', '.join(others)}")


def _when(entry: Entry) -> str:
    if not entry.in_force:
        return "never in force"
    last = entry.in_force[-1]
    return f"{last.since[:10]} – {last.until[:10] if last.until else 'today'}"


def _what(entry: Entry, state: State) -> str:
    aliases = mike.aliases(state.versions, entry.edition)
    said = [f"from {entry.commit[:12]}"]
    if aliases:
        said.append(", ".join(aliases))
    if entry.retracted:
        said.append(f"retracted on {entry.retracted.day.isoformat()}: {entry.retracted.reason}")
    if entry.pruned:
        said.append(f"pages removed on {entry.pruned.isoformat()}")
    elif entry.edition not in state.manifests:
        said.append("its pages are missing")
    return "; ".join(said)
