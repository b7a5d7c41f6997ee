"""Leading: each alias is the edition that it leads to, and everything at the top has its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rollbook.publishing.branch import mike
from rollbook.publishing.branch.ledger import LEDGER, Ledger
from rollbook.publishing.branch.reading import VERSIONS
from rollbook.publishing.edition.manifest import MANIFEST, Manifest
from rollbook.publishing.names import LATEST, wrong_alias
from rollbook.publishing.root.site_root import FOLDERS
from rollbook.publishing.verifying.files import differences
from rollbook.publishing.verifying.ground import Ground, aliases_on, manifests_of, versions_on
from rollbook.publishing.verifying.rooting import Fault

IsCopy = Callable[[str, str], bool | None]
"""Whether a folder is as an edition was when it was published; nothing where nobody knows."""


def misled(ground: Ground, is_copy: IsCopy) -> Iterator[Fault]:
    """What leads to another place than it should, or is no edition and seems to be one."""
    ledger = ground.paper(LEDGER, Ledger).value
    versions = versions_on(ground)
    if ledger is None or versions is None:
        return
    yield from _of_the_list(ground, ledger, versions)
    aliases = aliases_on(ground)
    for alias, edition in sorted(aliases.items()):
        if wrong_alias(alias):
            yield Fault(VERSIONS, f"'{alias}' is no name for an alias")
        elif alias not in ground.names:
            yield Fault(f"{alias}/", f"it is missing, and leads to {edition}")
        elif not (is_it := is_copy(alias, edition)):
            yield from _of_a_copy(ground, alias, edition, is_known=is_it is not None)
    if LATEST in ground.names and LATEST not in aliases:
        yield Fault(f"{LATEST}/", "it is there, and no edition is in force")
    manifests = manifests_of(ground)
    for name in sorted(ground.names - aliases.keys() - {LATEST, *FOLDERS}):
        if ledger.entry(name) is not None:
            continue
        if name in manifests:
            yield Fault(f"{name}/", f"it is an edition, and {LEDGER} does not list it")
        elif ground.data(f"{name}/{MANIFEST}") is not None:
            yield Fault(f"{name}/", "it seems to be an edition, and is none")


def strangers(ground: Ground) -> list[str]:
    """The folders at the top that have nothing to do with editions."""
    ours = {LATEST, *FOLDERS, *aliases_on(ground)}
    return sorted(n for n in ground.names - ours if ground.data(f"{n}/{MANIFEST}") is None)


def _of_the_list(ground: Ground, ledger: Ledger, versions: mike.Versions) -> Iterator[Fault]:
    held = mike.holder(versions, LATEST)
    if held != ledger.current:
        said = f"'{LATEST}' leads to {held or 'nothing'}, and {ledger.current or 'nothing'}"
        yield Fault(VERSIONS, f"{said} is in force")
    for entry in ledger.editions:
        is_listed = versions.find(entry.edition) == (entry.edition,)
        if is_listed and entry.edition not in ground.names:
            yield Fault(VERSIONS, f"it lists {entry.edition}, whose pages are not there")
        if not is_listed and entry.edition in ground.names:
            yield Fault(VERSIONS, f"it does not list {entry.edition}")
    for version in versions:
        if str(version.version) not in ground.names and not ledger.entry(str(version.version)):
            yield Fault(VERSIONS, f"it lists {version.version}, which is not there")


def _of_a_copy(ground: Ground, alias: str, edition: str, *, is_known: bool) -> Iterator[Fault]:
    """Each file of an alias that is not as that of its edition, or that it is none."""
    manifest = ground.paper(f"{edition}/{MANIFEST}", Manifest)
    if manifest.value is None:
        yield Fault(f"{alias}/", f"it leads to {edition}, which is not there")
        return
    expected = {**manifest.value.files, MANIFEST: manifest.digest}
    found = list(differences(expected, ground.below(alias)))
    for name, fault in found:
        yield Fault(f"{alias}/{name}", fault)
    if not found and is_known:
        yield Fault(f"{alias}/", f"it is as {edition} is now, and was not when that was published")
