"""Composing: what a plan makes of the branch, and the proof that no edition is lost by it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.known import KNOWN, Known, known
from rollbook.publishing.branch.ledger import LEDGER
from rollbook.publishing.branch.reading import Tip
from rollbook.publishing.branch.state import State, ledger_of
from rollbook.publishing.changing.plan import Plan
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.names import LATEST
from rollbook.publishing.root.site_root import root_files

_OF_AN_EDITION = ("llms.txt", "sitemap.xml")
"""What stands at the top only while an edition is in force."""


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
        if plan.retracted and state is not None and plan.retracted in state.manifests:
            title = f"{plan.retracted} (retracted)"
            mike.retitle(top, ref, plan.retracted, title, plan.message)
        if plan.current is not None:
            mike.set_default(top, ref, LATEST, plan.message)
        written = Tip(branch.repository, branch.commit(ref))
        files = _root(state, plan, site, written)
        gone = [name for name in _OF_AN_EDITION if name in written.files and name not in files]
        mike.put(top, ref, files, plan.message, gone)

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
    files = root_files(ledger, seen, site, home)
    if home is not None:
        files |= _schemas(written, home)
    return {**files, LEDGER: ledger.data, KNOWN: seen.data}


def _schemas(written: Tip, home: Manifest) -> dict[str, bytes]:
    """The schemas, whose addresses editors know: those of the edition in force."""
    names = [name for name in home.files if "/" not in name and name.endswith("schema.json")]
    found = {name: written.file(f"{home.edition}/{name}") for name in names}
    return {name: data for name, data in found.items() if data is not None}
