"""The edition in force, as the root of the site leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from rollbook.publishing.branch.ledger import Ledger
from rollbook.publishing.edition.manifest import Manifest, PublishedSop
from rollbook.publishing.names import wrong_alias, wrong_edition
from rollbook.views.addresses import anchor, run_page, sop_page, trigger_page, url


@dataclass(frozen=True, slots=True)
class InForce:
    """The edition in force; `at` is the folder that leads to it."""

    at: str
    manifest: Manifest

    def sop(self, sop: str) -> PublishedSop | None:
        """What it says of an SOP."""
        return self.manifest.sops.get(sop)

    def page(self, path: str) -> str:
        """The address of a page from the root of the site; nothing where it has no such page."""
        for file in (f"{url(path)}index.html", f"{path.removesuffix('.md')}.html"):
            if file in self.manifest.files:
                return f"{self.at}/{file.removesuffix('index.html')}"
        return ""

    def read(self, sop: str) -> str:
        """Where an SOP is read; the first page of all, if it has none of its own."""
        return self.page(sop_page(sop)) or f"{self.at}/"

    def act(self, sop: str) -> str:
        """Where an SOP is acted on: a retired one is only read."""
        known = self.sop(sop)
        retired = known is not None and known.status == "retired"
        return (not retired and self.page(run_page(sop))) or self.read(sop)

    def trigger(self, sop: str, trigger: str) -> str:
        """Where a trigger leads to; nothing where the SOP has none of that name."""
        known = self.sop(sop)
        if known is None or trigger not in known.triggers:
            return ""
        return f"{self.act(sop)}#{anchor('trigger', trigger)}"


def in_force(ledger: Ledger, home: Manifest | None) -> InForce | None:
    """The edition that the ledger calls the one in force, if it can be led to."""
    at = ledger.at or ""
    if home is None or home.edition != ledger.current or (wrong_alias(at) and wrong_edition(at)):
        return None
    return InForce(at, home)


def has_pages(ledger: Ledger, edition: str) -> bool:
    """Whether the pages of an edition can still be read."""
    entry = ledger.entry(edition)
    return entry is not None and entry.pruned is None and not wrong_edition(edition)


def last_page(now: InForce | None, edition: str, sop: str, trigger: str = "") -> str:
    """The page of a thing in an edition that had it, from the root of the site.

    Pages are named as they are today; where that is not known, it is the edition's first.
    """
    if trigger:
        return f"{edition}/{url(trigger_page(sop, trigger))}"
    named = filter(None, (now.page(sop_page(one)) for one in now.manifest.sops)) if now else ()
    example = next(iter(named), "")
    if not example:
        return f"{edition}/"
    return f"{edition}/{url(sop_page(sop)) if example.endswith('/') else f'sops/{sop}.html'}"
