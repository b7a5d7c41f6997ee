"""The site's root: permanent addresses, the list of editions, and what other tools ask for."""

from __future__ import annotations

from itertools import chain

from rollbook.publishing.branch.known import Known
from rollbook.publishing.branch.ledger import Ledger
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.root.editions_pages import editions_pages
from rollbook.publishing.root.for_tools import for_tools
from rollbook.publishing.root.home_page import home_page
from rollbook.publishing.root.in_force import in_force
from rollbook.publishing.root.lost_page import lost_page
from rollbook.publishing.root.page import Root
from rollbook.publishing.root.permanent import permanent_pages

_AS_IT_IS = ".nojekyll"
"""That it is there tells GitHub to show all files, and as they are."""

FOLDERS = ("editions", "sops", "t")
"""The folders at the root that hold nothing but what is made here."""


def root_files(ledger: Ledger, known: Known, site: str, home: Manifest | None) -> dict[str, bytes]:
    """Path → what stands there, for everything at the root that follows from the editions.

    `site` is the address of the root, where that is known, and `home` the manifest of the edition
    in force. The same values are always the same bytes.
    """
    root = Root(ledger, in_force(ledger, home), f"{site.rstrip('/')}/" if site else "")
    made = chain(
        home_page(root),
        permanent_pages(root, known),
        editions_pages(root),
        lost_page(root),
        for_tools(root),
    )
    return {_AS_IT_IS: b"", **{path: text.encode() for path, text in sorted(made)}}


def copied(home: Manifest | None) -> list[str]:
    """The files of the edition in force that stand at the root as well: editors know schemas."""
    named = home.files if home else ()
    return [name for name in named if "/" not in name and name.endswith("schema.json")]
