"""Rooting: every file at the root is what follows from the editions and their list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.known import KNOWN, Known
from rollbook.publishing.branch.ledger import LEDGER, Ledger
from rollbook.publishing.branch.reading import VERSIONS
from rollbook.publishing.edition.manifest import MANIFEST, Manifest, digest_of
from rollbook.publishing.root.root_manifest import ROOT, RootManifest, maker, root_manifest
from rollbook.publishing.root.site_root import FOLDERS, copied, root_files
from rollbook.publishing.verifying.ground import Ground, versions_on

_SHOWN = len("sha256:") + 12
_ODD = "it is not what follows from the editions"


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not as it should be; `is_sure` where no other Rollbook may have made it so."""

    name: str
    says: str
    is_sure: bool = True


def unrooted(ground: Ground) -> Iterator[Fault]:
    """Every file at the root that does not follow from what stands beside it."""
    recorded = ground.paper(ROOT, RootManifest)
    ledger, known = ground.paper(LEDGER, Ledger), ground.paper(KNOWN, Known)
    versions = versions_on(ground)
    broken = {ROOT: recorded.fault, LEDGER: ledger.fault, KNOWN: known.fault}
    broken[VERSIONS] = "" if versions is not None else "it is no list of mike's"
    yield from (Fault(name, fault) for name, fault in broken.items() if fault)
    if not (recorded.value and ledger.value and known.value and versions is not None):
        return
    made = _made(ground, ledger.value, known.value, versions, recorded.value.site)
    yield from _differences(ground, recorded.value, made)
    if recorded.value.data != ground.data(ROOT):
        yield Fault(ROOT, "it is not written as it is written")


def foreign(ground: Ground) -> list[str]:
    """The files at the top that are no part of a root."""
    recorded = ground.paper(ROOT, RootManifest).value
    ours = {ROOT, LEDGER, KNOWN, VERSIONS, *(recorded.files if recorded else ())}
    return sorted(name for name in ground.root if "/" not in name and name not in ours)


def _made(
    ground: Ground, ledger: Ledger, known: Known, versions: mike.Versions, site: str
) -> RootManifest:
    """The root as this program makes it."""
    path = f"{ledger.current}/{MANIFEST}"
    home = ground.paper(path, Manifest).value if ledger.current else None
    files = root_files(ledger, known, site, home)
    files |= {LEDGER: ledger.data, KNOWN: known.data}
    files[VERSIONS] = mike.listing(mike.titled(versions, ledger.titles))
    digests = {name: digest_of(data) for name, data in files.items()}
    if home is not None:
        digests |= {name: home.files[name] for name in copied(home)}
    return root_manifest(digests, site)


def _differences(ground: Ground, recorded: RootManifest, made: RootManifest) -> Iterator[Fault]:
    listing = ground.root
    is_ours = recorded.maker == maker()
    if is_ours and recorded.rollbook != made.rollbook:
        yield Fault(ROOT, "it names another version of the program than that has")
    if is_ours and recorded.files != made.files:
        yield Fault(ROOT, _ODD)
    below = {name for name in listing if name.split("/")[0] in FOLDERS}
    for name in sorted(below | recorded.files.keys() | made.files.keys()):
        there, noted, wanted = listing.get(name), recorded.files.get(name), made.files.get(name)
        if there is None:
            if noted or is_ours:
                yield Fault(name, "it is missing")
        elif there.fault:
            yield Fault(name, there.fault)
        elif noted is None:
            yield Fault(name, "nothing that is published put it there")
        elif there.digest != noted:
            sums = f"{there.digest[7:_SHOWN]}… and not {noted[7:_SHOWN]}…"
            yield Fault(name, f"its SHA-256 is {sums}")
        elif there.digest != wanted:
            yield Fault(name, _ODD, is_ours)
