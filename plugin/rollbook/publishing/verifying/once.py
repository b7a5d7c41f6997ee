"""Once: what the commits of the branch did to everything that stands beside the editions."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.publishing.branch.known import KNOWN, Known, known
from rollbook.publishing.branch.ledger import LEDGER
from rollbook.publishing.branch.reading import VERSIONS
from rollbook.publishing.root.root_manifest import ROOT, RootManifest
from rollbook.publishing.verifying.ground import OnBranch, manifests_of
from rollbook.publishing.verifying.leading import IsCopy, misled
from rollbook.publishing.verifying.line import Line, Stand
from rollbook.publishing.verifying.past import past
from rollbook.publishing.verifying.rooting import Fault, unrooted

_FROM = (LEDGER, KNOWN, VERSIONS)
"""What the root follows from, beside the edition in force, which the first of them names."""
_SHOWN = 3


@dataclass(frozen=True)
class Originals:
    """The editions of a line as they were when they came."""

    line: Line
    trees: dict[str, str]

    def at(self, stand: Stand) -> IsCopy:
        """Whether a folder was then as an edition was when that was published."""
        return functools.partial(self._is_copy, stand)

    def _is_copy(self, stand: Stand, alias: str, edition: str) -> bool:
        if edition not in self.trees:
            events = past(self.line, edition).events
            self.trees[edition] = events[0].tree if events else ""
        original = self.trees[edition] or stand.folders.get(edition)
        return stand.folders.get(alias) == original


def altered(line: Line, originals: Originals) -> Iterator[str]:
    """What each commit left otherwise than it follows from the editions, in a sentence each."""
    left: dict[Stand, set[Fault]] = {}
    for stand in line.stands:
        is_one = any(LEDGER in one.top for one in (stand, *stand.before))
        left[stand] = set(_faults(stand, line, originals)) if is_one else set()
        new = [fault for fault in left[stand] if not any(fault in left[b] for b in stand.before)]
        if new:
            names = sorted({fault.name for fault in new})
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            yield f"{stand.said} left it so: {', '.join(names[:_SHOWN])}{more}"


def _faults(stand: Stand, line: Line, originals: Originals) -> Iterator[Fault]:
    ground = OnBranch(stand)
    # An older Rollbook kept no list of what it wrote.
    if any(ROOT in one.top for one in (stand, *stand.before)):
        yield from (fault for fault in unrooted(ground) if fault.is_sure)
    yield from misled(ground, originals.at(stand))
    for before in stand.before or ((None,) if not line.is_cut else ()):
        yield from _unfounded(stand, before)


def _unfounded(stand: Stand, before: Stand | None) -> Iterator[Fault]:
    """What does not follow from what stood there before."""
    was = [before.object(name) if before else "" for name in (*_FROM, ROOT)]
    now = [stand.object(name) for name in (*_FROM, ROOT)]
    if was[:2] != now[:2]:
        kept = before.paper(KNOWN, Known).value if before else None
        had = manifests_of(OnBranch(before)).values() if before else ()
        has = manifests_of(OnBranch(stand)).values()
        found = stand.paper(KNOWN, Known)
        if found.value is not None and found.value != known(known(kept or Known(), had), has):
            yield Fault(KNOWN, "it is not what the editions had")
    elif was[:3] == now[:3] and was[3] and was[3] != now[3] and before is not None:
        one, other = (place.paper(ROOT, RootManifest).value for place in (before, stand))
        if one and other and (one.maker, one.site) == (other.maker, other.site):
            yield Fault(ROOT, "it is another one, and nothing was published")
