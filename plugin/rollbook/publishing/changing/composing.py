"""Composing: what a plan makes of the branch, and the proof that no edition is lost by it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.known import KNOWN, Known, known
from rollbook.publishing.branch.ledger import LEDGER, Ledger
from rollbook.publishing.branch.reading import VERSIONS, Tip
from rollbook.publishing.branch.state import State, ledger_of
from rollbook.publishing.changing.plan import Plan
from rollbook.publishing.edition.manifest import Manifest, digest_of
from rollbook.publishing.root.root_manifest import ROOT, RootManifest, root_manifest
from rollbook.publishing.root.site_root import FOLDERS, copied, root_files


def compose(branch: Branch, state: State | None, plan: Plan, site: str) -> Tip:
    """Commit what the plan makes of the branch, as one commit that is not yet the branch's.

    `site` is the address of the site, if it is known.
    """

    def write(top: Path, ref: str) -> None:
        if state is not None and state.mended:
            mike.put(top, ref, state.mended, plan.message)
        if plan.new is not None:
            mike.deploy(top, ref, plan.new.site, plan.edition, plan.aliases, plan.message)
        elif plan.aliases:
            mike.alias(top, ref, plan.edition, plan.aliases, plan.message)
        if plan.removed:
            mike.delete(top, ref, plan.removed, plan.message)
        written = Tip(branch.repository, branch.commit(ref))
        files = _root(state, plan, site, written)
        gone = {*written.below(FOLDERS), *_at_the_top(state, written)} - files.keys()
        mike.put(top, ref, files, plan.message, sorted(gone))

    made = branch.compose(state.tip if state else None, write, plan.message)
    lost = losses(state, made, plan.removed)
    if lost:
        raise AssertionError(f"{', '.join(lost)} would be lost")
    return made


def losses(state: State | None, new: Tip, removed: tuple[str, ...]) -> list[str]:
    """The editions of before that are not there as they were, or not listed."""
    if state is None:
        return []
    listed = mike.listed(new)
    return [
        edition
        for edition in state.manifests
        if edition not in removed
        and (
            new.trees.get(edition) != state.tip.trees[edition]
            or listed is None
            or not listed.find(edition)
        )
    ]


def _root(state: State | None, plan: Plan, site: str, written: Tip) -> Mapping[str, bytes]:
    """What stands at the top, beside the editions."""
    manifests = dict(state.manifests) if state else {}
    if plan.new is not None:
        manifests[plan.edition] = plan.new.manifest
    before = state.known if state else Known()
    seen = known(before, (manifests[name] for name in sorted(manifests, key=mike.order)))
    ledger = ledger_of(plan.entries, plan.current)
    home = manifests.get(plan.current) if plan.current else None
    kept = {LEDGER: ledger.data, KNOWN: seen.data, VERSIONS: _versions(written, ledger)}
    # As whoever verifies it reads it: what was never written may stand in another order.
    read = Ledger.read(kept[LEDGER]), Known.read(kept[KNOWN]), home and Manifest.read(home.data)
    files = {**root_files(read[0], read[1], site, read[2]), **kept}
    for name in copied(home):
        files[name] = written.file(f"{plan.current}/{name}") or b""
    digests = {name: digest_of(data) for name, data in files.items()}
    return {**files, ROOT: root_manifest(digests, site).data}


def _versions(written: Tip, ledger: Ledger) -> bytes:
    listed = mike.listed(written)
    assert listed is not None
    return mike.listing(mike.titled(listed, ledger.titles))


def _at_the_top(state: State | None, written: Tip) -> list[str]:
    """The files that we wrote to the top before; a list on a branch may name an edition as well."""
    kept = state.tip.kept(ROOT, RootManifest) if state else None
    return [name for name in (kept.files if kept else ()) if name in written.files]
