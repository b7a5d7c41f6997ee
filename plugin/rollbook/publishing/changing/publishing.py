"""Publishing: an edition is built, compared with what is there, and added, or nothing happens."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.git import git
from rollbook.loading.settings import Settings
from rollbook.publishing.branch import mike
from rollbook.publishing.branch.branch import Branch
from rollbook.publishing.branch.ledger import Entry, moment
from rollbook.publishing.branch.state import State
from rollbook.publishing.changing.admission import admit, compare
from rollbook.publishing.changing.plan import Plan, in_force
from rollbook.publishing.changing.settling import Settled, Tell, settle
from rollbook.publishing.changing.tagging import fitting, made
from rollbook.publishing.edition.building import checked_out
from rollbook.publishing.edition.committed import commit_of_clean, time_of
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.edition.new_edition import NewEdition
from rollbook.publishing.edition.order import Order
from rollbook.publishing.edition.workshop import Inspect, Workshop
from rollbook.publishing.names import LATEST
from rollbook.publishing.refusing import Refused


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be published.

    Without `aliases`, the edition is in force from now on if it is the newest. `epoch` is the
    moment that it speaks of, in seconds since 1970; without one, it is that of its commit.
    """

    edition: str
    aliases: tuple[str, ...] | None
    settings: Settings
    project: Path
    sign: bool
    dry: bool
    now: datetime.datetime
    epoch: int | None
    tell: Tell
    inspect: Inspect


def publish(branch: Branch, wish: Wish) -> Settled:
    """Publish an edition of the handbook from the commit that is checked out, or raise `Refused`.

    Whatever stops it, the branch is as it was, or has the whole edition.
    """
    repository = branch.repository
    commit = commit_of_clean(repository, wish.project)
    folder = repository.relative(wish.project)
    with branch.opened(), checked_out(repository.top, commit) as copy:
        workshop = Workshop(copy, commit, folder, wish.settings, wish.inspect)
        publisher = _Publisher(branch, wish, workshop)
        return settle(
            branch, wish.edition, publisher.decide, wish.settings.site, wish.tell, dry=wish.dry
        )


@dataclass(frozen=True)
class _Publisher:
    branch: Branch
    wish: Wish
    workshop: Workshop

    def decide(self, state: State | None) -> Plan:
        edition = self.wish.edition
        if state is not None:
            admit(state, edition, self.wish.aliases or ())
        there = state.manifests.get(edition) if state else None
        lost = state.lost(edition) if state and not there else None
        before = there or lost
        new = self._built(state, before)
        if before is not None:
            compare(before, new.manifest, is_lost=lost is not None)
        manifest = before or new.manifest
        aliases = self._aliases(state)
        tag = self._tag(manifest)
        plan = self._plan(state, new if there is None else None, aliases)
        if there is not None and state is not None:
            plan = dataclasses.replace(plan, is_done=self._is_done(state, plan, tag))
        if not tag and not plan.is_done and not self.wish.dry and self._is_from_here(manifest):
            tag = self._made_tag(manifest)
        return _tagged(plan, tag)

    def _made_tag(self, manifest: Manifest) -> str:
        if self.wish.settings.signers and not self.wish.sign:
            raise Refused(
                "mkdocs.yml names 'signers', so the tag of an edition has to be signed: publish "
                "with --sign, or from a signed tag"
            )
        self.wish.tell("Making the tag")
        tag = made(self.branch.repository, self.workshop.copy, manifest, self.wish.sign)
        self.branch.take(self.workshop.copy, manifest.edition)
        return tag

    def _built(self, state: State | None, before: Manifest | None) -> NewEdition:
        """The edition as it would be published; one that was published, as it was ordered then."""
        wish, workshop = self.wish, self.workshop
        wish.tell(f"Building {wish.edition} from {workshop.commit[:12]}")
        if before is not None:
            since = (before.since.edition, before.since.commit) if before.since else ()
            return workshop.built(Order(wish.edition, *since), before.source.epoch)
        epoch = (
            time_of(self.branch.repository, workshop.commit) if wish.epoch is None else wish.epoch
        )
        return workshop.built(self._order(state), epoch)

    def _order(self, state: State | None) -> Order:
        """With the newest that comes before this one by its name and may still be used."""
        edition = self.wish.edition
        if state is None:
            return Order(edition)
        key = mike.order(edition)
        out = {entry.edition for entry in state.ledger.editions if entry.retracted}
        older = [name for name in state.manifests if mike.order(name) < key and name not in out]
        if not older:
            return Order(edition)
        before = state.manifests[older[-1]]
        if self.branch.repository.knows(before.source.commit):
            return Order(edition, before.edition, before.source.commit)
        if git(self.branch.repository.top, "rev-parse", "--is-shallow-repository") == b"true\n":
            raise Refused(
                f"this clone is shallow, and lacks what {before.edition} was made from: fetch the "
                "rest with 'git fetch --unshallow', or check out with 'fetch-depth: 0'"
            )
        self.wish.tell(f"What {before.edition} was made from is not here: no page of changes")
        return Order(edition)

    def _aliases(self, state: State | None) -> tuple[str, ...]:
        if self.wish.aliases is not None:
            return self.wish.aliases
        current = state.current if state else None
        edition = self.wish.edition
        is_newest = current is None or mike.order(edition) >= mike.order(current)
        return (LATEST,) if is_newest else ()

    def _tag(self, manifest: Manifest) -> str:
        ours, theirs = self.branch.tags(manifest.edition)
        sign = self.wish.sign or self.wish.settings.signers is not None
        found = fitting(self.branch.repository, manifest, ours, theirs, sign)
        return found or ""

    def _is_from_here(self, manifest: Manifest) -> bool:
        return manifest.source.commit == self.workshop.commit

    def _plan(self, state: State | None, new: NewEdition | None, aliases: Sequence[str]) -> Plan:
        edition = self.wish.edition
        current = edition if LATEST in aliases else state.current if state else None
        now = moment(self.wish.now)
        entries = state.ledger.entries if state else {}
        if new is not None:
            entries.setdefault(edition, _entry(new.manifest, now))
        held = mike.Versions() if state is None else state.versions
        moved = tuple(a for a in aliases if mike.holder(held, a) != edition)
        return Plan(
            message=f"Publish {edition}",
            entries=in_force(entries, current, now),
            current=current,
            edition=edition,
            aliases=moved,
            new=new,
        )

    def _is_done(self, state: State, plan: Plan, tag: str) -> bool:
        """Whether the edition is there, with its aliases, its tag, and in the ledger as such."""
        ours, theirs = self.branch.tags(plan.edition)
        tagged = _tagged(plan, tag)
        has_tag = theirs if self.branch.push else ours
        return (
            not plan.aliases
            and not state.mended
            and (not tag or bool(has_tag))
            and dict(tagged.entries) == state.ledger.entries
        )


def _tagged(plan: Plan, tag: str) -> Plan:
    """The plan with this tag, in the ledger as well."""
    if not tag:
        return plan
    entry = plan.entries[plan.edition].model_copy(update={"tag": tag})
    return dataclasses.replace(plan, tag=tag, entries={**plan.entries, plan.edition: entry})


def _entry(manifest: Manifest, now: str) -> Entry:
    return Entry(
        edition=manifest.edition,
        published=now,
        commit=manifest.source.commit,
        manifest=manifest.digest,
        tag=None,
        in_force=(),
        retention=manifest.retention,
        retracted=None,
        pruned=None,
    )
